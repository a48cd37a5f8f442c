"""The automatic checks of a submission: a record and the first bytes of its files become findings. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from moderation.sentences import finding
from moderation.signatures import WORDS, is_text, kind_of, mismatch
from repository.inspection.odv.labels import looks_like_odv, missing_labels
from repository.maps.systems import KnownSystems
from repository.record.assess import Circumstances, assess
from repository.record.canonical import as_document
from repository.record.dates import first_day
from repository.record.findings import Finding
from repository.record.model import Record

FIRST_INSTRUMENTS: Final = 1650
"""Before this year no calendar date of a measurement is likely: the thermometer series begin in 1659."""


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """One file as submitted. ``head`` is its first bytes, or None where it lies unchanged in the archive."""

    path: str
    size: int
    sha256: str
    head: bytes | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is public already: SHA256 of a submitted file -> DOI that holds it, and the DOI with the same title."""

    files: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


def check(
    record: Record, files: Sequence[SubmittedFile], *, poles: Sequence[str], likeness: Likeness, today: date
) -> tuple[Finding, ...]:
    """Every finding: those of the description, then files, likeness and plausibility."""
    circumstances = Circumstances(poles=poles, files=[file.path for file in files], today=today, systems=KnownSystems())
    return (
        *assess(as_document(record), circumstances).findings,
        *_plausible(record),
        *(found for file in files for found in check_file(file)),
        *_alike(files, likeness),
    )


def check_file(file: SubmittedFile) -> Iterator[Finding]:
    """Whether a file is what its name says, and an Ocean Data View text has its mandatory labels."""
    path = ("files", file.path)
    if file.size == 0:
        yield finding("file-empty", path, name=file.path)
        return
    if file.head is None:
        return
    wrong = mismatch(file.path, file.head)
    if wrong:
        said, found = WORDS[wrong[0]], WORDS[wrong[1]]
        yield finding("file-not-as-named", path, name=file.path, said=said, found=found)
    elif kind_of(file.head) == "text" and is_text(file.head):
        text = file.head.decode("utf-8", errors="replace")
        missing = missing_labels(text) if looks_like_odv(file.path, text) else ()
        if missing:
            yield finding("odv-label-missing", path, name=file.path, labels=", ".join(missing))


def _alike(files: Sequence[SubmittedFile], likeness: Likeness) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for file in files:
        path = ("files", file.path)
        if file.size and file.sha256 in seen:
            yield finding("file-twice", path, name=file.path, other=seen[file.sha256])
        elif file.size and file.sha256 in likeness.files:
            yield finding("file-already-public", path, name=file.path, doi=likeness.files[file.sha256])
        seen.setdefault(file.sha256, file.path)
    if likeness.title:
        yield finding("title-already-public", ("title",), doi=likeness.title)


def _plausible(record: Record) -> Iterator[Finding]:
    for index, period in enumerate(record.time.periods):
        begin = first_day(period.begin) if isinstance(period.begin, str) else None
        if begin and begin.year < FIRST_INSTRUMENTS:
            yield finding("period-before-instruments", ("time", "periods", index), year=f"{begin.year:04d}")
    for index, box in enumerate(record.place.boxes):
        at_zero = 0 in (box.south, box.north) and 0 in (box.west, box.east)
        if at_zero and not box.is_point:
            yield finding("box-touches-zero", ("place", "boxes", index))
