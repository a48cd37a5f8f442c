"""Minor corrections of what is public, where its disciplines do not want to read them: on the road at once."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from moderation.models import Review
from moderation.queries.disciplines import disciplines_of
from moderation.queries.versions import changed_fields
from repository.lifecycle import DatasetState, Standing, check_move
from repository.models import Dataset, RecordVersion
from repository.record.findings import Finding, Severity
from repository.services.events import record_event

MINOR: Final = frozenset(
    {
        "abstract", "other_titles", "keywords", "topics", "contacts", "contributors", "funding", "related", "projects",
        "campaigns", "lineage", "quality", "update_frequency", "dates", "data_languages", "language",
    }
)  # fmt: skip
"""Fields of a description that change neither what is cited, nor what the data are, nor who may use them how."""


@transaction.atomic
def accept_minor(*, dataset_id: int, version: RecordVersion, findings: Sequence[Finding]) -> bool:
    """Accept a submitted correction without a moderator, where all of it is minor and nobody wants to read it.

    Every discipline of the dataset must say so (``corrections_need_review``), no check may have found an error, and no
    moderator may have it already. ``False``, with nothing written, for anything else.
    """
    dataset = Dataset.objects.select_for_update(of=("self",)).select_related("current_version").get(pk=dataset_id)
    before = dataset.current_version
    is_waiting = dataset.state == DatasetState.SUBMITTED and dataset.submitted_version_id == version.pk
    if before is None or not is_waiting or dataset.standing != Standing.PUBLIC:
        return False
    if Review.objects.filter(dataset=dataset, closed_at__isnull=True).exists():
        return False
    changed = changed_fields(before, version)
    is_sound = not any(finding.severity is Severity.ERROR for finding in findings)
    if not (is_sound and is_minor(changed) and _nobody_reads(dataset)):
        return False
    check_move(dataset.state, DatasetState.ACCEPTED, standing=dataset.standing)
    dataset.state = DatasetState.ACCEPTED
    dataset.save(update_fields=["state"])
    payload = {"version": version.number, "sha256": version.sha256, "minor": sorted(changed)}
    record_event("dataset.accepted", subject=dataset, payload=payload)
    return True


def is_minor(changed: Sequence[str]) -> bool:
    """Whether fields that changed are minor, all of them; what changes nothing is for a moderator to see.

    >>> is_minor(["abstract", "keywords"]), is_minor(["abstract", "files"]), is_minor([])
    (True, False, False)
    """
    return bool(changed) and MINOR.issuperset(changed)


def _nobody_reads(dataset: Dataset) -> bool:
    settings = disciplines_of(dataset.poles)
    known = set(settings) == set(dataset.poles)
    return bool(settings) and known and not any(each.corrections_need_review for each in settings.values())
