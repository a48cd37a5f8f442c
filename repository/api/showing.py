"""Deposits and datasets as the API shows them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from repository.access import Action, can
from repository.api.links import dataset_links, dataset_url, deposit_links, url
from repository.api.problems import pointer
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Deposit, DraftFile, Person
from repository.queries.deposits import (
    DepositCard,
    Title,
    asked_of_author,
    dataset_title,
    holder_words,
)
from repository.queries.drafts import effective_document
from repository.queries.room import room_in
from repository.record.findings import Finding
from repository.uploads.handler import Room


def language() -> str:
    """The language of this answer."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def card(shown: DepositCard) -> dict[str, Any]:
    """A deposit in the list."""
    deposit = shown.deposit
    return {
        "id": deposit.pk,
        "url": url("api-deposit", deposit.pk),
        "created": deposit.created,
        "modified": deposit.modified,
        "datasets": [line(each.dataset, each.title) for each in shown.lines],
    }


def deposit_shown(deposit: Deposit, datasets: Iterable[Dataset]) -> dict[str, Any]:
    """A deposit by itself."""
    return {
        "id": deposit.pk,
        "url": url("api-deposit", deposit.pk),
        "page": url("deposit-status", deposit.pk),
        "created": deposit.created,
        "modified": deposit.modified,
        "shared": deposit.shared,
        "datasets": [line(dataset, dataset_title(dataset)) for dataset in datasets],
        "links": deposit_links(deposit),
    }


def line(dataset: Dataset, title: Title) -> dict[str, Any]:
    """A dataset beside others."""
    return {
        "key": dataset.key,
        "url": dataset_url(dataset),
        "title": title.text,
        "title_language": title.lang,
        "doi": dataset.doi,
        "doi_is_reserved": dataset.reserved_at is not None,
        "state": dataset.state,
        "standing": dataset.standing,
        "modified": dataset.modified,
        "asked": asked_of_author(dataset),
    }


def dataset_shown(dataset: Dataset, person: Person) -> dict[str, Any]:
    """A dataset by itself."""
    is_public = dataset.standing != Standing.UNPUBLISHED
    return {
        **line(dataset, dataset_title(dataset)),
        "page": url("deposit-review", dataset.deposit_id, dataset.key),
        "public_page": url("landing", dataset.suffix) if is_public else None,
        "deposit": dataset.deposit_id,
        "created": dataset.created,
        "revision": dataset.draft_revision,
        "access": {"policy": dataset.access, "embargo_until": dataset.embargo_until},
        "poles": dataset.poles,
        "holder": holder_words(dataset),
        "may": may(dataset, person),
        "record": dataset.draft,
        "effective_record": effective_document(dataset),
        "files": DraftFile.objects.filter(dataset=dataset).count(),
        "room": room_shown(room_in(dataset)),
        "links": dataset_links(dataset),
    }


def may(dataset: Dataset, person: Person) -> list[str]:
    """What the person may do with a dataset now."""
    edits, submits = can(person, Action.EDIT, dataset), can(person, Action.SUBMIT, dataset)
    at_work = dataset.state in (DatasetState.DRAFT, DatasetState.CHANGES_REQUESTED, DatasetState.SUBMITTED)
    found = {
        "edit": edits,
        "submit": edits and submits,
        "take-back": submits and dataset.state == DatasetState.SUBMITTED,
        "correct": can(person, Action.CORRECT, dataset),
        "drop-correction": submits and dataset.standing == Standing.PUBLIC and at_work,
        "remove": edits and dataset.submitted_version_id is None and dataset.standing == Standing.UNPUBLISHED,
    }
    return [name for name, is_so in found.items() if is_so]


def room_shown(room: Room) -> dict[str, Any]:
    """How much may still come."""
    return {"bytes": room.total_bytes, "file_bytes": room.file_bytes, "files": room.files}


def finding_shown(finding: Finding) -> dict[str, Any]:
    """A finding about a draft."""
    return {
        "pointer": pointer(*finding.path),
        "severity": finding.severity.value,
        "code": finding.code,
        "detail": finding.message(language()),
        "step": finding.step.value,
        "blocks": finding.blocks,
    }
