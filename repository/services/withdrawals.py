"""Withdrawal: the tombstone page, the DOI and a persistent deleted record stay; the files are shown no more."""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import WrongState
from repository.lifecycle import DatasetState, Standing, check_standing
from repository.models import CatalogueEntry, Dataset, Person, Preview, Rendition
from repository.services.datestamps import next_datestamp
from repository.services.deposits import lock_dataset
from repository.services.events import record_event
from repository.services.source_ends import end_source
from repository.services.stations import forget_stations
from repository.services.subsets import forget_subsets


@transaction.atomic
def withdraw_dataset(*, dataset_key: UUID, actor: Person, reason: str) -> Dataset:
    """Withdraw a public dataset for a reason that readers will see. A correction under way is dropped."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.WITHDRAW, dataset)
    if not reason.strip():
        raise WrongState(_("Say why: readers will see the reason."), code="reason-missing")
    if dataset.state == DatasetState.ACCEPTED:
        raise WrongState(_("A correction is being published. Withdraw the dataset when that has ended."))
    check_standing(dataset.standing, Standing.WITHDRAWN)
    dataset.standing = Standing.WITHDRAWN
    dataset.state = DatasetState.PUBLISHED
    dataset.withdrawn_on = datetime.datetime.now(datetime.UTC).date()
    dataset.withdrawal_reason = reason.strip()
    dataset.datestamp = next_datestamp()
    dataset.save(
        update_fields=["standing", "state", "withdrawn_on", "withdrawal_reason", "datestamp"],
    )
    Rendition.objects.filter(dataset=dataset).delete()
    CatalogueEntry.objects.filter(dataset=dataset).delete()
    Preview.objects.filter(file__dataset=dataset).delete()
    forget_stations(dataset)
    end_source(dataset)
    forget_subsets(dataset)
    record_event(
        "dataset.withdrawn",
        subject=dataset,
        actor=actor,
        reason=reason.strip(),
        payload={"datestamp": dataset.datestamp.isoformat(), "withdrawn_on": dataset.withdrawn_on.isoformat()},
        once=True,
    )
    return dataset
