"""The log of what was sent to a registrar: a row before each request, its outcome after."""

from collections.abc import Iterator
from contextlib import contextmanager

from repository.errors import RepositoryError
from repository.models import Dataset, DoiAttempt
from repository.registrars.base import Registrar, digest
from repository.services.registrar_patience import note_registrar_back

SENT = "sent"


@contextmanager
def logged_attempt(
    *, dataset: Dataset, doi: str, agency: Registrar, action: str, url: str, metadata: bytes = b""
) -> Iterator[DoiAttempt]:
    """Log one request; the block sets ``outcome`` and ``detail``, an error sets its own code and sentence.

    Never inside a transaction: the row of a worker that is killed must stay.
    """
    row = DoiAttempt.objects.create(
        dataset=dataset,
        doi=doi,
        registrar=agency.name,
        action=action,
        sent_sha256=digest(url=url, metadata=metadata),
        outcome=SENT,
    )
    try:
        yield row
    except RepositoryError as error:
        row.outcome, row.detail = error.code, str(error)
        raise
    except Exception:
        row.outcome = "error"
        raise
    finally:
        row.save(update_fields=["outcome", "detail"])
    note_registrar_back()
