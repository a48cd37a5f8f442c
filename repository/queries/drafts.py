"""What a draft says and what it still lacks."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from repository.crosswalks.validate import findings
from repository.lifecycle import Standing
from repository.models import Dataset, DraftFile, Pole
from repository.queries.provisional import provisional_edition
from repository.record.assess import Circumstances, assess
from repository.record.document import effective
from repository.record.findings import Assessment


def effective_document(dataset: Dataset) -> dict[str, Any]:
    """What the dataset says: the deposit's shared document, then its own."""
    shared = dataset.deposit.shared if dataset.deposit else {}
    return effective(shared, dataset.draft)


def draft_assessment(dataset: Dataset) -> Assessment:
    """Assess the draft as it stands: against the disciplines, its files, today, and every format it will have."""
    circumstances = Circumstances(
        poles=frozenset(Pole.objects.values_list("code", flat=True)),
        files=frozenset(DraftFile.objects.filter(dataset=dataset).values_list("path", flat=True)),
        today=datetime.now(UTC).date(),
    )
    assessment = assess(effective_document(dataset), circumstances)
    if assessment.record is None:
        return assessment
    unpublishable = findings(assessment.record, provisional_edition(dataset), schemas=settings.VARVE_SCHEMAS)
    if not unpublishable:
        return assessment
    return Assessment(None, (*assessment.findings, *unpublishable))


def is_correction(dataset: Dataset) -> bool:
    """Whether the draft corrects something public."""
    return dataset.standing == Standing.PUBLIC
