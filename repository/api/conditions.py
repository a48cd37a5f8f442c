"""If-Match: a change is made only to what was read."""

import re
from typing import Final

from rest_framework.request import Request

from repository.forms.step_form import mark_of
from repository.models import Dataset, Deposit
from repository.services.draft_changes import stale

_TAG: Final = re.compile(r'"([\x21\x23-\x7e]{1,80})"')
_REVISION: Final = re.compile(r"r(\d{1,9})", re.ASCII)


def dataset_tag(dataset: Dataset) -> str:
    """The ETag of a draft: its revision."""
    return f'"r{dataset.draft_revision}"'


def deposit_tag(deposit: Deposit) -> str:
    """The ETag of a deposit: what its datasets share."""
    return f'"{mark_of(deposit.shared)}"'


def tag_wanted(request: Request) -> str | None:
    """The tag of If-Match; None where any will do. Raises ``StaleRecord`` for one that can never match."""
    said = request.headers.get("If-Match", "").strip()
    if said in ("", "*"):
        return None
    found = _TAG.fullmatch(said)
    if found is None:
        raise stale()
    return found[1]


def revision_wanted(request: Request) -> int | None:
    """The revision of If-Match, likewise."""
    tag = tag_wanted(request)
    if tag is None:
        return None
    found = _REVISION.fullmatch(tag)
    if found is None:
        raise stale()
    return int(found[1])
