"""Absolute addresses for mails."""

from django.conf import settings
from django.urls import reverse

from repository.models import Dataset


def review_url(dataset: Dataset) -> str:
    """Where moderators read a dataset."""
    return f"{settings.SITE_URL}{reverse('moderation-review', args=[dataset.key])}"


def deposit_url(dataset: Dataset) -> str:
    """Where depositors follow theirs."""
    return f"{settings.SITE_URL}{reverse('deposit-status', args=[dataset.deposit_id])}"
