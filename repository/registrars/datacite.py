"""DataCite as a registrar: what an answer means, and what to ask when none came. How it is asked is in its client."""

from contextlib import suppress

from repository.errors import PermanentFailure
from repository.registrars.base import Receipt, Reservation, Reserved
from repository.registrars.datacite_client import DataCiteClient, Held, Hidden, Taken, Unknown

DRAFT, FINDABLE = "draft", "findable"


class DataCiteRegistrar:
    """Drafts are made by POST, which never touches what exists; PUT goes only to what was made so.

    After an answer that says nothing (404, 5xx, none) the DOI is read before anything is decided.
    """

    name = "datacite"

    def __init__(self, client: DataCiteClient) -> None:
        self._client = client
        self.resolves = not client.is_for_tests

    def reserve(self, *, doi: str, url: str) -> Reservation:
        """See ``Registrar.reserve``."""
        try:
            self._client.create_draft(doi=doi, url=url)
        except (Taken, Unknown) as cause:
            return self._who_has(doi, url, cause)
        return Reservation(doi, Reserved.MADE)

    def _who_has(self, doi: str, url: str, cause: Taken | Unknown) -> Reservation:
        """Whose DOI it is, by its address: a draft that leads to our landing page was made by a lost attempt."""
        try:
            found = self._client.read(doi=doi)
        except Hidden:
            if isinstance(cause, Taken):
                raise Unknown(
                    f"DataCite says that {doi} is taken, but does not show it to this account. It is asked again; if "
                    "it stays so, somebody else holds it as a draft.",
                    code="doi-taken",
                ) from cause
            raise cause from None
        if not _same_address(found.url, url):
            return Reservation(doi, Reserved.TAKEN, f"{found.state}, leads to {found.url or 'nowhere'}"[:400])
        if found.state != DRAFT:
            raise PermanentFailure(
                f"DataCite holds {doi} as {found.state} at this site's address already: it was published from here "
                "before, as after going back to a backup. Nothing was changed there.",
                code="doi-known",
            )
        return Reservation(doi, Reserved.OURS, "made by an attempt whose answer was lost")

    def publish(self, *, doi: str, url: str, metadata: bytes) -> Receipt:
        """See ``Registrar.publish``."""
        try:
            held = self._client.make_findable(doi=doi, url=url, metadata=metadata)
        except Unknown:
            held = self._client.read(doi=doi)
            if not _is_as_sent(held, url, metadata):
                raise
            return Receipt(doi, held.state, "confirmed by reading it")
        if held.state != FINDABLE or not _same_address(held.url, url):
            raise Unknown(f"DataCite took {doi}, but holds it as {held.state} at {held.url}")
        return Receipt(doi, held.state)

    def withdraw(self, *, doi: str, url: str, metadata: bytes) -> Receipt:
        """See ``Registrar.withdraw``: it stays findable, since a citation must lead to the tombstone."""
        return self.publish(doi=doi, url=url, metadata=metadata)

    def release(self, *, doi: str, url: str) -> Receipt:
        """See ``Registrar.release``."""
        try:
            found = self._client.read(doi=doi)
        except Hidden:
            return Receipt(doi, "released", "DataCite shows no such DOI")
        if not _same_address(found.url, url):
            return Receipt(doi, "released", "it was never ours")
        if found.state != DRAFT:
            raise PermanentFailure(f"{doi} is {found.state} and cannot be given back", code="doi-known")
        with suppress(Hidden):
            self._client.delete_draft(doi=doi)
        return Receipt(doi, "released")

    def highest_number(self, *, prefix: str) -> int:
        """See ``Registrar.highest_number``."""
        suffixes = (doi.partition("/")[2] for doi in self._client.own_dois(prefix=prefix))
        return max((int(suffix) for suffix in suffixes if suffix.isascii() and suffix.isdigit()), default=0)


def _same_address(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/")


def _is_as_sent(held: Held, url: str, metadata: bytes) -> bool:
    return held.state == FINDABLE and _same_address(held.url, url) and held.xml.strip() == metadata.strip()
