"""How the files are in each place, how far the audit is, and what happened to one file: for pages and alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from archive.models import ARCHIVE, CopyState, FileCopy, FixityEvent, PlaceAudit, Stray
from repository.models import Dataset


def places() -> tuple[str, ...]:
    """Every place that the settings name: the archive itself, then the stores."""
    return (ARCHIVE, *settings.ARCHIVE_REPLICAS)


def audit_period() -> timedelta:
    """Within this time every copy of every file is read back (setting ARCHIVE_AUDIT_DAYS)."""
    return timedelta(days=settings.ARCHIVE_AUDIT_DAYS)


def due_after() -> timedelta:
    """How old a check is when the next is due: half of the period, so that the other half is there to read in.

    Then a round that takes no longer than the period keeps it, however the files came: evenly or all on one day.
    """
    return audit_period() / 2


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """One place. Bytes are those of the sealed files; times are UTC.

    ``due`` copies are waiting for their next reading, ``late`` ones were last read before the period began.
    """

    place: str
    is_named: bool
    copies: int
    bytes: int
    sound: int
    faulty: int
    lost: int
    oldest_check: datetime | None
    due: int
    due_bytes: int
    late: int
    strays: int
    audit: PlaceAudit | None

    @property
    def checked_share(self) -> float:
        """Which part of the bytes needs no reading now, 0 to 1."""
        return 1 - self.due_bytes / self.bytes if self.bytes else 1.0

    @property
    def needed_bytes_per_s(self) -> int:
        """The least bandwidth that visits every copy within the period."""
        return -(-self.bytes // int(audit_period().total_seconds()))

    @property
    def is_fast_enough(self) -> bool:
        """Whether the bandwidth that is set is enough for the period."""
        return self.needed_bytes_per_s <= settings.ARCHIVE_AUDIT_BYTES_PER_S

    def caught_up_at(self, now: datetime) -> datetime:
        """When what is due now will have been read, where the place answers."""
        return now + timedelta(seconds=self.due_bytes / settings.ARCHIVE_AUDIT_BYTES_PER_S)

    @property
    def caught_up(self) -> datetime:
        """As `caught_up_at`, from now."""
        return self.caught_up_at(timezone.now())

    @property
    def is_away(self) -> bool:
        """Whether the place did not answer when it was last asked."""
        return self.audit is not None and self.audit.failures > 0


def place_reports(*, now: datetime | None = None) -> tuple[PlaceReport, ...]:
    """Every place that the settings name or that files are listed in; a handful of queries, one pass over the list."""
    moment = now or timezone.now()
    due, late = Q(checked_at__lte=moment - due_after()), Q(checked_at__lt=moment - audit_period())
    counted = (
        FileCopy.objects.exclude(state=CopyState.ERASED)
        .order_by("place")
        .values("place")
        .annotate(
            copies=Count("pk"),
            bytes=Sum("size"),
            sound=Count("pk", filter=Q(state=CopyState.SOUND)),
            faulty=Count("pk", filter=Q(state=CopyState.FAULTY)),
            lost=Count("pk", filter=Q(state=CopyState.LOST)),
            oldest_check=Min("checked_at"),
            due=Count("pk", filter=due),
            due_bytes=Sum("size", filter=due, default=0),
            late=Count("pk", filter=late),
        )
    )
    rows = {row["place"]: row for row in counted}
    strays = dict(Stray.objects.order_by("place").values_list("place").annotate(Count("pk")))
    audits = {audit.place: audit for audit in PlaceAudit.objects.all()}
    forgotten = sorted(rows.keys() - set(places()))
    return tuple(_report(place, rows.get(place), strays, audits) for place in (*places(), *forgotten))


_NOTHING = {"copies": 0, "bytes": 0, "sound": 0, "faulty": 0, "lost": 0, "due": 0, "due_bytes": 0, "late": 0}


def _report(
    place: str, row: dict[str, object] | None, strays: dict[str, int], audits: dict[str, PlaceAudit]
) -> PlaceReport:
    found = dict(row) if row else {**_NOTHING, "place": place, "oldest_check": None}
    return PlaceReport(
        **found,
        is_named=place in places(),
        strays=strays.get(place, 0),
        audit=audits.get(place),
    )


def oldest_checks() -> dict[str, datetime]:
    """When the copy that waits longest in each place was last read back: one look at an index for each place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, (SELECT min(checked_at) FROM archive_filecopy AS copy WHERE copy.place = asked.place)"
            " FROM unnest(%s::text[]) AS asked(place)",
            [list(places())],
        )
        return {place: oldest for place, oldest in cursor.fetchall() if oldest is not None}


def faulty_copies(*, most: int = 100) -> Sequence[FileCopy]:
    """What is damaged, missing or lost now: lost first, then in the order of the last look."""
    found = FileCopy.objects.exclude(state__in=[CopyState.SOUND, CopyState.ERASED]).select_related("dataset")
    return list(found.order_by("-state", "-checked_at", "-id")[:most])


def remarkable_events(*, most: int = 100) -> Sequence[FixityEvent]:
    """The last things that were not an ordinary sound check: faults, quarantines, repairs, losses; newest first."""
    found = FixityEvent.objects.exclude(kind="check", fault="").select_related("copy__dataset")
    return list(found.order_by("-at", "-id")[:most])


def copies_of(*, dataset: Dataset, name: str | None = None) -> QuerySet[FileCopy]:
    """The copies of one sealed file in every place, or those of a whole package, by name and place."""
    found = FileCopy.objects.filter(dataset=dataset).select_related("dataset").order_by("name", "place")
    return found if name is None else found.filter(name=name)


def history_of(*, dataset: Dataset, name: str, most: int = 1000) -> Sequence[FixityEvent]:
    """What was done to one sealed file in every place, oldest first (the newest ``most`` of it)."""
    found = FixityEvent.objects.filter(copy__dataset=dataset, copy__name=name).select_related("copy")
    return list(found.order_by("-id")[:most])[::-1]


def strays(*, most: int = 100) -> Sequence[Stray]:
    """Files and packages that the catalogue does not know, by place."""
    return list(Stray.objects.all()[:most])


def no_file_is_lost() -> bool:
    """Whether every sealed file has a sound copy somewhere, as far as is known: for alarms, one look at an index."""
    return not FileCopy.objects.filter(state=CopyState.LOST).exists()


def lost_files() -> QuerySet[FileCopy]:
    """One row for each file of which no sound copy is left: its copy in the first place by name."""
    earlier = FileCopy.objects.filter(
        dataset=OuterRef("dataset"), name=OuterRef("name"), state=CopyState.LOST, place__lt=OuterRef("place")
    )
    found = FileCopy.objects.filter(~Exists(earlier), state=CopyState.LOST).select_related("dataset")
    return found.order_by("dataset_id", "name")
