"""Addresses and links of the documents (RFC 8288; relations of OGC 18-062r2)."""

from typing import Any, Final
from urllib.parse import quote

from django.conf import settings

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
HTML: Final = "text/html"
OGC: Final = "http://www.opengis.net/def/rel/ogc/1.0/"
EXCEPTIONS: Final = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"
ROOT: Final = "/ogcapi/processes"


def at(*parts: str) -> str:
    """An address of this API."""
    return f"{settings.SITE_URL}{ROOT}/{'/'.join(quote(part, safe='') for part in parts)}"


def link(rel: str, href: str, kind: str = JSON, title: str = "") -> dict[str, Any]:
    """One link."""
    return {"rel": rel, "href": href, "type": kind} | ({"title": title} if title else {})
