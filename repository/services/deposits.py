"""Opening deposits, and writing their drafts: what is typed is kept as typed, right or wrong."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import WrongState
from repository.lifecycle import Standing
from repository.models import AccessPolicy, Dataset, Deposit, Grant, Person, Role
from repository.queries.embargo_days import fault_of_day
from repository.record.document import SEALED_FIELDS
from repository.record.labels import label_of
from repository.record.lengths import excess_of
from repository.services.events import record_event
from repository.services.identifiers import draw_suffix
from repository.services.wordings import carry_wordings, sign_values

DRAFT_MOST_BYTES: Final = 3_000_000
"""What a description may take as UTF-8 JSON: ten times what two thousand people with their affiliations do."""

ITS_OWN: Final = frozenset({"files", "documents", "distribution", "identifiers", "provenance", *SEALED_FIELDS})
"""Fields that are true of one dataset alone: they name its files, its identifiers, where it came from."""

DATASETS_MOST: Final = 500
"""The datasets of one deposit: every page of it names them all."""


@transaction.atomic
def create_deposit(*, actor: Person) -> Deposit:
    """Open a deposit with one empty dataset; the actor becomes its depositor.

    Raises ``WrongState`` where the actor has OPEN_DEPOSITS_MOST of which nothing was ever submitted.
    """
    require(actor, Action.DEPOSIT)
    _check_open(actor)
    deposit = Deposit.objects.create(created_by=actor)
    Grant.objects.create(person=actor, role=Role.DEPOSITOR, deposit=deposit)
    _make_dataset(deposit, position=1)
    record_event("deposit.created", subject=deposit, actor=actor)
    return deposit


@transaction.atomic
def add_dataset(*, deposit_id: UUID, actor: Person, like_first: bool = False) -> Dataset:
    """Add a dataset to a deposit, up to ``DATASETS_MOST``. It says what the deposit says, unless it says otherwise.

    ``like_first``: it begins with the description of the deposit's first dataset, but for what names its own files.
    """
    deposit = Deposit.objects.select_for_update().get(pk=deposit_id)
    require(actor, Action.EDIT, deposit)
    if deposit.datasets.filter(is_removed=False).count() >= DATASETS_MOST:
        words = _("A deposit holds %(most)d datasets at most. Open another one for those that follow.")
        raise WrongState(words % {"most": DATASETS_MOST}, code="too-many-open")
    last = deposit.datasets.aggregate(last=Max("position"))["last"] or 0
    first = deposit.datasets.filter(is_removed=False).order_by("position", "pk").first() if like_first else None
    dataset = _make_dataset(deposit, position=last + 1)
    if first is not None:
        dataset.draft = {field: value for field, value in first.draft.items() if field not in ITS_OWN}
        dataset.draft_revision = 1
        dataset.save(update_fields=["draft", "draft_revision"])
    record_event("dataset.added", subject=dataset, actor=actor)
    return dataset


def _check_open(actor: Person) -> None:
    """Counted under the lock of the person's row, so that several requests at once open no more than one."""
    Person.objects.select_for_update().get(pk=actor.pk)
    submitted = Dataset.objects.filter(deposit=OuterRef("pk"), submitted_version__isnull=False)
    kept = Dataset.objects.filter(deposit=OuterRef("pk"), is_removed=False)
    count = Deposit.objects.filter(~Exists(submitted), Exists(kept), created_by=actor).count()
    if count >= settings.OPEN_DEPOSITS_MOST:
        words = ngettext(
            "You have %(count)d deposit that was never submitted, as many as one person may. Go on with it.",
            "You have %(count)d deposits that were never submitted, as many as one person may. Go on with one of them.",
            count,
        )
        raise WrongState(words % {"count": count}, code="too-many-open")


def _make_dataset(deposit: Deposit, *, position: int) -> Dataset:
    return Dataset.objects.create(
        deposit=deposit,
        position=position,
        prefix=settings.DOI_PREFIX,
        suffix=draw_suffix(),
        registrar=settings.DOI_REGISTRAR,
    )


@transaction.atomic
def remove_dataset(*, dataset_key: UUID, actor: Person) -> None:
    """Take a dataset that was never submitted out of its deposit; its number is not given again.

    A deposit without any dataset left is in no list and has no page: removing its only draft removes it.
    """
    dataset = lock_with_deposit(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    if dataset.submitted_version_id or dataset.standing != Standing.UNPUBLISHED:
        raise WrongState(_("Only a dataset that was never submitted can be removed."))
    dataset.is_removed = True
    dataset.save(update_fields=["is_removed"])
    record_event("dataset.removed", subject=dataset, actor=actor)


@transaction.atomic
def write_draft(*, dataset_key: UUID, actor: Person, fields: Mapping[str, Any]) -> Dataset:
    """Lay top-level fields of the record over a dataset's draft; a field given as ``None`` is taken out.

    Nothing is checked here but the size: a half-filled draft is never refused, one without end is (``WrongState``).
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    before, dataset.draft = dataset.draft, _laid_over(dataset.draft, fields)
    dataset.draft_revision += 1
    dataset.modified = timezone.now()
    dataset.save(update_fields=["draft", "draft_revision", "modified"])
    _touch(dataset.deposit_id)
    sign_values(dataset, actor, before)
    carry_wordings(dataset, before)
    return dataset


@transaction.atomic
def write_shared(*, deposit_id: UUID, actor: Person, fields: Mapping[str, Any]) -> Deposit:
    """Lay top-level fields over what all datasets of a deposit share; ``None`` takes a field out."""
    deposit = Deposit.objects.select_for_update().get(pk=deposit_id)
    require(actor, Action.EDIT, deposit)
    deposit.shared = _laid_over(deposit.shared, fields)
    deposit.modified = timezone.now()
    deposit.save(update_fields=["shared", "modified"])
    return deposit


@transaction.atomic
def set_access(*, dataset_key: UUID, actor: Person, access: str, embargo_until: Any = None) -> Dataset:
    """Say who may fetch the files once public. ``embargo_until``: the day (UTC) on which embargoed files open.

    None while it is not known: that blocks submission (``draft_assessment``). Raises ``WrongState`` for a day that has
    come or is too far; one that is kept already may stay.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    policy = AccessPolicy(access)
    _check_day(dataset, policy, embargo_until)
    dataset.access = policy
    dataset.embargo_until = embargo_until if policy is AccessPolicy.EMBARGOED else None
    dataset.save(update_fields=["access", "embargo_until"])
    _touch(dataset.deposit_id)
    return dataset


def _check_day(dataset: Dataset, policy: AccessPolicy, day: date | None) -> None:
    kept = (dataset.access, dataset.embargo_until)
    fault = fault_of_day(dataset, day) if day and policy is AccessPolicy.EMBARGOED and kept != (policy, day) else None
    if fault is not None:
        code, words = fault
        raise WrongState(words, code=code)


def lock_dataset(*, dataset_key: UUID) -> Dataset:
    """The dataset's row, locked until the transaction ends. Raises ``Dataset.DoesNotExist``."""
    return Dataset.objects.select_for_update(of=("self",)).select_related("deposit").get(key=dataset_key)


def lock_with_deposit(*, dataset_key: UUID) -> Dataset:
    """The dataset's row, then its deposit's, locked in this order everywhere: for what is counted over the deposit."""
    dataset = lock_dataset(dataset_key=dataset_key)
    if dataset.deposit_id:
        Deposit.objects.select_for_update().get(pk=dataset.deposit_id)
    return dataset


def _laid_over(document: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The document with the fields laid over it. Raises ``WrongState`` where they make it longer than it may be."""
    merged = {name: value for name, value in {**document, **fields}.items() if value is not None}
    # a description that was too long before may still be shortened
    excess = excess_of(fields) or (excess_of(merged) if excess_of(document) is None else None)
    if excess is not None:
        english, french = label_of((excess.key,) if excess.key else ())
        words = _("“%(list)s” holds %(count)d entries, and %(most)d at most can be kept, so this was not saved.")
        name = french if (get_language() or "en").startswith("fr") else english
        values = {"list": name, "count": excess.length, "most": excess.most}
        raise WrongState(f"{words % values} {_('Put long tables and lists into a file.')}", code="draft-too-large")
    if len(json.dumps(merged, ensure_ascii=False).encode("utf-8", "replace")) > DRAFT_MOST_BYTES:
        raise WrongState(
            _("This is more than a description can hold, so it was not saved. Put long tables and lists into a file."),
            code="draft-too-large",
        )
    return merged


def _touch(deposit_id: UUID | None) -> None:
    if deposit_id is None:
        return
    Deposit.objects.filter(pk=deposit_id).update(modified=timezone.now())
