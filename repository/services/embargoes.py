"""The end of an embargo: what is stored for readers and harvesters is rendered anew on the day the files open."""

from datetime import UTC, datetime

from django.db import transaction

from repository.errors import PermanentFailure
from repository.lifecycle import Standing
from repository.models import AccessPolicy, Dataset, Publication
from repository.queries.editions import edition_of
from repository.record.canonical import parse
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.publication import render_all
from repository.services.rendering import store_where_changed


def end_embargoes() -> int:
    """Record ``embargo.ended`` once for each public dataset whose day (UTC) has come; the number recorded."""
    today = datetime.now(UTC).date()
    open_now = Dataset.objects.filter(
        standing=Standing.PUBLIC, access=AccessPolicy.EMBARGOED, embargo_until__lte=today, is_synthetic=False
    )
    return sum(_end(pk) for pk in list(open_now.values_list("pk", flat=True)))


@transaction.atomic
def _end(dataset_id: int) -> bool:
    newest = Publication.objects.filter(dataset_id=dataset_id, published_at__isnull=False).order_by("-number").first()
    if newest is None:
        return False
    return record_event("embargo.ended", subject=newest, once=True) is not None


def render_again(*, claim: Claim) -> None:
    """Consumer of ``embargo.ended``: store what the dataset says today; the datestamp moves only with the bytes."""
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
