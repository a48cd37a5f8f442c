"""The end of an embargo: what is stored for readers and harvesters is rendered anew on the day the files open."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import PermanentFailure, WrongState
from repository.lifecycle import Standing
from repository.models import AccessPolicy, Dataset, Person, Publication, RecordVersion
from repository.queries.editions import edition_of
from repository.record.canonical import parse
from repository.services.clock import look_at_clock
from repository.services.deliveries import Claim
from repository.services.deposits import lock_dataset
from repository.services.events import record_event
from repository.services.publication import render_all
from repository.services.rendering import store_where_changed


def end_embargoes(*, now: datetime | None = None) -> int:
    """Record ``embargo.ended`` once for each public dataset whose day (UTC) has come for sure; the number recorded."""
    today = look_at_clock(now=now or datetime.now(UTC)).date()
    open_now = Dataset.objects.filter(
        standing=Standing.PUBLIC,
        current_version__access=AccessPolicy.EMBARGOED,
        current_version__embargo_until__lte=today,
        is_synthetic=False,
    )
    return sum(_end(pk) for pk in list(open_now.values_list("pk", flat=True)))


@transaction.atomic
def _end(dataset_id: int) -> bool:
    newest = _newest(dataset_id)
    return newest is not None and record_event("embargo.ended", subject=newest, once=True) is not None


@transaction.atomic
def shorten_embargo(*, dataset_key: UUID, actor: Person, until: date) -> Dataset:
    """Open the files of a public dataset earlier, from ``until`` (UTC) on, today at the earliest; nobody is asked.

    Raises ``WrongState``: not under embargo, a day that has passed, or none that is earlier. A later day is a
    correction, which goes through the moderators.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.GIVE_FILES, dataset)
    version, newest = dataset.current_version, _newest(dataset.pk)
    before, today = version.embargo_until if version else None, datetime.now(UTC).date()
    is_closed = version is not None and version.access == AccessPolicy.EMBARGOED and before is not None
    if version is None or before is None or newest is None or not is_closed or before <= today:
        raise WrongState(_("The files of this dataset are under no embargo."), code="no-embargo")
    if until < today:
        raise WrongState(_("This day has passed."), code="day-has-passed")
    if until >= before:
        words = _("This is no earlier day. A longer embargo goes through the moderators: correct the description.")
        raise WrongState(words, code="embargo-not-earlier")
    # what was submitted or accepted meanwhile asked for the same day
    later = RecordVersion.objects.filter(dataset=dataset, pk__gte=version.pk, access=AccessPolicy.EMBARGOED)
    later.filter(embargo_until=before).update(embargo_until=until)
    if dataset.access == AccessPolicy.EMBARGOED and dataset.embargo_until == before:
        dataset.embargo_until = until
        dataset.save(update_fields=["embargo_until"])
    payload = {"before": before.isoformat(), "embargo_until": until.isoformat()}
    record_event("embargo.shortened", subject=newest, actor=actor, payload=payload)
    return dataset


def _newest(dataset_id: int) -> Publication | None:
    """The newest publication that readers see."""
    public = Publication.objects.filter(dataset_id=dataset_id, published_at__isnull=False)
    return public.order_by("-number").first()


def render_again(*, claim: Claim) -> None:
    """Consumer of ``embargo.ended`` and ``embargo.shortened``: store what the dataset says today.

    The datestamp moves only with the bytes.
    """
    publication = Publication.objects.select_related("dataset__current_version").get(pk=claim.event.subject_id)
    dataset = publication.dataset
    if dataset.current_version is None:
        raise PermanentFailure("a public dataset without a record", code="wrong-state")
    record = parse(bytes(dataset.current_version.document))
    edition = edition_of(dataset)
    rendered = render_all(record, edition)
    with claim.complete():
        locked = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset.pk)
        if locked.standing != Standing.PUBLIC or locked.current_version_id != dataset.current_version_id:
            return
        store_where_changed(locked, record, edition, rendered)
