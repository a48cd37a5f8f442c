"""Findings on their way to the controls they are about; what no control takes is told at the head of its section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from repository.record.document import Path
from repository.record.findings import Finding


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in the language of the page. ``is_gap``: something is not there, rather than wrong."""

    severity: str
    sentence: str
    code: str
    is_gap: bool


class Notes:
    """The findings of a form, each of which is taken once, by the control nearest to its path."""

    def __init__(self, findings: Iterable[Finding], language: str) -> None:
        self._findings = list(findings)
        self._language = language
        self._told: set[int] = set()
        # split once by every place on the way to each: a page with a thousand controls asks a thousand times
        self._under: dict[Path, list[int]] = {}
        for number, finding in enumerate(self._findings):
            for depth in range(len(finding.path) + 1):
                self._under.setdefault(finding.path[:depth], []).append(number)

    def take(self, path: Path) -> tuple[Said, ...]:
        """The findings at this path or inside it that nothing deeper has taken."""
        mine = [number for number in self._under.pop(path, ()) if number not in self._told]
        self._told.update(mine)
        return tuple(self._said(self._findings[number]) for number in mine)

    def _said(self, finding: Finding) -> Said:
        return Said(
            severity=finding.severity.value,
            sentence=finding.message(self._language),
            code=finding.code,
            is_gap=is_gap(finding),
        )


def is_gap(finding: Finding) -> bool:
    """Whether a finding says that something is not there, rather than wrong."""
    return finding.code.endswith("-missing")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a control stands: its name in the form, its path in the document, the notes of the form.

    ``starts``: the first row shown of each long list, by the list's name. ``is_whole``: long lists in one piece.
    """

    name: str
    path: Path
    notes: Notes
    starts: Mapping[str, int] = field(default_factory=dict)
    is_whole: bool = False

    def under(self, step: str | int) -> "Place":
        """The place one step further in."""
        return Place(f"{self.name}-{step}", (*self.path, step), self.notes, self.starts, self.is_whole)

    def take(self) -> tuple[Said, ...]:
        """The findings of this place that nothing deeper has taken."""
        return self.notes.take(self.path)
