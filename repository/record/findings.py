"""Findings: what is wrong, missing or worth saying in a draft, where, how grave, and at which step of the deposit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from repository.record.document import Path
from repository.record.model import Record


class Severity(StrEnum):
    """How grave a finding is: an error blocks submission, the others are advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Step(StrEnum):
    """The steps of the deposit form, in their order."""

    FILES = "files"
    DESCRIPTION = "description"
    PEOPLE = "people"
    PLACE = "place"
    REVIEW = "review"


_STEP_FIELDS: Final[Mapping[Step, str]] = {
    Step.FILES: "files documents distribution",
    Step.DESCRIPTION: "resource_type title other_titles abstract language data_languages identifiers poles keywords "
    "topics acquisition processing_level update_frequency lineage quality licence use_limitations access_note "
    "forwarding related dates",
    Step.PEOPLE: "creators contributors contacts funding projects",
    Step.PLACE: "place vertical time reference_systems spatial_resolution temporal_resolution variables instruments "
    "platforms campaigns",
    Step.REVIEW: "schema_version provenance publication",
}
FIELD_STEPS: Final[Mapping[str, Step]] = {
    field: step for step, fields in _STEP_FIELDS.items() for field in fields.split()
}
"""Top-level field -> the step whose form asks for it."""


def step_of(path: Path) -> Step:
    """The step at which a finding at this path is mended; the review, where no field of the form is meant."""
    return FIELD_STEPS.get(str(path[0]), Step.REVIEW) if path else Step.REVIEW


class Remark(NamedTuple):
    """A finding before it is put into words: its code, its place, and the values its sentence quotes."""

    code: str
    path: Path
    values: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to know. `path` leads into the draft as typed; `code` is stable (`docs/record.md`)."""

    path: Path
    severity: Severity
    code: str
    english: str
    french: str
    step: Step

    @property
    def pointer(self) -> str:
        """The path as text: `creators/0/orcid`."""
        return "/".join(str(step) for step in self.path)

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of submission."""
        return self.severity is Severity.ERROR

    def message(self, language: str) -> str:
        """The sentence in French for `fr` and its regions, else in English."""
        return self.french if language.lower().split("-")[0] == "fr" else self.english


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer to "can this be submitted?": a Record when nothing blocks, and all findings, step by step."""

    record: Record | None
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The errors: what must be mended before submission."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """Warnings and information: what would make the dataset easier to find, understand or use again."""
        return tuple(finding for finding in self.findings if not finding.blocks)

    def of_step(self, step: str) -> tuple[Finding, ...]:
        """The findings that are mended at one step of the form."""
        return tuple(finding for finding in self.findings if finding.step == step)

    def under(self, pointer: str) -> tuple[Finding, ...]:
        """The findings at a field or inside it: `creators/0` also finds `creators/0/orcid`."""
        return tuple(
            finding
            for finding in self.findings
            if finding.pointer == pointer or finding.pointer.startswith(f"{pointer}/")
        )
