"""Addresses of the documents, and of what they refuse (OGC 18-062r2)."""

from typing import Final
from urllib.parse import quote

from django.conf import settings

EXCEPTIONS: Final = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"
ROOT: Final = "/ogcapi/processes"


def at(*parts: str) -> str:
    """An address of this API."""
    return f"{settings.SITE_URL}{ROOT}/{'/'.join(quote(part, safe='') for part in parts)}"
