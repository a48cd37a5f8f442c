"""Parameters that several operations take, as the OpenAPI document tells them."""

from typing import Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from repository.api.paging import MOST, USUAL

CURSOR: Final = OpenApiParameter("cursor", str, description="As `next` of the page before gives it.")
LIMIT: Final = OpenApiParameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, description="Rows of one page."
)
IF_MATCH: Final = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag that was read: 412 where it was changed since. Without it the fields given are laid over.",
)
REPLACE: Final = OpenApiParameter(
    "replace", OpenApiTypes.BOOL, description="Put it in the place of a file of the same path; refused otherwise."
)
REPR_DIGEST: Final = OpenApiParameter(
    "Repr-Digest",
    str,
    OpenApiParameter.HEADER,
    description="RFC 9530, `sha-256=:…:`. Checked before the file is kept. Content-Digest is read alike.",
)
