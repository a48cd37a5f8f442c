"""Mail about the sources of evolving datasets: to operators who allow them, and where one was stopped."""

from functools import partial

from repository.models import Source
from repository.notifications.mail import tell
from repository.notifications.published import authors_of
from repository.queries.grants import operators
from repository.queries.sources import reason_words
from repository.services.deliveries import Claim


def tell_source_declared(claim: Claim) -> None:
    """``source.declared``: the operators, who allow it or not."""
    tell(claim, operators(), "source_declared", _context(claim))


def tell_source_answered(claim: Claim) -> None:
    """``source.answered``, ``source.released``: the authors."""
    source = _source(claim)
    tell(claim, authors_of(source.dataset), "source_answered", _context(claim))


def tell_source_stopped(claim: Claim) -> None:
    """``source.quarantined``: authors and operators."""
    source = _source(claim)
    people = {person.pk: person for person in (*authors_of(source.dataset), *operators())}
    tell(claim, people.values(), "source_stopped", _context(claim))


def _source(claim: Claim) -> Source:
    return Source.objects.select_related("dataset").get(pk=claim.event.subject_id)


def _context(claim: Claim) -> dict[str, object]:
    source = _source(claim)
    words = partial(reason_words, source.reason)  # asked while the mail is written, so in its reader's language
    return {"source": source, "dataset": source.dataset, "told": claim.event.payload, "words": words}
