"""Whose hand a draft is in, and the words of two people about one control: signed, kept, carried with their rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from repository.forms.aligning import follow
from repository.forms.codecs import write_text
from repository.forms.entries import said
from repository.forms.merging import Clash
from repository.forms.spec import Field
from repository.forms.step_form import texts_of_value
from repository.forms.steps.every import fields_by_key
from repository.models import Dataset, Handwriting, OtherWording, Person

MOST_SIGNED: Final = 400
"""Values written at once that are signed one by one: more come from a file or a program, and nobody types into them."""
MOST_KEPT: Final = 300
"""Other wordings of one dataset; the oldest go first."""


def sign_values(dataset: Dataset, actor: Person, before: Mapping[str, Any]) -> None:
    """Remember who wrote what is new in the draft, and forget who wrote what is gone from it."""
    keys = [key for key in {**before, **dataset.draft} if before.get(key) != dataset.draft.get(key)]
    old = {(key, text) for key in keys for text in _texts(before.get(key))}
    new = {(key, text) for key in keys for text in _texts(dataset.draft.get(key))}
    gone, written = old - new, new - old
    if gone and len(gone) <= MOST_SIGNED:
        Handwriting.objects.filter(dataset=dataset, mark__in=[_mark(*each) for each in gone]).delete()
    if written and len(written) <= MOST_SIGNED:
        rows = [Handwriting(dataset=dataset, mark=_mark(*each), person=actor, at=dataset.modified) for each in written]
        Handwriting.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["dataset", "mark"], update_fields=["person", "at"]
        )


def signatures(dataset: Dataset, clashes: Iterable[tuple[str, Clash]]) -> list[Handwriting | None]:
    """Who wrote what others wrote, while it still stands in the draft."""
    return [_signature(dataset, field, clash) for field, clash in clashes]


def keep_wordings(
    dataset: Dataset, actor: Person, clashes: Sequence[tuple[str, Clash]], signed: Sequence[Handwriting | None]
) -> None:
    """Keep what others wrote where the actor typed something else; what the actor wrote there before is overtaken."""
    for (field, clash), by in zip(clashes, signed, strict=True):
        person = by.person if by else None
        there = OtherWording.objects.filter(dataset=dataset, field=field, row=clash.row, is_gone=clash.is_gone)
        for each in there:
            if each.first == next(iter(clash.cells), "") and each.person in (person, actor):
                each.delete()
        OtherWording.objects.create(
            dataset=dataset,
            field=field,
            row=clash.row,
            cells=[[name, list(cell)] for name, cell in clash.cells.items()],
            is_gone=clash.is_gone,
            person=person,
            written_at=by.at if by else None,
            kept_by=actor,
        )
    kept = list(OtherWording.objects.filter(dataset=dataset).values_list("pk", flat=True))
    OtherWording.objects.filter(pk__in=kept[:-MOST_KEPT]).delete()


def carry_wordings(dataset: Dataset, before: Mapping[str, Any]) -> None:
    """Where rows were added, moved or removed, what hangs on one goes with it; what lost its row stays at the field."""
    hanging = list(OtherWording.objects.filter(dataset=dataset).exclude(row=""))
    fields: Mapping[str, Field] = fields_by_key() if hanging else {}
    rows: dict[str, dict[str, str]] = {}
    for each in hanging:
        old, new = before.get(each.field), dataset.draft.get(each.field)
        if old == new:
            continue
        if each.field not in rows:
            field = fields[each.field]
            rows[each.field] = follow(texts_of_value(field, old), texts_of_value(field, new))
        now = rows[each.field].get(each.row, "")
        if not now and each.is_gone:
            each.delete()
        elif now != each.row:
            each.row = now
            each.save(update_fields=["row"])


def _signature(dataset: Dataset, field: str, clash: Clash) -> Handwriting | None:
    marks = [_mark(field, text) for cell in clash.cells.values() for text in said(cell)]
    return Handwriting.objects.filter(dataset=dataset, mark__in=marks).order_by("-at").select_related("person").first()


def _mark(field: str, text: str) -> str:
    return sha256(f"{field}\n{text}".encode("utf-8", "replace")).hexdigest()[:32]


def _texts(value: Any) -> Iterator[str]:
    """Every single value inside, as its control shows it."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield from said((value,))
    elif text := write_text(value):
        yield text
