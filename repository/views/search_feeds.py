"""What was found as JSON values and as a paged Atom feed (RFC 4287, RFC 5005)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any, Final

from django.conf import settings
from lxml import etree

from repository.queries.search_parts import Hit, Results
from repository.queries.search_words import question_words

ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(results: Results, urls: Mapping[str, str]) -> dict[str, Any]:
    """The page of results with its counts and its neighbours' addresses."""
    question = results.question
    return {
        "query": question.words,
        "total": results.total,
        "page": question.page if question.after is None else None,
        "per_page": question.size,
        "ignored": list(question.ignored),
        "self": urls["self"],
        "previous": urls.get("previous"),
        "next": urls.get("next"),
        "items": [_item(hit, urls["site"]) for hit in results.hits],
        "facets": {
            facet.code: [{"value": each.value, "name": each.name, "count": each.count} for each in facet.values]
            for facet in results.facets
        },
        "decades": {str(decade): count for decade, count in sorted(results.decades.items())},
    }


def _item(hit: Hit, site: str) -> dict[str, Any]:
    return {
        "doi": hit.identifier,
        "url": _address(hit, site),
        "title": hit.title,
        "language": hit.lang or None,
        "creators": list(hit.creators),
        "abstract": hit.abstract,
        "disciplines": list(hit.poles),
        "published": hit.published.isoformat() if hit.published else None,
        "modified": hit.modified.isoformat() if hit.modified else None,
        "period": hit.period or None,
        "depth": list(hit.depth) if hit.depth else None,
        "boxes": [list(box) for box in hit.boxes],
        "formats": list(hit.forms),
        "access": hit.access,
    }


def _address(hit: Hit, site: str) -> str:
    return f"{site}{hit.url}" if hit.url.startswith("/") else hit.url


def as_atom(results: Results, urls: Mapping[str, str]) -> bytes:
    """The page of results as a feed: one entry a dataset, with its authors and abstract."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    newest = max((_updated(hit) for hit in results.hits), default=datetime.fromtimestamp(0, UTC))
    _add(feed, "id", urls["first"])
    _add(feed, "title", ": ".join(filter(None, (settings.SITE_NAME, ", ".join(question_words(results.question))))))
    _add(feed, "updated", newest.isoformat())
    _add(_add(feed, "author"), "name", settings.SITE_NAME)
    for relation in ("self", "alternate", "first", "previous", "next"):
        if relation in urls:
            kind = "text/html" if relation == "alternate" else "application/atom+xml"
            _add(feed, "link", rel=relation, type=kind, href=urls[relation])
    for hit in results.hits:
        _entry(feed, hit, _address(hit, urls["site"]))
    body: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8")
    return body


def _entry(feed: etree._Element, hit: Hit, address: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"https://doi.org/{hit.identifier}" if hit.identifier.startswith("10.") else hit.identifier)
    _add(entry, "title", hit.title)
    _add(entry, "updated", _updated(hit).isoformat())
    if hit.published:
        _add(entry, "published", datetime.combine(hit.published, time(), UTC).isoformat())
    for name in hit.creators:
        _add(_add(entry, "author"), "name", name)
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    if hit.abstract:
        _add(entry, "summary", hit.abstract)


def _updated(hit: Hit) -> datetime:
    if hit.modified:
        return hit.modified
    return datetime.combine(hit.published, time(), UTC) if hit.published else datetime.fromtimestamp(0, UTC)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: _clean(value) for key, value in attributes.items()})
    child.text = _clean(text) or None
    return child


def _clean(text: str) -> str:
    """Without what XML cannot carry: a reader's words come back in the feed's title."""
    return _NOT_XML.sub("", text)
