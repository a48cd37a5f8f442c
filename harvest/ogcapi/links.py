"""A document and its page, and the links of members of a collection (OGC API - Common 1.0, 8.5)."""

from collections.abc import Sequence
from typing import Any

from repository.ogc_links import HTML, Link, link


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
