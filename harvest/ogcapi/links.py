"""Links of JSON documents (OGC API - Common 1.0, 8.5; RFC 8288), and the form of an answer: JSON or a page."""

from collections.abc import Sequence
from typing import Any, Final

JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
SCHEMA: Final = "application/schema+json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
PROBLEM: Final = "application/problem+json"
HTML: Final = "text/html"

OGC: Final = "http://www.opengis.net/def/rel/ogc/1.0/"
"""Where relations of OGC's own have their address."""

Link = dict[str, Any]


def link(rel: str, href: str, kind: str = JSON, title: str = "", **more: Any) -> Link:
    """One link; what is empty is left out."""
    said = {"rel": rel, "href": href, "type": kind, "title": title, **more}
    return {name: value for name, value in said.items() if value not in ("", None)}


def both_forms(rel: str, href: str, kind: str, title: str, *, page: bool = False) -> list[Link]:
    """A document and its page. ``page``: it is the page that has these links, so that one is the document itself."""
    alternate = f"{href}{'&' if '?' in href else '?'}f="
    if rel != "self":
        return [link(rel, href, kind, title)]
    if page:
        return [link("self", f"{alternate}html", HTML, title), link("alternate", f"{alternate}json", kind, title)]
    return [link("self", href, kind, title), link("alternate", f"{alternate}html", HTML, title)]


def relinked(feature: dict[str, Any], own: Sequence[Link], *, drop: Sequence[str] = ("self",)) -> dict[str, Any]:
    """A feature as a member of a collection: its own links first, the stored ones that say otherwise left out."""
    kept = [each for each in feature.get("links", ()) if each.get("rel") not in drop]
    return {**feature, "links": [*own, *kept]}
