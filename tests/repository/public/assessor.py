"""A FAIR assessor as F-UJI is described (metrics 0.8, doi:10.5281/zenodo.6461229), written anew from that description.

It starts at the landing page and knows nothing of the product: JSON-LD and meta tags of the page, typed links of the
header, content negotiation. What it asks is answered by the test client; nothing leaves the process.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

from django.test import Client
from lxml import etree

from tests.repository.public.typed_links import Found, of_header, only

DATA_FILES: Final = 5
"""As many files are fetched, as F-UJI does."""

REGISTERED: Final = (
    "vocab.nerc.ac.uk", "eionet.europa.eu/gemet", "gcmd.earthdata.nasa.gov", "inspire.ec.europa.eu",
    "publications.europa.eu/resource/authority", "data.europa.eu",
)  # fmt: skip
COMMUNITY: Final = (
    "http://standards.iso.org/iso/19115/-3/mdb/2.0", "http://www.isotc211.org/2005/gmd",
    "https://standards.iso.org/iso/19115/-3/mdb/2.0",
)  # fmt: skip
GENERIC: Final = ("http://datacite.org/schema/kernel-4", "http://www.w3.org/ns/dcat#")
ACCESS_RIGHTS: Final = ("info:eu-repo/semantics/", "publications.europa.eu/resource/authority/access-right/", "coar")


class _Page(HTMLParser):
    """Meta tags, link elements and data blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        said = dict(attrs)
        if tag == "meta" and said.get("name") and said.get("content"):
            self.meta.setdefault(str(said["name"]).lower(), []).append(str(said["content"]))
        self._inside = tag == "script" and said.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        """The text of a data block."""
        if self._inside:
            self.blocks.append(data)
            self._inside = False


@dataclass
class Harvest:
    """Everything that an assessor finds from one landing page."""

    reader: Client
    address: str
    documents: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def answer(self) -> Any:
        """The landing page."""
        return self.reader.get(self.address)

    @cached_property
    def page(self) -> _Page:
        """The page, read."""
        found = _Page()
        found.feed(self.answer.content.decode())
        return found

    @cached_property
    def embedded(self) -> dict[str, Any]:
        """The JSON-LD of the page."""
        return dict(json.loads(self.page.blocks[0])) if self.page.blocks else {}

    @cached_property
    def links(self) -> list[Found]:
        """The typed links of the header."""
        return of_header(self.answer["Link"])

    @cached_property
    def described(self) -> dict[str, bytes]:
        """Media type and profile -> what the typed links of that kind lead to."""
        return {
            f"{link.media_type} {link.profile}".strip(): self.body(link.href)
            for link in only(self.links, "describedby")
        }

    @cached_property
    def text(self) -> str:
        """All descriptions in one text, for namespaces and vocabularies."""
        return "\n".join([json.dumps(self.embedded), *(body.decode() for body in self.described.values())])

    def body(self, address: str) -> bytes:
        """What an address of this site gives."""
        answer = self.reader.get(urlsplit(address).path)
        assert answer.status_code == 200, (address, answer.status_code)
        return b"".join(answer) if answer.streaming else bytes(answer.content)

    def negotiated(self, media_type: str) -> Any:
        """The landing page asked for another form."""
        return self.reader.get(self.address, headers={"accept": media_type}, follow=True)

    @cached_property
    def files(self) -> list[dict[str, Any]]:
        """Address, size and type of each file that the description names."""
        found = self.embedded.get("distribution") or []
        return [dict(each) for each in (found if isinstance(found, list) else [found])]

    @cached_property
    def xml(self) -> list[etree._Element]:
        """Every description that is XML."""
        quiet = etree.XMLParser(no_network=True, resolve_entities=False)
        return [etree.fromstring(body, quiet) for body in self.described.values() if body.lstrip().startswith(b"<")]

    @property
    def namespaces(self) -> set[str]:
        """The namespaces of those."""
        return {str(uri) for root in self.xml for each in root.iter("*") for uri in each.nsmap.values()}


def is_doi(text: str) -> bool:
    """Whether a text is a DOI, bare or as an address that ends in one."""
    return bool(re.search(r"(?:^|/)10\.\d{4,9}/\S+$", text))


def assess(found: Harvest) -> dict[str, float]:
    """Metric -> points, of those that F-UJI gives."""
    embedded, files = found.embedded, found.files
    identifier = str(embedded.get("@id") or embedded.get("url") or "")
    citation = ("creator", "name", "publisher", "datePublished", "@type")
    core = bool(identifier) and all(embedded.get(name) for name in citation)
    fetched = [found.body(each["contentUrl"]) for each in files[:DATA_FILES] if each.get("contentUrl")]
    addresses = [str(each.get("contentUrl")) for each in files]
    data = [each for each in files if each.get("sha256")]
    web = bool(addresses) and all(urlsplit(each).scheme in ("http", "https", "ftp") for each in addresses)
    scored = {
        "FsF-F1-01MD": bool(urlsplit(identifier).scheme),
        "FsF-F1-02MD": 0.5 * is_doi(identifier) + 0.5 * identifier.startswith("https://doi.org/"),
        "FsF-F2-01M": core + (core and bool(embedded.get("description") and embedded.get("keywords"))),
        "FsF-F3-01M": bool(addresses),
        "FsF-F4-01M": 2 * ("schema.org" in json.dumps(embedded.get("@context")) and "dc.title" in found.page.meta),
        "FsF-A1-01M": any(each in found.text for each in ACCESS_RIGHTS) and "isAccessibleForFree" in embedded,
        "FsF-A1-02MD": (found.answer.status_code == 200) + (bool(fetched) and all(fetched)),
        "FsF-A1.1-01MD": 1 + web,
        "FsF-A1.2-01MD": 1 + web,
        "FsF-I1-01M": 2 * (bool(embedded) and found.negotiated("application/ld+json").status_code == 200),
        "FsF-I2-01M": 2 * any(each in found.text for each in REGISTERED),
        "FsF-I3-01M": 2 * _is_related(found),
        "FsF-R1-01M": bool(embedded.get("@type"))
        + (bool(data) and all(each.get("contentSize") and each.get("encodingFormat") for each in data)),
        "FsF-R1.1-01M": "spdx.org/licenses/" in found.text and bool(embedded.get("license")),
        "FsF-R1.2-01M": bool(embedded.get("creator") and embedded.get("datePublished"))
        and "http://www.w3.org/ns/prov#" in found.text,
        "FsF-R1.3-01M": bool(found.namespaces & set(COMMUNITY)) and bool(found.namespaces & set(GENERIC)),
        "FsF-R1.3-02D": any(str(each.get("encodingFormat")) in {"text/csv", "application/x-netcdf"} for each in files),
    }
    return {name: float(points) for name, points in scored.items()}


def _is_related(found: Harvest) -> bool:
    """Whether some description names a work with its relation and an identifier for machines."""
    return any(
        each.get("relationType") and each.get("relatedIdentifierType") and (each.text or "").strip()
        for root in found.xml
        for each in root.iter("{http://datacite.org/schema/kernel-4}relatedIdentifier")
    )
