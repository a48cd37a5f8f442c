"""Saving what was typed on a step: merged under the lock of the draft, so that nothing is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from repository.access import Action, require
from repository.forms.actions import Action as Pressed
from repository.forms.actions import apply_action
from repository.forms.authors import with_author
from repository.forms.objects import tidy
from repository.forms.posted import Posted
from repository.forms.spec import Field
from repository.forms.step_form import overlay, read_step, read_typed
from repository.forms.steps.every import fields_by_key
from repository.models import Dataset, OtherWording, Person
from repository.services.deposits import lock_dataset, write_draft
from repository.services.wordings import keep_wordings, signatures

KEPT_S: Final = 24 * 3600
"""Seconds for which the turns of a page are remembered."""


class Turn(NamedTuple):
    """Which sending of which page."""

    page: str
    number: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of it. ``pressed``: the button of a list, about the row as it stands now; ``is_refused``: it would have
    removed a row that another person changed meanwhile. ``clashes``: controls that another person changed too.
    """

    dataset: Dataset
    changed: Mapping[str, Any]
    pressed: Pressed | None
    is_refused: bool
    clashes: int
    marks: Mapping[str, str] = field(default_factory=dict)
    """Field -> the mark of what is stored, where the page that sent it shows just that."""


@transaction.atomic
def save_typed(
    *,
    dataset_key: UUID,
    actor: Person,
    fields: Sequence[Field],
    posted: Posted,
    pressed: Pressed | None = None,
    is_autosave: bool = False,
    adds_actor: bool = False,
    turn: Turn | None = None,
) -> Saved:
    """Write what a post says into the draft, control by control; ``adds_actor``: the actor is a creator from now on.

    What was overtaken on its way by a later sending of the same page (``turn``) changes nothing any more. Raises
    ``WrongState`` where it makes the description longer than one may be.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    if turn is not None and _is_overtaken(dataset, turn) and is_autosave:
        return Saved(dataset, {}, None, is_refused=False, clashes=0)
    typed = read_typed(fields, posted, own=dataset.draft, action=pressed, is_autosave=is_autosave)
    if adds_actor:
        typed.changed["creators"] = with_author(typed.changed.get("creators", dataset.draft.get("creators")), actor)
    signed = signatures(dataset, typed.clashes)
    if typed.changed:
        dataset = write_draft(dataset_key=dataset.key, actor=actor, fields=typed.changed)
    if typed.clashes:
        keep_wordings(dataset, actor, typed.clashes, signed)
    return Saved(dataset, typed.changed, typed.action, typed.is_refused, len(typed.clashes), typed.marks)


def _is_overtaken(dataset: Dataset, turn: Turn) -> bool:
    """Whether a later sending of the page was written already; counted in this very transaction, under the lock."""
    key = f"turn-{dataset.pk}-{turn.page}"
    last = int(cache.get(key, 0))
    if turn.number > last:
        cache.set(key, turn.number, KEPT_S)
    return turn.number < last


@transaction.atomic
def save_touched(*, dataset_key: UUID, actor: Person, fields: Sequence[Field], posted: Posted) -> Saved:
    """The same of single controls, whose fields were not sent whole."""
    dataset = lock_dataset(dataset_key=dataset_key)
    whole = overlay(fields, dataset.draft, posted)
    return save_typed(dataset_key=dataset_key, actor=actor, fields=fields, posted=whole, is_autosave=True)


@transaction.atomic
def take_wording(*, dataset_key: UUID, actor: Person, number: int) -> str:
    """Put another person's wording where one typed; the field it is about, nothing where it is gone."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    wording = OtherWording.objects.filter(dataset=dataset, pk=number).first()
    if wording is None:
        return ""
    field = fields_by_key()[wording.field]
    fields = _without_row(field, dataset, wording) if wording.is_gone else _with_cells(field, dataset, wording)
    wording.delete()
    if fields:
        write_draft(dataset_key=dataset.key, actor=actor, fields=fields)
    return wording.field


@transaction.atomic
def leave_wording(*, dataset_key: UUID, actor: Person, number: int) -> str:
    """Leave what stands, and keep the other wording no longer; the field it is about, nothing where it is gone."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    wording = OtherWording.objects.filter(dataset=dataset, pk=number).first()
    if wording is None:
        return ""
    wording.delete()
    return wording.field


def _with_cells(field: Field, dataset: Dataset, wording: OtherWording) -> dict[str, Any]:
    if wording.is_adrift:
        return {}
    return read_step(
        [field], overlay([field], dataset.draft, wording.controls), own=dataset.draft, is_autosave=True
    )  # fmt: skip


def _without_row(field: Field, dataset: Dataset, wording: OtherWording) -> dict[str, Any]:
    path = tuple(int(step) if step.isdecimal() else step for step in wording.row.split("-"))
    pressed = Pressed("remove", path)
    return {field.key: tidy(field.node, apply_action(field.node, dataset.draft.get(field.key), pressed), keep=path)}
