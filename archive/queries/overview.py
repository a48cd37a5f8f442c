"""What an operator sees of the archive: the state of every place, in one sentence and in tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import ARCHIVE, FileCopy, FixityEvent, Replica, ReplicaState, Stray
from archive.queries.copies import (
    PlaceReport,
    faulty_copies,
    lost_files,
    place_reports,
    remarkable_events,
    strays,
)
from repository.models import Delivery

MOST_ROWS: Final = 100


@dataclass(frozen=True, slots=True)
class ReplicaCounts:
    """How many copies of packages in one store are in each state."""

    store: str
    pending: int
    copying: int
    verified: int
    failed: int


@dataclass(frozen=True, slots=True)
class ArchiveOverview:
    """The page as a value; ``addresses``: place -> address without secrets; ``lost``: files without a sound copy.

    ``hindered``: steps of the archive that failed, held ones first; of ``hindered_count``, the first hundred.
    """

    places: tuple[PlaceReport, ...]
    replicas: tuple[ReplicaCounts, ...]
    faulty: Sequence[FileCopy]
    events: Sequence[FixityEvent]
    strays: Sequence[Stray]
    addresses: dict[str, str]
    lost: int
    hindered: Sequence[Delivery]
    hindered_count: int

    @property
    def damaged(self) -> int:
        """Copies that are damaged or missing while a sound one is elsewhere."""
        return sum(place.faulty for place in self.places)

    @property
    def away(self) -> tuple[str, ...]:
        """Places that did not answer when they were last asked."""
        return tuple(place.place for place in self.places if place.is_away)

    @property
    def slow(self) -> tuple[str, ...]:
        """Places that the audit cannot read within its period at the bandwidth that is set."""
        return tuple(place.place for place in self.places if not place.is_fast_enough)

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything."""
        return not (self.lost or self.damaged or self.away or self.slow or self.strays or self.hindered_count)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to know first, the worst first; one that says so where all is well."""
        return tuple(_sentences(self)) or (_("All is well: every copy is there, as far as it was read back."),)


def archive_overview() -> ArchiveOverview:
    """Everything, in a dozen queries."""
    hindered = hindered_work()
    return ArchiveOverview(
        places=place_reports(),
        replicas=replica_counts(),
        faulty=faulty_copies(),
        events=remarkable_events(),
        strays=strays(),
        lost=lost_files().count(),
        hindered=list(hindered[:MOST_ROWS]),
        hindered_count=hindered.count(),
        addresses={ARCHIVE: settings.ARCHIVE_URL, **settings.ARCHIVE_REPLICAS},
    )


def hindered_work() -> QuerySet[Delivery]:
    """Steps of the archive that failed when they were last tried: held ones first, then those tried again soonest."""
    ours = Delivery.objects.filter(done_at__isnull=True, consumer__startswith="archive.").exclude(last_error="")
    return ours.select_related("event__dataset").order_by(F("held_at").asc(nulls_last=True), "due_at", "id")


def replica_counts() -> tuple[ReplicaCounts, ...]:
    """One row for each store that the settings name, or that copies were asked of."""
    rows = Replica.objects.order_by("store").values_list("store", "state").annotate(Count("pk"))
    found: dict[str, dict[str, int]] = {store: {} for store in settings.ARCHIVE_REPLICAS}
    for store, state, count in rows:
        found.setdefault(store, {})[state] = count
    return tuple(
        ReplicaCounts(store, *(states.get(state, 0) for state in ReplicaState.values))
        for store, states in found.items()
    )


def _sentences(overview: ArchiveOverview) -> list[str]:
    found = []
    if overview.lost:
        words = ngettext(
            "%(count)d file is lost: no sound copy of it is left anywhere.",
            "%(count)d files are lost: no sound copy of them is left anywhere.",
            overview.lost,
        )
        found.append(words % {"count": overview.lost})
    if overview.damaged:
        words = ngettext(
            "%(count)d copy is damaged or missing, and is restored from a sound one.",
            "%(count)d copies are damaged or missing, and are restored from sound ones.",
            overview.damaged,
        )
        found.append(words % {"count": overview.damaged})
    for place in overview.away:
        found.append(_("%(place)s does not answer: its copies are not read back.") % {"place": place})
    for place in overview.slow:
        sentence = _("%(place)s holds more than can be read back in time: raise ARCHIVE_AUDIT_BYTES_PER_S.")
        found.append(sentence % {"place": place})
    if overview.hindered_count:
        words = ngettext(
            "%(count)d step of the archive failed: the reason is below.",
            "%(count)d steps of the archive failed: the reasons are below.",
            overview.hindered_count,
        )
        found.append(words % {"count": overview.hindered_count})
    if overview.strays:
        found.append(_("There are files that the catalogue does not know."))
    return found
