"""The urgent lane: which datasets are in it, and what one dataset may ask for."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from moderation.models import Ending, Urgency
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset

AT_WORK = frozenset({DatasetState.DRAFT, DatasetState.SUBMITTED, DatasetState.CHANGES_REQUESTED})
"""While a dataset is in one of these states somebody may hurry."""


def urgent_ids() -> QuerySet[Urgency, Any]:
    """The keys (``dataset_id``) of all datasets in the urgent lane, to be used inside another query."""
    return Urgency.objects.filter(settled_at__isnull=True).values("dataset_id")


def urgency_of(dataset: Dataset) -> Urgency | None:
    """What was ever declared about a dataset, live or settled."""
    return Urgency.objects.select_related("asked_by", "settled_by").filter(dataset=dataset).first()


def live_urgency(dataset: Dataset) -> Urgency | None:
    """What a dataset in the urgent lane says; None for all others."""
    return Urgency.objects.select_related("asked_by").filter(dataset=dataset, settled_at__isnull=True).first()


def why_not_urgent(dataset: Dataset, urgency: Urgency | None) -> tuple[str, str]:
    """(code, sentence): why a depositor cannot ask for the urgent lane now; ("", "") where nothing hinders."""
    if dataset.state not in AT_WORK or dataset.standing == Standing.WITHDRAWN:
        return "urgency-too-late", _("Nothing is left to hurry: the moderators have decided.")
    if urgency is not None and urgency.ending == Ending.LOWERED:
        words = _("A moderator took this out of the urgent lane. Write to them in the conversation if that is wrong.")
        return "urgency-lowered", words
    return "", ""
