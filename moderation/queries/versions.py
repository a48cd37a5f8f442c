"""Submitted versions as documents, and what differs between two of them: description, files, access."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moderation.differences import SAME, ComparedLine, Line, Run, compare_lines, unchanged
from moderation.models import Reading, Review
from repository.models import Dataset, Person, RecordVersion
from repository.record.diff import difference
from repository.record.document import editable


def document_of(version: RecordVersion) -> dict[str, Any]:
    """The description as people wrote it: without what only the software writes."""
    return editable(json.loads(bytes(version.document)))


def title_of(version: RecordVersion | None) -> tuple[str, str]:
    """(title, its language), in the language of the record where there is one."""
    document = document_of(version) if version else {}
    titles: Mapping[str, str] = document.get("title") or {}
    language = str(document.get("language", ""))
    for tag in (language, "en", *titles):
        if tag in titles:
            return titles[tag], tag
    return "", ""


def changed_fields(before: RecordVersion, after: RecordVersion) -> tuple[str, ...]:
    """The fields that differ, `files` and `access` among them, each once."""
    changes = difference(document_of(before), document_of(after))
    fields = dict.fromkeys(str(change.path[0]) for change in changes if change.path)
    if _files(before) != _files(after):
        fields["files"] = None
    if _access(before) != _access(after):
        fields["access"] = None
    return tuple(fields)


def version_to_compare(review: Review, version: RecordVersion, reader: Person) -> RecordVersion | None:
    """What ``version`` is shown against: the last one that the reader looked at, else the one submitted before it.

    For the first submission of a correction, what is public.
    """
    earlier = Reading.objects.filter(review=review, person=reader, record_version__number__lt=version.number)
    read = earlier.select_related("record_version").order_by("-record_version__number").first()
    if read is not None:
        return read.record_version
    if review.round > 1:
        submitted = RecordVersion.objects.filter(dataset=review.dataset, is_sealed=False, number__lt=version.number)
        return submitted.order_by("-number").first()
    return published_before(review.dataset, version)


def published_before(dataset: Dataset, version: RecordVersion) -> RecordVersion | None:
    """The sealed version that readers saw when ``version`` was submitted."""
    sealed = RecordVersion.objects.filter(dataset=dataset, is_sealed=True, number__lt=version.number)
    return sealed.order_by("-number").first()


@dataclass(frozen=True, slots=True)
class FileRow:
    """One submitted file. ``change`` is "", ``added``, ``replaced`` or ``removed`` since the version compared with."""

    path: str
    number: int
    size: int
    sha256: str
    media_type: str
    role: str
    change: str = ""


def file_rows(version: RecordVersion, before: RecordVersion | None) -> tuple[FileRow, ...]:
    """The files of a version, then those that were there before and are not any more."""
    old = {item["path"]: item for item in before.files} if before else {}
    rows = [_file_row(item, _change(item, old) if before else "") for item in version.files]
    kept = {item["path"] for item in version.files}
    return (*rows, *(_file_row(item, "removed") for path, item in old.items() if path not in kept))


def compare_field(before: tuple[Line, ...] | None, after: tuple[Line, ...]) -> tuple[ComparedLine, ...]:
    """The lines of a field, marked where they differ; ``before`` is None where nothing is compared."""
    return unchanged(after) if before is None else compare_lines(before, after)


def fold_long_runs(lines: tuple[ComparedLine, ...], *, longest: int = 900, shown: int = 200) -> list[list[Run]]:
    """The runs of each line with the middle of long unchanged pieces as runs of their own kind, ``fold``."""
    return [[piece for run in line.runs for piece in _folded(run, longest, shown)] for line in lines]


def _folded(run: Run, longest: int, shown: int) -> list[Run]:
    if run.kind != SAME or len(run.text) <= longest:
        return [run]
    begin, end = run.text.rfind(" ", 0, shown) + 1, run.text.find(" ", len(run.text) - shown)
    if begin <= 0 or end <= begin:
        return [run]
    return [Run(SAME, run.text[:begin]), Run("fold", run.text[begin:end]), Run(SAME, run.text[end:])]


def _change(item: Mapping[str, Any], old: Mapping[str, Mapping[str, Any]]) -> str:
    known = old.get(item["path"])
    if known is None:
        return "added"
    return "" if known["sha256"] == item["sha256"] and known["role"] == item["role"] else "replaced"


def _file_row(item: Mapping[str, Any], change: str) -> FileRow:
    names = ("path", "number", "size", "sha256", "media_type", "role")
    return FileRow(**{name: item[name] for name in names}, change=change)


def _files(version: RecordVersion) -> list[tuple[str, str, str]]:
    return sorted((item["path"], item["sha256"], item["role"]) for item in version.files)


def _access(version: RecordVersion) -> tuple[str, str]:
    return version.access, version.embargo_until.isoformat() if version.embargo_until else ""


def submitted_path(version: RecordVersion | None, number: int) -> str:
    """The path under which a file was submitted; empty where the version does not hold it."""
    files = version.files if version else []
    return next((str(item["path"]) for item in files if item["number"] == number), "")
