"""What is shown of a part of a layer: its question in words, its citation, what came out."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from repository.access import Action, can
from repository.crosswalks.citation import cite, text
from repository.models import Dataset, LayerFile, Subset, SubsetState
from repository.queries.editions import edition_of, landing_url, layer_url
from repository.record.canonical import parse
from repository.subsets.question import SubsetQuestion, plain, question_from

MOST_LISTED: Final = 50
REFUSALS: Final[dict[str, Promise]] = {
    "too-many-files": gettext_lazy("The layer has more files than are read for a part."),
    "too-many-values": gettext_lazy("It holds more values than are given out in one piece: ask for less at a time."),
    "too-long": gettext_lazy("Reading one of the files took too long. Have it read again later, or ask for less."),
    "nothing-read": gettext_lazy("None of the files could be read for parts: take them as they are."),
    "closed": gettext_lazy("The files are not open to everybody any more."),
}
UNREAD: Final[dict[str, Promise]] = {
    "kind": gettext_lazy("no text table, ODV spreadsheet or NetCDF file"),
    "failed": gettext_lazy("could not be read as a table within the limits of time and memory"),
    "erased": gettext_lazy("erased by an order of law"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the question in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that gave nothing, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SubsetPage:
    """The page of a part. ``url`` is its identifier; ``is_given``: whether its bytes can be had here and now.

    ``lacks_erased``: whether files were erased by an order of law that were read when it came out first.
    """

    subset: Subset
    title: str
    language: str
    citation: str
    url: str
    landing: str
    layer: str
    fragment: int
    conditions: tuple[Condition, ...]
    unread: tuple[UnreadFile, ...]
    refusal: str
    is_given: bool
    are_open: bool
    lacks_erased: bool

    @property
    def is_waiting(self) -> bool:
        """Whether its files are still to be read."""
        return self.subset.state == SubsetState.ORDERED


def subset_page(subset: Subset) -> SubsetPage:
    """The page of a part of a public dataset."""
    dataset, fragment = subset.dataset, subset.snapshot.number
    if dataset.current_version is None:
        raise LookupError(f"{dataset} is not public")
    record = parse(bytes(dataset.current_version.document))
    citation = cite(record, edition_of(dataset, with_files=False), fragment)
    url, day = subset_url(subset), subset.stored_at.date().isoformat()
    words = _("Part %(identifier)s, defined on %(day)s, %(url)s")
    are_open = can(None, Action.DOWNLOAD, dataset)
    return SubsetPage(
        subset=subset,
        title=record.main_title,
        language=citation.language,
        citation=f"{text(citation)} {words % {'identifier': subset.identifier, 'day': day, 'url': url}}",
        url=url,
        landing=landing_url(dataset),
        layer=layer_url(dataset, fragment),
        fragment=fragment,
        conditions=conditions_of(question_from(subset.asked)),
        unread=tuple(UnreadFile(each["path"], str(UNREAD[each["code"]])) for each in subset.unread),
        refusal=str(REFUSALS[subset.refusal]) if subset.refusal else "",
        is_given=are_open and hasattr(subset, "content"),
        are_open=are_open,
        lacks_erased=_lacks_erased(subset),
    )


def _lacks_erased(subset: Subset) -> bool:
    gone = LayerFile.objects.filter(snapshot=subset.snapshot_id, file__erased_at__isnull=False)
    known = [each["path"] for each in subset.unread if each["code"] == "erased"]
    return subset.state == SubsetState.READY and gone.exclude(path__in=known).exists()


def subset_url(subset: Subset) -> str:
    """The absolute address that identifies a part."""
    return f"{settings.SITE_URL}/datasets/{subset.dataset.suffix}/subsets/{subset.identifier}/"


def subsets_of(dataset: Dataset) -> QuerySet[Subset]:
    """The newest parts of a dataset that hold something."""
    found = Subset.objects.filter(dataset=dataset, state=SubsetState.READY, values__gt=0)
    return found.select_related("snapshot")[:MOST_LISTED]


def conditions_of(question: SubsetQuestion) -> tuple[Condition, ...]:
    """The question in words of the reader's language."""
    found = []
    if question.box:
        west, south, east, north = map(plain, question.box)
        box = _("west %(west)s, south %(south)s, east %(east)s, north %(north)s (degrees)")
        found.append(Condition(_("Box"), box % {"west": west, "south": south, "east": east, "north": north}))
    if question.period:
        found.append(Condition(_("Period"), " – ".join(day or "…" for day in question.period)))
    if question.depth:
        ends = ["…" if end is None else plain(end) for end in question.depth]
        found.append(Condition(_("Depth, metres downwards"), " – ".join(ends)))
    if question.variables:
        found.append(Condition(_("Variables"), ", ".join(question.variables)))
    return tuple(found)
