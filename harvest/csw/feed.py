"""Answers for OpenSearch: a feed of Atom (RFC 4287) with its extensions for place and time (OGC 10-032r8). Pure."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from harvest.csw.answers import Page
from harvest.csw.markup import element, holder, instant
from harvest.csw.messages import GetRecords
from harvest.csw.provider import Provider
from harvest.csw.versions import ATOM, ATOM_TYPE, DC

OPENSEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"
GEO: Final = "http://a9.com/-/opensearch/extensions/geo/1.0/"
TIME: Final = "http://a9.com/-/opensearch/extensions/time/1.0/"
DESCRIPTION_TYPE: Final = "application/opensearchdescription+xml"
_GEORSS: Final = "http://www.georss.org/georss"
_SPACES: Final = (
    f'xmlns="{ATOM}" xmlns:os="{OPENSEARCH}" xmlns:geo="{GEO}" xmlns:time="{TIME}" xmlns:dc="{DC}" '
    f'xmlns:georss="{_GEORSS}"'
)
_TEXT = re.compile(r"<(dc:identifier|dc:title|dc:creator|dc:subject|dct:modified|dct:issued|dct:abstract)>([^<]*)<")
_CORNERS = re.compile(r"<ows:LowerCorner>([^<]*)</ows:LowerCorner><ows:UpperCorner>([^<]*)</ows:UpperCorner>")
_PERIOD = re.compile(r"<csw:TemporalExtent>(?:<csw:begin>([^<]*)</csw:begin>)?(?:<csw:end>([^<]*)</csw:end>)?")
_PAGED: Final = frozenset({"startposition", "maxrecords"})


def feed(provider: Provider, asked: GetRecords, page: Page, query: dict[str, str], now: datetime) -> bytes:
    """The records of a page as entries; ``query``: the pairs that were asked, for the links to other pages."""
    head = (
        element("title", f"Datasets of {provider.name}"),
        element("id", _address(provider, query, asked.start, asked.limit)),
        element("updated", instant(now)),
        holder("author", element("name", provider.name)),
        element("os:totalResults", str(page.matched)),
        element("os:startIndex", str(asked.start)),
        element("os:itemsPerPage", str(asked.limit)),
        _query_of(asked),
        holder("link", rel="search", type=DESCRIPTION_TYPE, href=provider.description_url),
        *_pages(provider, asked, page, query),
    )
    entries = (entry(body) for body in page.bodies)
    return f"<feed {_SPACES}>{''.join(head)}{''.join(entries)}</feed>".encode()


def entry(body: bytes) -> str:
    """One stored record as an entry; its texts are escaped already."""
    told = body.decode()
    texts: dict[str, list[str]] = {}
    for name, text in _TEXT.findall(told):
        texts.setdefault(name, []).append(text)
    identifiers = texts.get("dc:identifier", [""])
    links = [each for each in identifiers if each.startswith(("http://", "https://"))]
    return "".join((
        "<entry>",
        f"<id>{(links or identifiers)[0]}</id>",
        f"<title>{texts.get('dc:title', [''])[0]}</title>",
        f"<updated>{texts.get('dct:modified', [''])[0]}T00:00:00Z</updated>",
        f"<published>{texts.get('dct:issued', [''])[0]}T00:00:00Z</published>",
        *(f"<author><name>{name}</name></author>" for name in texts.get("dc:creator", ())),
        *(f'<category term="{word}"/>' for word in texts.get("dc:subject", ())),
        *(f"<summary>{text}</summary>" for text in texts.get("dct:abstract", ())[:1]),
        *(f'<link rel="alternate" type="text/html" href="{link}"/>' for link in links[1:2] or links[:1]),
        f"<dc:identifier>{identifiers[0]}</dc:identifier>",
        *(f"<dc:date>{begin}/{end}</dc:date>" for begin, end in _PERIOD.findall(told) if begin or end),
        *(f"<georss:box>{low} {high}</georss:box>" for low, high in _CORNERS.findall(told)),
        "</entry>",
    ))  # fmt: skip


def alone(body: bytes) -> bytes:
    """One stored record as a document of its own."""
    return entry(body).replace("<entry>", f"<entry {_SPACES}>", 1).encode()


def _query_of(asked: GetRecords) -> str:
    said = {"role": "request", "startIndex": str(asked.start), "count": str(asked.limit)}
    if asked.near.words:
        said["searchTerms"] = asked.near.words
    if asked.near.box:
        said["geo_box"] = ",".join(f"{number:g}" for number in asked.near.box)
    for name, end in zip(("time_start", "time_end"), asked.near.time or (), strict=False):
        if end:
            said[name] = end
    return holder("os:Query", **said)


def _pages(provider: Provider, asked: GetRecords, page: Page, query: dict[str, str]) -> Iterator[str]:
    """Links to this page, the first, the one before, the next and the last."""
    size, last = max(asked.limit, 1), max(page.matched, 1)
    starts = {"self": asked.start, "first": 1, "last": last - (last - 1) % size}
    if asked.start > 1:
        starts["previous"] = max(asked.start - size, 1)
    if page.passed and asked.start + page.passed <= page.matched:
        starts["next"] = asked.start + page.passed
    for relation, start in starts.items():
        yield holder("link", rel=relation, type=ATOM_TYPE, href=_address(provider, query, start, asked.limit))


def _address(provider: Provider, query: dict[str, str], start: int, count: int) -> str:
    kept = {name: value for name, value in query.items() if name not in _PAGED}
    return f"{provider.base_url}?{urlencode({**kept, 'startposition': start, 'maxrecords': count})}"


def description(provider: Provider, languages: tuple[str, ...] = ("en", "fr")) -> bytes:
    """The OpenSearch description: how a browser searches the site, and a program its catalogue."""
    asked = "service=CSW&version=3.0.0&request=GetRecords&typeNames=csw:Record&ElementSetName=full"
    catalogue = (
        f"{provider.base_url}?{asked}&q={{searchTerms?}}&bbox={{geo:box?}}&time={{time:start?}}/{{time:end?}}"
        "&recordIds={geo:uid?}&startPosition={startIndex?}&maxRecords={count?}"
    )
    atom = f"{catalogue}&outputFormat=application/atom%2Bxml"
    addresses = (
        ("text/html", f"{provider.search_url}?q={{searchTerms}}"),
        (ATOM_TYPE, atom),
        ("application/xml", f"{catalogue}&outputFormat=application/xml"),
        ("application/json", f"{provider.search_url}?format=json&q={{searchTerms}}&page={{startPage?}}"),
    )
    return (
        f'<OpenSearchDescription xmlns="{OPENSEARCH}" xmlns:geo="{GEO}" xmlns:time="{TIME}">'
        + element("ShortName", provider.name[:16])
        + element("LongName", f"Datasets of {provider.name}"[:48])
        + element("Description", f"Search the datasets that are published in {provider.name}.")
        + element("Contact", provider.contact_email)
        + "".join(holder("Url", type=kind, template=address, **_counted(kind)) for kind, address in addresses)
        + holder("Url", type=DESCRIPTION_TYPE, rel="self", template=provider.description_url)
        + "<SyndicationRight>open</SyndicationRight><AdultContent>false</AdultContent>"
        + "".join(element("Language", tag) for tag in languages)
        + "<OutputEncoding>UTF-8</OutputEncoding><InputEncoding>UTF-8</InputEncoding></OpenSearchDescription>"
    ).encode()


def _counted(kind: str) -> dict[str, str]:
    return {} if kind == "text/html" else {"indexOffset": "1", "pageOffset": "1", "rel": "results"}
