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


@dataclass(frozen=True, slots=True)
class ButtonOfDataset:
    """A button that a panel put into a form of the room: what was pressed, once the form is saved."""

    dataset: Dataset
    pressed: str


Panel = Callable[[HttpRequest, Any], str | None]
"""``panel(request, subject)``: HTML made by a template of its app, or None where it has nothing to show."""


def panels_for(page: str, request: HttpRequest, subject: Any) -> list[SafeString]:
    """The panels of a page about a subject, in the order of the table; none for a page that it does not name."""
    table: dict[str, tuple[str, ...]] = import_string(settings.PANELS)
    panels: list[Panel] = [import_string(path) for path in table.get(page, ())]
    made = [panel(request, subject) for panel in panels]
    return [mark_safe(html) for html in made if html]  # noqa: S308  (rendered by templates that escape)


def pressed_in_panel(page: str, request: HttpRequest, button: ButtonOfDataset) -> str | None:
    """Have the app whose button it is do what it says; the field that it is about, None where it is nobody's."""
    table: dict[str, tuple[str, ...]] = import_string(settings.PANELS)
    answers: list[Panel] = [import_string(path) for path in table.get(page, ())]
    return next((field for answer in answers if (field := answer(request, button)) is not None), None)
