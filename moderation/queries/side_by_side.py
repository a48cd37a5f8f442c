"""Two versions of a record beside each other: what changed, field by field, with the files and who may fetch them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.utils.translation import get_language

from moderation.differences import ADDED, REMOVED, ComparedLine, Run
from moderation.queries.fields import lines_in, pole_names
from moderation.queries.meanwhile import label_of_field
from moderation.queries.versions import changed_fields, compare_field, document_of, fold_long_runs
from moderation.wording import FIELDS
from repository.models import Dataset, RecordVersion

MOST_UNCHANGED: Final = 4
"""Unchanged lines in a row that are shown; more are folded, but for the first and the last."""
MOST_CHOICES: Final = 12


@dataclass(frozen=True, slots=True)
class SideLine:
    """One line as it was and as it is; a side without a run was not there."""

    before: tuple[Run, ...]
    after: tuple[Run, ...]
    language: str
    label: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class SidePart:
    """Lines one after the other; ``is_folded``: unchanged ones that few will want to read."""

    lines: tuple[SideLine, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class SideRow:
    """One field that changed, between the change before it and the next."""

    name: str
    label: str
    parts: tuple[SidePart, ...]
    preceding: str
    following: str

    @property
    def several(self) -> bool:
        """Whether it has more than one line, so that their languages are worth naming."""
        return sum(len(part.lines) for part in self.parts) > 1


@dataclass(frozen=True, slots=True)
class SideFile:
    """A file that changed: ``added``, ``removed``, ``replaced`` or ``renamed``. Sizes in bytes; None on a side
    without it.
    """

    change: str
    before_path: str
    after_path: str
    before_size: int | None
    after_size: int | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All that changed from one version to another. ``unchanged``: the names of the fields that did not."""

    rows: tuple[SideRow, ...]
    files: tuple[SideFile, ...]
    unchanged: tuple[str, ...]


def side_by_side(before: RecordVersion, after: RecordVersion) -> SideBySide:
    """What differs between two versions, in the record's order; access and files come last."""
    old, new, names = document_of(before), document_of(after), pole_names()
    changed = changed_fields(before, after)
    known = [*(field for field in FIELDS if field in old or field in new), "access"]
    marked = [field for field in known if field in changed]
    turns = [*marked, *(["files"] if "files" in changed else [])]
    rows = []
    for field in marked:
        lines = compare_field(lines_in(field, old, before, names), lines_in(field, new, after, names))
        parts = tuple(_parts(_sides(lines)))
        rows.append(SideRow(field, _label(field), parts, _turn(field, turns, -1), _turn(field, turns, 1)))
    kept = tuple(_label(field) for field in known if field not in changed)
    return SideBySide(tuple(rows), tuple(_files(before.files, after.files)), kept)


def versions_to_choose(dataset: Dataset, version: RecordVersion) -> tuple[RecordVersion, ...]:
    """The versions that one can be shown against: what was submitted before it, and what is public; newest first."""
    found = RecordVersion.objects.filter(dataset=dataset, number__lt=version.number)
    return tuple(found.select_related("author").order_by("-number")[:MOST_CHOICES])


def _sides(lines: tuple[ComparedLine, ...]) -> Iterator[SideLine]:
    for line, runs in zip(lines, fold_long_runs(lines), strict=True):
        yield SideLine(
            before=tuple(run for run in runs if run.kind != ADDED),
            after=tuple(run for run in runs if run.kind != REMOVED),
            language=line.language,
            label=line.label,
            is_changed=line.changed,
        )


def _parts(lines: Iterable[SideLine]) -> Iterator[SidePart]:
    for is_changed, group in groupby(lines, key=lambda line: line.is_changed):
        found = tuple(group)
        if is_changed or len(found) <= MOST_UNCHANGED:
            yield SidePart(found, is_folded=False)
            continue
        yield SidePart(found[:1], is_folded=False)
        yield SidePart(found[1:-1], is_folded=True)
        yield SidePart(found[-1:], is_folded=False)


def _files(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Iterator[SideFile]:
    old, new = ({item["path"]: item for item in side} for side in (before, after))
    gone = {path: item for path, item in old.items() if path not in new}
    for path, item in new.items():
        known = old.get(path)
        if known is None:
            was = next((each for each in gone.values() if each["sha256"] == item["sha256"]), None)
            if was is not None:
                del gone[was["path"]]
                yield SideFile("renamed", was["path"], path, was["size"], item["size"])
            else:
                yield SideFile("added", "", path, None, item["size"])
        elif (known["sha256"], known["role"]) != (item["sha256"], item["role"]):
            yield SideFile("replaced", path, path, known["size"], item["size"])
    yield from (SideFile("removed", path, "", item["size"], None) for path, item in gone.items())


def _turn(field: str, turns: Sequence[str], step: int) -> str:
    """The change after a field, or before it, round the end; empty where there is no other."""
    return turns[(turns.index(field) + step) % len(turns)] if len(turns) > 1 else ""


def _label(field: str) -> str:
    return label_of_field(field, get_language() or "en")
