"""Assessing a draft: can it be submitted, and what is wrong, missing or worth saying. Any JSON may come in."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from repository.record.advice import advice, unknown_systems
from repository.record.document import Path, Pruned, pruned
from repository.record.errors import RecordTooNew, RecordUnreadable
from repository.record.faults import read, readable_part
from repository.record.findings import Assessment, Finding, Remark, Severity, Step
from repository.record.gaps import entries, gaps
from repository.record.model import Record
from repository.record.sentences.catalogue import put_into_words
from repository.record.upgrades.steps import upgrade

__all__ = ["Assessment", "Circumstances", "Finding", "assess", "readable_part"]

_STEPS: Final = tuple(Step)
_SEVERITIES: Final = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a draft cannot know of itself. None: not looked at.

    `poles`: codes of the disciplines there are; `files`: paths of the dataset's files; `today`: the present day (UTC);
    `systems`: the EPSG numbers of coordinate reference systems.
    """

    poles: Collection[str] | None = None
    files: Collection[str] | None = None
    today: date | None = None
    systems: Container[int] | None = None


NOTHING_KNOWN: Final = Circumstances()

MOST_ALIKE: Final = 200
"""So many remarks of one kind about one field say enough: a page with a hundred thousand helps nobody."""


def assess(document: object, circumstances: Circumstances = NOTHING_KNOWN) -> Assessment:
    """Assess a draft as typed: the Record when nothing blocks, and every finding in the order of the form's steps.

    Never raises, whatever JSON the draft is made of. A draft that an older version made is read as of today.
    """
    if not isinstance(document, Mapping):
        return _assessment(None, [Remark("not-a-description", ())])
    try:
        draft = upgrade(document)
    except (RecordTooNew, RecordUnreadable, RecursionError):
        return _assessment(None, [Remark("schema-unreadable", ("schema_version",))])
    bare = pruned(draft)
    record, faults = read(draft)
    others = (
        *gaps(bare.document),
        *_against(bare.document, circumstances),
        *advice(bare.document, record or readable_part(draft), circumstances.today),
        *unknown_systems(bare.document, circumstances.systems),
    )
    return _assessment(record, [*faults, *(_as_typed(remark, bare) for remark in others)])


def _as_typed(remark: Remark, draft: Pruned) -> Remark:
    return remark._replace(path=draft.original(remark.path))


def _against(document: Mapping[str, Any], circumstances: Circumstances) -> Iterator[Remark]:
    """What is wrong only here and now: unknown disciplines, documents that are not among the files, no file at all."""
    poles = document.get("poles")
    if circumstances.poles is not None and isinstance(poles, list):
        for index, pole in enumerate(poles):
            if isinstance(pole, str) and pole not in circumstances.poles:
                yield Remark("pole-unknown", ("poles", index), {"value": pole})
    if circumstances.files is None:
        return
    if not circumstances.files:
        yield Remark("files-missing", ("files",))
    for index, described in entries(document, "documents"):
        path = described.get("path")
        if isinstance(path, str) and path not in circumstances.files:
            yield Remark("document-file-missing", ("documents", index, "path"), {"value": path})


def _assessment(record: Record | None, remarks: list[Remark]) -> Assessment:
    findings = sorted({(r.code, r.path): put_into_words(r) for r in _enough(remarks)}.values(), key=_order)
    blocked = any(finding.blocks for finding in findings)
    return Assessment(None if blocked else record, tuple(findings))


def _enough(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """The first of each kind about each field; what blocks goes on blocking, since the first of it stays."""
    alike: Counter[tuple[str, Path]] = Counter()
    for remark in remarks:
        kind = (remark.code, remark.path[:1])
        alike[kind] += 1
        if alike[kind] <= MOST_ALIKE:
            yield remark


def _order(finding: Finding) -> tuple[int, int, Path]:
    """Step by step, errors first; within that the order in which they were found (sorting is stable)."""
    return _STEPS.index(finding.step), _SEVERITIES.index(finding.severity), ()
