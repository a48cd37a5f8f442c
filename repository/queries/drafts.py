"""What a draft says and what it still lacks."""

from dataclasses import dataclass
from typing import Any

from repository.lifecycle import Standing
from repository.models import Dataset, DraftFile
from repository.record.assess import Finding, assess
from repository.record.document import effective
from repository.record.model import Record


@dataclass(frozen=True, slots=True)
class DraftAssessment:
    """The record that the draft makes, if it makes one, and everything found. ``blocking`` must be empty to submit."""

    record: Record | None
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What must be mended before the moderators get it."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def effective_document(dataset: Dataset) -> dict[str, Any]:
    """What the dataset says: the deposit's shared document, then its own."""
    shared = dataset.deposit.shared if dataset.deposit else {}
    return effective(shared, dataset.draft)


def draft_assessment(dataset: Dataset) -> DraftAssessment:
    """Assess the draft as it stands, with its files."""
    assessment = assess(effective_document(dataset))
    findings = (*assessment.findings, *file_findings(dataset))
    return DraftAssessment(record=assessment.record, findings=findings)


def file_findings(dataset: Dataset) -> tuple[Finding, ...]:
    """What is wrong with the list of files."""
    if DraftFile.objects.filter(dataset=dataset).exists():
        return ()
    return (
        Finding(
            path=("files",),
            severity="error",
            code="files-missing",
            english="There is no file yet. Drop at least one file of data.",
            french="Il n'y a pas encore de fichier. Déposez au moins un fichier de données.",
            step="files",
        ),
    )


def is_correction(dataset: Dataset) -> bool:
    """Whether the draft corrects something public."""
    return dataset.standing == Standing.PUBLIC
