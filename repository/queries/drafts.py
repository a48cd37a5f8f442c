"""What a draft says and what it still lacks."""

from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings

from repository.crosswalks.validate import findings
from repository.lifecycle import Standing
from repository.maps.systems import KnownSystems
from repository.models import AccessPolicy, Dataset, DraftFile, Pole
from repository.queries.draft_files import DraftPaths
from repository.queries.file_readings import file_findings
from repository.queries.provisional import provisional_edition
from repository.record.assess import Circumstances, assess
from repository.record.document import effective
from repository.record.findings import Assessment, Finding, Severity, Step

NO_OPENING_DAY: Final = Finding(
    path=("embargo_until",),
    severity=Severity.ERROR,
    code="embargo-date-missing",
    english="The files open later: give the day, after today, on which they open.",
    french="Les fichiers s’ouvrent plus tard : donnez le jour, après aujourd’hui, où ils s’ouvrent.",
    step=Step.DESCRIPTION,
)
"""Of the access policy, which stands beside the record: an embargo whose day is not given yet."""


def effective_document(dataset: Dataset) -> dict[str, Any]:
    """What the dataset says: the deposit's shared document, then its own."""
    shared = dataset.deposit.shared if dataset.deposit else {}
    return effective(shared, dataset.draft)


def draft_assessment(dataset: Dataset) -> Assessment:
    """Assess the draft as it stands: against the disciplines, its files, today, and every format it will have."""
    circumstances = Circumstances(
        poles=frozenset(Pole.objects.values_list("code", flat=True)),
        files=DraftPaths(dataset),
        today=datetime.now(UTC).date(),
        systems=KnownSystems(),
    )
    assessment = _with_files(assess(effective_document(dataset), circumstances), dataset)
    if dataset.access == AccessPolicy.EMBARGOED and dataset.embargo_until is None:
        return Assessment(None, (*assessment.findings, NO_OPENING_DAY))
    if assessment.record is None:
        return assessment
    unpublishable = findings(assessment.record, provisional_edition(dataset), schemas=settings.VARVE_SCHEMAS)
    if not unpublishable:
        return assessment
    return Assessment(None, (*assessment.findings, *unpublishable))


def _with_files(assessment: Assessment, dataset: Dataset) -> Assessment:
    """The same with the problems of the files; one that cannot be read stands in the way of submission."""
    found = file_findings(DraftFile.objects.filter(dataset=dataset))
    blocked = any(finding.blocks for finding in found)
    return Assessment(None if blocked else assessment.record, (*found, *assessment.findings)) if found else assessment


def is_correction(dataset: Dataset) -> bool:
    """Whether the draft corrects something public."""
    return dataset.standing == Standing.PUBLIC
