"""Links of JSON documents (OGC API - Common 1.0, 8.5; RFC 8288), their media types and relations. Pure."""

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
