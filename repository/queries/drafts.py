"""What a draft says and what it still lacks."""

from datetime import UTC, datetime
from typing import Any

from repository.lifecycle import Standing
from repository.models import Dataset, DraftFile, Pole
from repository.record.assess import Circumstances, assess
from repository.record.document import effective
from repository.record.findings import Assessment


def effective_document(dataset: Dataset) -> dict[str, Any]:
    """What the dataset says: the deposit's shared document, then its own."""
    shared = dataset.deposit.shared if dataset.deposit else {}
    return effective(shared, dataset.draft)


def draft_assessment(dataset: Dataset) -> Assessment:
    """Assess the draft as it stands, against the site's disciplines, its files and today."""
    circumstances = Circumstances(
        poles=frozenset(Pole.objects.values_list("code", flat=True)),
        files=frozenset(DraftFile.objects.filter(dataset=dataset).values_list("path", flat=True)),
        today=datetime.now(UTC).date(),
    )
    return assess(effective_document(dataset), circumstances)


def is_correction(dataset: Dataset) -> bool:
    """Whether the draft corrects something public."""
    return dataset.standing == Standing.PUBLIC
