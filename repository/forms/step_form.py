"""One step's form: its sections to draw, and the record fields that a post changes. No database here."""

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from repository.forms.actions import Action, apply_action
from repository.forms.notes import Notes, Place
from repository.forms.objects import tidy
from repository.forms.posted import Posted, text_of
from repository.forms.sending import MARK, posted_of
from repository.forms.shown import WINDOW, Section
from repository.forms.spec import Field
from repository.record.document import inherited_fields, is_empty, prune

_ROW = re.compile(r"-(\d{1,6})(?=-)", re.ASCII)


def mark_of(value: Any) -> str:
    """A short mark of a stored value: changes when it does."""
    spelt = json.dumps(prune(value), sort_keys=True, ensure_ascii=True)
    return sha256(spelt.encode()).hexdigest()[:16]


def draw_sections(
    fields: Sequence[Field],
    *,
    own: Mapping[str, Any],
    shared: Mapping[str, Any],
    notes: Notes,
    has_siblings: bool,
    starts: Mapping[str, int] | None = None,
) -> tuple[Section, ...]:
    """The sections of a step: editable, or told as they come from the deposit."""
    inherited = inherited_fields(shared, own)
    return tuple(
        _draw(field, own=own, shared=shared, notes=notes, has_siblings=has_siblings, starts=starts or {},
              is_inherited=field.key in inherited)
        for field in fields
    )  # fmt: skip


def _draw(
    field: Field,
    *,
    own: Mapping[str, Any],
    shared: Mapping[str, Any],
    notes: Notes,
    has_siblings: bool,
    starts: Mapping[str, int],
    is_inherited: bool,
) -> Section:
    place = Place(field.key, (field.key,), notes, starts)
    if is_inherited:
        told = tuple(field.node.tell(shared[field.key]))
        return Section(field.key, field.title, None, "deposit", told, said=place.take())
    value = own.get(field.key)
    is_said = not is_empty(prune(value))
    shown = field.node.show(value if field.node.takes(value) else None, place)
    return Section(
        field=field.key,
        title=field.title,
        shown=shown,
        origin="own",
        mark=mark_of(value),
        is_folded=field.is_folded and not value,
        may_share=has_siblings and field.may_share and is_said,
        may_drop=not is_empty(prune(shared.get(field.key))),
        said=place.take(),
    )


def read_step(
    fields: Sequence[Field],
    posted: Posted,
    *,
    own: Mapping[str, Any],
    action: Action | None = None,
    is_autosave: bool = False,
    mine: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The fields that the post changes, None for one that says nothing any more.

    A field that still reads as when the page was drawn, while what is stored has changed, was changed by a co-author
    meanwhile and is left alone, unless it is ``mine``. Saving while typing, and the buttons of lists, keep blank rows.
    """
    changed: dict[str, Any] = {}
    for field in fields:
        drawn = text_of(posted, f"{MARK}-{field.key}")
        if not drawn:
            continue
        stored = own.get(field.key)
        acts = action is not None and action.field == field.key
        value = _value_of(field, posted, stored, action if acts else None, keeps_blanks=is_autosave)
        by_another = mark_of(value) == drawn != mark_of(stored) and not acts and field.key not in mine
        if value != stored and not by_another:
            changed[field.key] = value
    return changed


def _value_of(field: Field, posted: Posted, stored: Any, action: Action | None, *, keeps_blanks: bool) -> Any:
    read = field.node.read(posted, field.key, stored)
    if not field.node.takes(stored) and tidy(field.node, read) is None:
        return stored
    if action is not None:
        return tidy(field.node, apply_action(field.node, read, action), keep=action.path)
    return read if keeps_blanks else tidy(field.node, read)


def overlay(fields: Sequence[Field], own: Mapping[str, Any], changed: Posted) -> dict[str, Sequence[str]]:
    """The form of the fields that ``changed`` is about, with only that typed anew: for saving while typing."""
    touched = {name.partition("-")[0] for name in changed}
    fields = [field for field in fields if field.key in touched]
    starts: dict[str, int] = {}
    for name in changed:
        for found in _ROW.finditer(name):
            starts[name[: found.start()]] = int(found[1]) // WINDOW * WINDOW
    sections = draw_sections(fields, own=own, shared={}, notes=Notes((), "en"), has_siblings=False, starts=starts)
    return {**posted_of(sections), **changed}
