"""Parts of a page that other apps make: which, says the table that the setting PANELS names; never an import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from repository.models import Dataset


@dataclass(frozen=True, slots=True)
class FieldOfDataset:
    """The subject of a panel under one field of a dataset's form: the top-level field of the record."""

    dataset: Dataset
    field: str


Panel = Callable[[HttpRequest, Any], str | None]
"""``panel(request, subject)``: HTML made by a template of its app, or None where it has nothing to show."""


def panels_for(page: str, request: HttpRequest, subject: Any) -> list[SafeString]:
    """The panels of a page about a subject, in the order of the table; none for a page that it does not name."""
    table: dict[str, tuple[str, ...]] = import_string(settings.PANELS)
    panels: list[Panel] = [import_string(path) for path in table.get(page, ())]
    made = [panel(request, subject) for panel in panels]
    return [mark_safe(html) for html in made if html]  # noqa: S308  (rendered by templates that escape)
