"""Addresses in answers: always whole."""

from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from repository.models import Dataset, Deposit


def url(name: str, *parts: object) -> str:
    """The address of a view."""
    return f"{settings.SITE_URL}{reverse(name, args=parts)}"


def deposit_links(deposit: Deposit) -> dict[str, str]:
    """What belongs to a deposit."""
    names = ("datasets", "timeline", "room", "people", "invitations", "reviewer-links")
    return {name: url(f"api-{name}", deposit.pk) for name in names}


def dataset_url(dataset: Dataset) -> str:
    """A dataset."""
    return url("api-dataset", dataset.deposit_id, dataset.key)


def dataset_links(dataset: Dataset) -> dict[str, str]:
    """What belongs to a dataset."""
    names = ("assessment", "files", "unfinished", "proposals", "templates", "progress", "sharing")
    moves = ("submit", "take-back", "correction")
    return {name: url(f"api-{name}", dataset.deposit_id, dataset.key) for name in (*names, *moves)}


def file_url(dataset: Dataset, path: str) -> str:
    """A file of a draft."""
    return f"{url('api-files', dataset.deposit_id, dataset.key)}{quote(path)}"
