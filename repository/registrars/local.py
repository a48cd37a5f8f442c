"""The registrar of a site without DataCite: a test prefix, nothing sent, marked everywhere as not resolvable."""

from lxml import etree

from repository.errors import PermanentFailure
from repository.registrars.base import Receipt, Reservation, Reserved

KERNEL = "{http://datacite.org/schema/kernel-4}"


class LocalRegistrar:
    """Checks what a registrar would check (the metadata names this DOI, the address is http) and answers at once."""

    name = "local"
    resolves = False

    def reserve(self, *, doi: str, url: str) -> Reservation:
        """See ``Registrar.reserve``: the row of the dataset is the reservation."""
        return Reservation(doi, Reserved.MADE, "test DOI")

    def publish(self, *, doi: str, url: str, metadata: bytes) -> Receipt:
        """See ``Registrar.publish``. Raises ``PermanentFailure`` for metadata that no registrar would take."""
        return self._receipt(doi, url, metadata)

    def withdraw(self, *, doi: str, url: str, metadata: bytes) -> Receipt:
        """See ``Registrar.withdraw``."""
        return self._receipt(doi, url, metadata)

    def release(self, *, doi: str, url: str) -> Receipt:
        """See ``Registrar.release``."""
        return Receipt(doi=doi, state="released", detail="test DOI")

    def highest_number(self, *, prefix: str) -> int:
        """See ``Registrar.highest_number``: nothing is held but by the rows of the database."""
        return 0

    def _receipt(self, doi: str, url: str, metadata: bytes) -> Receipt:
        if not url.startswith(("http://", "https://")):
            raise PermanentFailure(f"the address of {doi} is not an http address: {url}", code="doi-refused")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            named = etree.fromstring(metadata, parser).findtext(f"{KERNEL}identifier")
        except etree.XMLSyntaxError as error:
            raise PermanentFailure(f"the metadata of {doi} is not XML: {error}", code="doi-refused") from error
        if (named or "").lower() != doi.lower():
            raise PermanentFailure(f"the metadata names {named}, not {doi}", code="doi-refused")
        return Receipt(doi=doi, state="registered", detail="test DOI")
