"""System checks across settings: refuse to start half-configured. Single values are checked where they are read."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register("varve")
def replicas_lie_apart(**kwargs: Any) -> Sequence[CheckMessage]:
    """A replica in the archive's own place, or two replicas in one, would be no second copy."""
    seen = {settings.ARCHIVE_URL.rstrip("/"): "ARCHIVE_URL"}
    problems = []
    for name, url in settings.ARCHIVE_REPLICAS.items():
        variable = f"ARCHIVE_REPLICA_{name.upper()}_URL"
        other = seen.setdefault(url.rstrip("/"), variable)
        if other != variable:
            problems.append(
                Error(
                    f"{variable} takes a place of its own: it is the same as {other}.",
                    id="varve.E001",
                )
            )
    return problems


@register("varve")
def one_file_fits_into_a_deposit(**kwargs: Any) -> Sequence[CheckMessage]:
    """A file that may be uploaded must fit into its deposit."""
    if settings.UPLOAD_MAX_BYTES <= settings.DEPOSIT_MAX_BYTES:
        return []
    return [Error("UPLOAD_MAX_BYTES takes at most DEPOSIT_MAX_BYTES.", id="varve.E002")]
