"""What else was measured there and then: the neighbours of a dataset, or of a question, in space and time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.access import files_are_open, sure_day
from repository.catalogue.boxes import Box
from repository.catalogue.cells import closed
from repository.catalogue.closeness import Closeness, Reach, Surroundings, Whereabouts, today_as_day, whereabouts_of
from repository.catalogue.index.finding import IndexReader
from repository.catalogue.kept import as_far_as_told
from repository.catalogue.question import Question
from repository.models import ASKED_ONLY, AccessPolicy, CatalogueEntry, Dataset
from repository.queries.periods import period_text
from repository.templatetags.formatting import number_text

MOST_SHOWN: Final = 10
MOST_VARIABLES: Final = 6
_DRAWN_BOXES: Final = 4
_TIMES_LARGER: Final = 50
_MOST_DAYS: Final = 730
_DAYS_OF_A_YEAR: Final = 365.2425


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A dataset that was measured there and then. ``others``: its variables that are not measured here, the first ones.

    ``place`` and ``time`` say in words how near it is; ``boxes`` in degrees.
    """

    number: int
    identifier: str
    url: str
    title: str
    lang: str
    creators: tuple[str, ...]
    published: date | None
    period: str
    period_words: str
    variables: tuple[str, ...]
    others: tuple[str, ...]
    boxes: tuple[Box, ...]
    access: str
    embargo_until: date | None
    close: Closeness
    place: str
    time: str

    @property
    def shown(self) -> tuple[str, ...]:
        """The variables that a list names: those that are not measured here, else all."""
        return (self.others or self.variables)[:MOST_VARIABLES]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Where and when, and what else was measured there, closest first; the title of the dataset in its language."""

    here: Whereabouts
    reach: Reach
    found: tuple[Neighbour, ...] = ()
    title: str = ""
    lang: str = ""

    @property
    def boxes(self) -> tuple[Box, ...]:
        """For a map: of what was asked about, then of what was found, but for what is very much larger."""
        largest = _TIMES_LARGER * max([1.0, *(box.area for box in self.here.boxes)])
        there = (box for each in self.found for box in each.boxes[:_DRAWN_BOXES] if box.area <= largest)
        return (*self.here.boxes, *there)


def neighbours_of_dataset(dataset: Dataset, *, reader: IndexReader, reach: Reach) -> Neighbourhood:
    """What was measured where and when a public dataset was; nothing where it has no place."""
    entry = CatalogueEntry.objects.defer(*ASKED_ONLY).filter(dataset=dataset, found_by__isnull=False).first()
    if entry is None:
        return Neighbourhood(Whereabouts(()), reach, title=dataset.doi)
    found = neighbourhood(whereabouts_of(as_far_as_told(entry.found_by)), reader, reach, without=entry.pk)
    return replace(found, title=entry.title, lang=_lang(entry))


def neighbours_of_question(question: Question, *, reader: IndexReader, reach: Reach) -> Neighbourhood:
    """What was measured in the place, the days and the depth of a question, whatever its words; nothing without place.

    The variables it is narrowed by are taken for known: others come first.
    """
    return neighbourhood(whereabouts_of_question(question), reader, reach)


def whereabouts_of_question(question: Question) -> Whereabouts:
    """The place of a question, or the box around its outline, with its days and depths."""
    area = question.area
    boxes = question.place.parts if question.place else area.boxes if area else ()
    ends = sorted(end for end in (question.top, question.bottom) if end is not None)
    return Whereabouts(
        boxes=boxes,
        spans=(closed(question.span, today_as_day()),) if question.span else (),
        depth=(ends[0], ends[-1]) if len(ends) == 2 else None,
        variables=frozenset(question.values_of("variable")),
    )


def neighbourhood(here: Whereabouts, reader: IndexReader, reach: Reach, *, without: int = 0) -> Neighbourhood:
    """Candidates of the index, ranked anew by what the database says of each; who is gone from it is left out.

    ``without`` is the number of an entry that is no neighbour.
    """
    numbers = reader.near(here, reach=reach, without=without)
    rows = CatalogueEntry.objects.defer(*ASKED_ONLY).annotate(until=F("dataset__current_version__embargo_until"))
    surroundings = Surroundings(here, reach)
    found = []
    for entry in rows.filter(pk__in=numbers, found_by__isnull=False):
        if close := surroundings.closeness(whereabouts_of(as_far_as_told(entry.found_by))):
            found.append((close, entry))
    found.sort(key=lambda each: (-each[0].score, each[0].km, -each[1].pk))
    shown = found[:MOST_SHOWN]
    today = sure_day() if any(entry.until for _close, entry in shown) else None
    listed = (_neighbour(here, close, entry, place, today) for place, (close, entry) in enumerate(shown, start=1))
    return Neighbourhood(here, reach, tuple(listed))


def _neighbour(
    here: Whereabouts, close: Closeness, entry: CatalogueEntry, number: int, today: date | None
) -> Neighbour:
    found_by = as_far_as_told(entry.found_by)
    until = getattr(entry, "until", None)
    is_open = files_are_open(Dataset(access=entry.access, embargo_until=until), day=today)
    variables = found_by.facets.get("variable", ())
    return Neighbour(
        number=number,
        identifier=entry.identifier,
        url=_address(entry),
        title=entry.title,
        lang=_lang(entry),
        creators=tuple(str(name) for name in entry.creators),
        published=entry.published,
        period=entry.period,
        period_words=period_text(entry.period),
        variables=variables,
        others=tuple(name for name in variables if name not in here.variables),
        boxes=found_by.boxes,
        access=AccessPolicy.OPEN.value if is_open else entry.access,
        embargo_until=None if is_open else until,
        close=close,
        place=_place_words(close, here.boxes, found_by.boxes),
        time=_time_words(close),
    )


def _address(entry: CatalogueEntry) -> str:
    is_ours = entry.origin == "local"
    return reverse("landing", args=[entry.identifier.partition("/")[2]]) if is_ours else entry.identifier


def _lang(entry: CatalogueEntry) -> str:
    return entry.title_language if entry.title_language != "und" else ""


def _place_words(close: Closeness, here: Iterable[Box], there: Iterable[Box]) -> str:
    if close.km:
        return _("%(km)s km away") % {"km": number_text(max(1, round(close.km)))}
    are_points = all(box.west == box.east and box.south == box.north for box in (*here, *there))
    return _("In the same place") if are_points else _("In the same area")


def _time_words(close: Closeness) -> str:
    if close.days is None:
        return ""
    if not close.days:
        return _("shortly before or after")
    if close.days <= _MOST_DAYS:
        days = close.days
        return ngettext("%(count)s day in common", "%(count)s days in common", days) % {"count": number_text(days)}
    years = round(close.days / _DAYS_OF_A_YEAR)
    return ngettext("%(count)s year in common", "%(count)s years in common", years) % {"count": number_text(years)}
