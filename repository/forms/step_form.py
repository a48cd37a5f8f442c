"""One step's form: its sections to draw, and the record fields that a post changes. No database here."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from repository.forms.actions import Action, apply_action, parse_action
from repository.forms.aligning import follow
from repository.forms.bases import has_wishes, of_field, pack_base, read_base, read_tried, with_languages
from repository.forms.entries import ROW
from repository.forms.licence import LicenceChoice
from repository.forms.merging import Clash, Merged, is_applied, merge
from repository.forms.notes import Notes, Place
from repository.forms.objects import tidy
from repository.forms.posted import Indexed, Posted, text_of
from repository.forms.sending import MARK, controls_of, kinds_of, posted_of
from repository.forms.shown import WINDOW, Section, Shown
from repository.forms.spec import Field
from repository.record.document import inherited_fields, is_empty, prune


@dataclass(slots=True)
class Typed:
    """What a post says. ``changed``: field -> its value, None for nothing; ``clashes``: field, what two changed.

    ``action``: the pressed button of a list, about the row as it stands now; ``is_refused``: it would have removed a
    row that another person changed meanwhile, so it did nothing.
    """

    action: Action | None = None
    changed: dict[str, Any] = dataclasses.field(default_factory=dict)
    clashes: list[tuple[str, Clash]] = dataclasses.field(default_factory=list)
    is_refused: bool = False
    marks: dict[str, str] = dataclasses.field(default_factory=dict)
    """Field -> the mark of what is stored now, where the page that sent it shows just that."""

    def follow(self, merged: Merged) -> None:
        """The pressed button, about the row that it stood at."""
        if self.action is None:
            return
        name = "-".join(map(str, self.action.path))
        rows = [name[: found.end()] for found in ROW.finditer(f"{name}-")]
        if not rows:
            return
        now = merged.moved.get(rows[-1])
        moved = parse_action(f"{self.action.verb}:{now}{name[len(rows[-1]) :]}") if now else None
        self.is_refused = self.action.verb == "remove" and now == name_now(moved) and now in merged.changed
        self.action = None if self.is_refused or moved is None else replace(moved, what=self.action.what)

    def keep(self, field: Field, merged: Merged, value: Any) -> None:
        """What two people changed, at the rows as they stand in the value that is written."""
        if not merged.clashes:
            return
        rows = follow(merged.texts, texts_of_value(field, value))
        for clash in merged.clashes:
            if clash.row and clash.row not in rows and clash.is_gone:
                continue
            self.clashes.append((field.key, replace(clash, row=rows.get(clash.row, "") if clash.row else "")))


def name_now(action: Action | None) -> str:
    """The name of what a button is about."""
    return "-".join(map(str, action.path)) if action else ""


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
        base=pack_base(controls_of(shown), mark_of(value)),
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
) -> dict[str, Any]:
    """The fields that the post changes, None for one that says nothing any more: ``read_typed`` without the rest."""
    return read_typed(fields, posted, own=own, action=action, is_autosave=is_autosave).changed


def read_typed(
    fields: Sequence[Field],
    posted: Posted,
    *,
    own: Mapping[str, Any],
    action: Action | None = None,
    is_autosave: bool = False,
) -> Typed:
    """What a post says over what is stored by now, merged by control where that changed since the page was drawn.

    Saving while typing, and the buttons of lists, keep blank rows.
    """
    typed = Typed(action=action)
    for field in fields:
        drawn = text_of(posted, f"{MARK}-{field.key}")
        if not drawn:
            continue
        stored = own.get(field.key)
        merged = _merged(field, posted, stored)
        acts = action is not None and action.field == field.key
        if merged is not None and acts:
            typed.follow(merged)
        said = posted if merged is None else Indexed(merged.texts)
        value = _value_of(field, said, stored, typed.action if acts else None, keeps_blanks=is_autosave or acts)
        by_another = merged is None and mark_of(value) == drawn != mark_of(stored) and not acts
        if value != stored and not by_another:
            typed.changed[field.key] = value
        if merged is not None:
            typed.keep(field, merged, value)
        elif not by_another and not has_wishes(posted, field.key):
            typed.marks[field.key] = mark_of(value)
    return typed


def _merged(field: Field, posted: Posted, stored: Any) -> Merged | None:
    """The controls of a field merged; None where nothing but this post changed it since it was drawn."""
    base = read_base(posted, field.key)
    if base is None or base.mark == mark_of(stored):
        return None
    shown = shown_whole(field, stored)
    theirs = with_languages(dict(controls_of(shown)))
    tried = next((each for each in read_tried(posted, field.key) if is_applied(each.texts, base.texts, theirs)), base)
    kinds = kinds_of(shown, is_whole=isinstance(field.node, LicenceChoice))
    return merge(tried.texts, of_field(posted, field.key), theirs, kinds)


def shown_whole(field: Field, value: Any) -> Shown:
    """All controls of a field, long lists in one piece."""
    place = Place(field.key, (field.key,), Notes((), "en"), is_whole=True)
    return field.node.show(value if field.node.takes(value) else None, place)


def texts_of_value(field: Field, value: Any) -> dict[str, Sequence[str]]:
    """Names and texts of all controls of a field."""
    return controls_of(shown_whole(field, value))


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
        for found in ROW.finditer(name):
            starts[name[: found.start()]] = int(found[1]) // WINDOW * WINDOW
    sections = draw_sections(fields, own=own, shared={}, notes=Notes((), "en"), has_siblings=False, starts=starts)
    return {**posted_of(sections), **changed}
