"""The fields of a submitted version as rows of the review page: value, differences, findings, threads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moderation.differences import ComparedLine, Line, Run
from moderation.models import ReviewFinding
from moderation.queries.meanwhile import label_of_field
from moderation.queries.suggestions import ShownSuggestion
from moderation.queries.threads import Thread
from moderation.queries.versions import changed_fields, compare_field, document_of, fold_long_runs
from moderation.wording import FIELDS, lines_of
from repository.models import AccessPolicy, Pole, RecordVersion
from repository.templatetags.formatting import day_text


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a field: its pieces, the language it is in, and a word before it."""

    runs: list[Run]
    language: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field with all that belongs to it, in the order of the page: value, findings, threads."""

    name: str
    label: str
    lines: tuple[ShownLine, ...]
    changed: bool
    findings: tuple[ReviewFinding, ...]
    threads: tuple[Thread, ...]
    boxes: Sequence[Mapping[str, Any]] = ()
    following: str = ""
    """The next changed field."""
    preceding: str = ""
    """The changed field before it."""
    suggestions: tuple[ShownSuggestion, ...] = ()


def field_rows(
    version: RecordVersion,
    before: RecordVersion | None,
    findings: Sequence[ReviewFinding],
    threads: Sequence[Thread],
    suggestions: Mapping[str, tuple[ShownSuggestion, ...]] | None = None,
) -> tuple[FieldRow, ...]:
    """The rows of every field that says something, changed, or is spoken of; who may fetch the files comes last."""
    suggested = suggestions or {}
    new, old = document_of(version), document_of(before) if before else None
    changed = changed_fields(before, version) if before else ()
    spoken_of = {found.path.partition("/")[0] for found in findings} | {thread.field for thread in threads}
    spoken_of |= set(suggested)
    shown = [field for field in FIELDS if field in new or field in changed or field in spoken_of]
    names = pole_names()
    marked = [field for field in (*shown, "access", "files") if field in changed]
    rows = []
    for field in (*shown, "access"):
        after = lines_in(field, new, version, names)
        lines = compare_field(lines_in(field, old, before, names) if old is not None else None, after)
        rows.append(
            FieldRow(
                name=field,
                label=label_of_field(field, get_language() or "en"),
                lines=_shown(lines),
                changed=field in changed,
                findings=tuple(found for found in findings if found.path.partition("/")[0] == field),
                threads=tuple(thread for thread in threads if thread.field == field),
                boxes=new.get("place", {}).get("boxes", ()) if field == "place" else (),
                following=_beside(field, marked, 1),
                preceding=_beside(field, marked, -1),
                suggestions=suggested.get(field, ()),
            )
        )
    return tuple(rows)


def pole_names() -> dict[str, str]:
    """The words of the disciplines' codes."""
    return {pole.code: pole.name for pole in Pole.objects.all()}


def lines_in(
    field: str, document: Mapping[str, Any] | None, version: RecordVersion | None, names: Mapping[str, str]
) -> tuple[Line, ...]:
    """The lines of one field of a version, who may fetch the files among them; nothing where there is no version."""
    if document is None or version is None:
        return ()
    if field != "access":
        return lines_of(field, document.get(field), language=get_language() or "en", names=names)
    return (Line(_words_of_access(version)),)


def _words_of_access(version: RecordVersion) -> str:
    if version.access == AccessPolicy.EMBARGOED and version.embargo_until:
        day = day_text(version.embargo_until)
        return _("Under embargo: open to everyone on %(day)s") % {"day": day}
    if version.access == AccessPolicy.RESTRICTED:
        return _("Restricted: only the people who are named get the files")
    return _("Open to everyone")


def _shown(lines: tuple[ComparedLine, ...]) -> tuple[ShownLine, ...]:
    folded = fold_long_runs(lines)
    return tuple(ShownLine(runs, line.language, line.label) for line, runs in zip(lines, folded, strict=True))


def _beside(field: str, marked: Sequence[str], step: int) -> str:
    """The changed field after this one, or before it, round the end; empty where there is no other."""
    if field not in marked or len(marked) < 2:
        return ""
    return marked[(marked.index(field) + step) % len(marked)]
