"""Drawing and sending a step's form as a browser does, without a browser."""

from collections.abc import Mapping, Sequence
from typing import Any

from repository.forms.actions import Action
from repository.forms.notes import Notes
from repository.forms.sending import posted_of
from repository.forms.shown import Section
from repository.forms.spec import Field
from repository.forms.step_form import draw_sections, read_step
from repository.forms.steps.description import description_fields
from repository.forms.steps.people import people_fields
from repository.forms.steps.place import place_fields

POLES = (("ocean", "Ocean"), ("solid-earth", "Solid Earth"))
FIELDS = (*description_fields(POLES), *people_fields(), *place_fields())
"""Every field that the form has."""


def draw(
    document: Mapping[str, Any], *, fields: Sequence[Field] = FIELDS, starts: Mapping[str, int] | None = None
) -> tuple[Section, ...]:
    """The sections of a document."""
    return draw_sections(
        fields, own=document, shared={}, notes=Notes((), "en"), has_siblings=False, starts=starts
    )  # fmt: skip


def sent(document: Mapping[str, Any], **typed: str) -> dict[str, Sequence[str]]:
    """What a browser sends: the document's form with some controls typed anew (``_`` stands for ``-`` twice)."""
    return {**posted_of(draw(document)), **{name.replace("__", "-"): [text] for name, text in typed.items()}}


def saved(
    document: Mapping[str, Any], posted: Mapping[str, Sequence[str]], action: Action | None = None
) -> dict[str, Any]:
    """The document after the post."""
    changed = read_step(FIELDS, posted, own=document, action=action)
    return {key: value for key, value in {**document, **changed}.items() if value is not None}
