"""What an operator sees of DOIs: how many in which state, what the registrar has not taken, the newest requests.

Told from the log of attempts alone: whether what was taken is still what should be there is compared every night, and
by ``doi_update``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Delivery, DoiAttempt, LifecycleEvent

MOST_ROWS: Final = 100
NEWEST: Final = 30
_BOOKING: Final = ("reserve", "release")
_TAKEN: Final = ("registered", "findable")
_CONSUMERS: Final = tuple(
    f"repository.consumers.{name}"
    for name in ("reserve_doi", "release_doi", "register", "register_withdrawal", "refresh_doi", "move_doi")
)


@dataclass(frozen=True, slots=True)
class Lagging:
    """A DOI that is not as it should be: how the newest request ended, and the work that waits, where there is any."""

    suffix: str
    doi: str
    standing: str
    attempt: DoiAttempt | None
    work: Delivery | None


@dataclass(frozen=True, slots=True)
class DoiOverview:
    """Counts of DOIs; those that lag (at most 100, with the full number); newest requests; since when nothing came."""

    drafts: int
    findable: int
    withdrawn: int
    lagging: tuple[Lagging, ...]
    lagging_count: int
    attempts: tuple[DoiAttempt, ...]
    silent_since: datetime | None
    last_sent_anew: datetime | None


def doi_overview(*, asked: str = "") -> DoiOverview:
    """The state of all DOIs now; ``asked``: requests about this DOI or suffix alone."""
    real = Dataset.objects.filter(is_synthetic=False)
    lagging = _lagging(real)
    attempts = DoiAttempt.objects.order_by("-id")
    if asked:
        attempts = attempts.filter(Q(doi__iexact=asked) | Q(dataset__suffix=asked))
    refreshed = LifecycleEvent.objects.filter(type="doi.refreshed").order_by("-id").values_list("at", flat=True)
    return DoiOverview(
        drafts=real.filter(reserved_at__isnull=False, standing=Standing.UNPUBLISHED).count(),
        findable=real.filter(standing=Standing.PUBLIC).count(),
        withdrawn=real.filter(standing=Standing.WITHDRAWN).count(),
        lagging=_rows(lagging[:MOST_ROWS]),
        lagging_count=lagging.count(),
        attempts=tuple(attempts[:NEWEST]),
        silent_since=_silent_since(),
        last_sent_anew=refreshed.first(),
    )


def registrar_answers() -> bool:
    """Whether no work has waited for the registrar's return for longer than a quarter of an hour."""
    since = _silent_since()
    return since is None or (timezone.now() - since).total_seconds() < 900


def _lagging(real: QuerySet[Dataset]) -> QuerySet[Dataset]:
    """Not reserved though it should be; or shown, and the newest request did not end as it should."""
    outcome = _newest_attempts().values("outcome")[:1]
    found = real.annotate(outcome=Subquery(outcome), fails=Exists(_open_work()))
    unreserved = Q(reserved_at__isnull=True, standing=Standing.UNPUBLISHED, is_removed=False)
    shown = ~Q(standing=Standing.UNPUBLISHED) & (Q(outcome__isnull=True) | ~Q(outcome__in=_TAKEN))
    return found.filter((unreserved & ~Q(state=DatasetState.REJECTED)) | shown | Q(fails=True)).order_by("pk")


def _newest_attempts() -> QuerySet[DoiAttempt]:
    return DoiAttempt.objects.filter(dataset=OuterRef("pk")).exclude(action__in=_BOOKING).order_by("-id")


def _open_work() -> QuerySet[Delivery]:
    return _open_work_of_all().filter(event__dataset=OuterRef("pk"))


def _open_work_of_all() -> QuerySet[Delivery]:
    failed = ~Q(last_error="") | Q(held_at__isnull=False)
    return Delivery.objects.filter(failed, consumer__in=_CONSUMERS, done_at__isnull=True)


def _rows(found: QuerySet[Dataset]) -> tuple[Lagging, ...]:
    datasets = list(found)
    newest = {row.dataset_id: row for row in DoiAttempt.objects.filter(dataset__in=datasets).order_by("id")}
    open_rows = _open_work_of_all().filter(event__dataset__in=datasets).order_by("-pk").select_related("event")
    work = {row.event.dataset_id: row for row in open_rows}
    return tuple(
        Lagging(each.suffix, each.doi, each.standing, newest.get(each.pk), work.get(each.pk)) for each in datasets
    )


def _silent_since() -> datetime | None:
    """When the oldest request was made that still waits for the registrar's return."""
    waiting = Delivery.objects.filter(waits_for="registrar", done_at__isnull=True, held_at__isnull=True)
    return waiting.order_by("event__at").values_list("event__at", flat=True).first()
