"""What DataCite does with a DOI: its states, what it asks of metadata, who may see and change what."""

import base64
import binascii
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lxml import etree

KERNEL = "{http://datacite.org/schema/kernel-4}"
MANDATORY = (
    "identifier",
    "creators/creator/creatorName",
    "titles/title",
    "publisher",
    "publicationYear",
    "resourceType",
)
EVENTS = {
    "publish": {"draft": "findable", "registered": "findable", "findable": "findable"},
    "register": {"draft": "registered"},
    "hide": {"findable": "registered"},
}


@dataclass(frozen=True)
class Account:
    """A repository account: what it may register under."""

    user: str
    password: str
    prefixes: tuple[str, ...]


@dataclass
class Doi:
    """One DOI, whoever holds it."""

    doi: str
    owner: str
    state: str = "draft"
    url: str = ""
    xml: bytes = b""
    created: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    updated: str = ""
    changes: int = 0


class Refused(Exception):
    """An answer that is no success; ``title`` as DataCite words it."""

    def __init__(self, status: int, title: str, source: str = "") -> None:
        super().__init__(title)
        self.status, self.title, self.source = status, title, source


class Registry:
    """All DOIs and accounts; every method is one request of one account."""

    def __init__(self, *accounts: Account) -> None:
        self.accounts = {account.user.lower(): account for account in accounts}
        self.dois: dict[str, Doi] = {}
        self.lock = threading.Lock()

    def sign_in(self, user: str, password: str) -> Account | None:
        """The account, or nothing."""
        found = self.accounts.get(user.lower())
        return found if found and found.password == password else None

    def create(self, account: Account, attributes: dict[str, Any]) -> Doi:
        """POST: never touches what exists."""
        name = str(attributes.get("doi") or "").lower()
        prefix, slash, suffix = name.partition("/")
        if not (slash and suffix):
            raise Refused(422, "can't be blank", "doi")
        if prefix not in account.prefixes:
            raise Refused(403, "You are not authorized to access this resource.")
        if name in self.dois:
            raise Refused(422, "This DOI has already been taken", "doi")
        made = Doi(doi=name, owner=account.user)
        self._change(made, attributes)
        self.dois[name] = made
        return made

    def update(self, account: Account, name: str, attributes: dict[str, Any]) -> tuple[Doi, bool]:
        """PUT: changes, or makes what is not there; whether it was made."""
        found = self.dois.get(name.lower())
        if found is None:
            return self.create(account, {**attributes, "doi": name}), True
        if found.owner != account.user:
            raise Refused(403, "You are not authorized to access this resource.")
        self._change(found, attributes)
        return found, False

    def show(self, account: Account | None, name: str) -> Doi:
        """GET: findable ones to everybody, others to who holds them."""
        found = self.dois.get(name.lower())
        if found is None or (found.state != "findable" and (account is None or found.owner != account.user)):
            raise Refused(404, "The resource you are looking for doesn't exist.")
        return found

    def delete(self, account: Account, name: str) -> None:
        """DELETE: drafts only."""
        found = self.show(account, name)
        if found.owner != account.user:
            raise Refused(403, "You are not authorized to access this resource.")
        if found.state != "draft":
            raise Refused(405, "Method not allowed")
        del self.dois[found.doi]

    def listed(self, account: Account | None, *, client: str, prefix: str) -> list[Doi]:
        """The DOIs of a client under a prefix that the account may see."""
        mine = account is not None and account.user.lower() == client
        return [
            doi
            for doi in sorted(self.dois.values(), key=lambda doi: doi.doi)
            if doi.owner.lower() == client
            and (not prefix or doi.doi.startswith(f"{prefix}/"))
            and (mine or doi.state == "findable")
        ]

    def _change(self, doi: Doi, attributes: dict[str, Any]) -> None:
        url = str(attributes.get("url") or doi.url)
        xml = _decoded(attributes["xml"]) if attributes.get("xml") else doi.xml
        event = attributes.get("event")
        if event:
            _require_complete(doi.doi, url, xml)
        doi.url, doi.xml = url, xml
        doi.state = EVENTS.get(str(event), {}).get(doi.state, doi.state)
        doi.updated, doi.changes = datetime.now(UTC).isoformat(), doi.changes + 1


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(422, "is not base64", "xml") from None


def _require_complete(doi: str, url: str, xml: bytes) -> None:
    if not url.startswith(("http://", "https://", "ftp://")):
        raise Refused(422, "can't be blank", "url")
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise Refused(422, "No matching global declaration available for the validation root.", "xml") from None
    for path in MANDATORY:
        if root.find("/".join(f"{KERNEL}{step}" for step in path.split("/"))) is None:
            raise Refused(422, f"Missing child element(s). Expected is ( {KERNEL}{path} ).", "xml")
    if (root.findtext(f"{KERNEL}identifier") or "").strip().lower() != doi:
        raise Refused(422, "The identifier does not match the DOI", "doi")
