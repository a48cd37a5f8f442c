"""The page "inside a dataset": the stations of one of its layers, narrowed, on a map and in a table."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.catalogue.findable import variable_name
from repository.maps.box import Box
from repository.maps.place import box_text
from repository.models import Dataset, Station, StationKind
from repository.queries.landing_words import said
from repository.queries.layers import published_snapshots
from repository.queries.stations import (
    MOST_POINTS,
    Extent,
    StationFile,
    after_station,
    boxes_of,
    extent_of,
    first_layers,
    points_of,
    rows_of,
    station_files,
    stations_in,
)
from repository.record.canonical import parse
from repository.record.model import Record
from repository.stations.question import InsideQuestion, inside_string
from repository.templatetags.formatting import day_text, metres_text, number_text
from repository.templatetags.plates import letters

PAGE_SIZE: Final = 50
MOST_CHOICES: Final = 100
"""Files and variables that a reader chooses from."""


@dataclass(frozen=True, slots=True)
class StationRow:
    """One line of the table. ``place`` and ``when`` in the reader's language; ``layer``: the one in which it came."""

    name: str
    kind: str
    place: str
    when: str
    depth: str
    variables: str
    observations: int
    file: str
    file_url: str
    layer: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class InsidePage:
    """What the page shows. ``is_cut``: some files have more stations than were kept; ``all_stations``: of the layer."""

    suffix: str
    title: str
    lang: str
    fragment: int | None
    question: InsideQuestion
    total: int = 0
    all_stations: int = 0
    file_count: int = 0
    is_cut: bool = False
    rows: tuple[StationRow, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    boxes: tuple[Box, ...] = ()
    point_words: str = ""
    box_words: str = ""
    files: tuple[Choice, ...] = ()
    layers: tuple[Choice, ...] = ()
    variables: tuple[Choice, ...] = ()
    start: int = 0

    @property
    def end(self) -> int:
        """The number of the last station shown."""
        return self.start + len(self.rows) - 1 if self.rows else 0

    @property
    def has_more(self) -> bool:
        """Whether there is a page after this one."""
        return self.end < self.total and self.question.asked.page < self.question.asked.last_page


class Inside:
    """One layer of a public dataset and the stations in it that answer a question. The files must be open.

    A layer that does not exist is the newest.
    """

    def __init__(self, dataset: Dataset, question: InsideQuestion) -> None:
        if dataset.current_version is None:
            raise LookupError(f"{dataset} is not public")
        self.dataset = dataset
        self.record = parse(bytes(dataset.current_version.document))
        self.layers = list(published_snapshots(dataset).values_list("number", flat=True))
        known = question.layer if question.layer in self.layers else None
        self.fragment = known or next(iter(self.layers), None)
        self.question = replace(question, layer=None if known in self.layers[:1] else known)
        self.files = station_files(dataset, self.fragment) if self.fragment else ()
        self.found = stations_in(
            dataset, self.files, question, variables=names_in_files(self.record, question.variables)
        )

    def file_url(self, path: str) -> str:
        """Where a file of this layer is fetched."""
        return reverse("file", args=[self.dataset.suffix, self.fragment, path])

    def following(self, after: tuple[int, int] | None, count: int) -> list[Station]:
        """The stations after one of them, or the first."""
        found = after_station(self.found, after, self.files) if after else self.found
        return rows_of(found, 0, count)


def names_in_files(record: Record, asked: Sequence[str]) -> Collection[str]:
    """What variables are called in the files: as asked, or as the record names what is asked by label or term."""
    wanted = {each.casefold() for each in asked}
    names = set(asked)
    for variable in record.variables:
        labels = (variable_name(variable), variable.standard_name or "", *(variable.label or {}).values())
        if any(label.casefold() in wanted for label in labels):
            names.add(variable.name)
    return names


def inside_page(inside: Inside) -> InsidePage:
    """The page as it is shown; one after the last is the last."""
    extent = extent_of(inside.found)
    pages = max(1, -(-extent.count // PAGE_SIZE))
    question = inside.question
    if question.asked.page > pages:
        question = question.on_page(pages)
    first = (question.asked.page - 1) * PAGE_SIZE
    title = said(inside.record.title, inside.record)
    shown = rows_of(inside.found, first, PAGE_SIZE)
    points, boxes = points_of(inside.found, extent), boxes_of(inside.found)
    return InsidePage(
        suffix=inside.dataset.suffix,
        title=title.text if title else inside.dataset.doi,
        lang=title.lang if title else "",
        fragment=inside.fragment,
        question=question,
        total=extent.count,
        all_stations=sum(each.stations for each in inside.files),
        file_count=len(inside.files),
        is_cut=any(each.is_cut for each in inside.files),
        rows=tuple(_rows(inside, shown)),
        points=tuple(points),
        boxes=tuple(Box(*sides) for sides in boxes),
        point_words=_point_words(len(points), extent),
        box_words=_("Paths and areas") if boxes else "",
        files=tuple(_file_choices(inside.files, question)),
        layers=tuple(_layer_choices(inside)),
        variables=tuple(_variable_choices(inside, question)),
        start=first + 1 if shown else 0,
    )


def _point_words(drawn: int, extent: Extent) -> str:
    """How many there are; that not all are drawn where there are too many."""
    count = extent.count if extent.count > MOST_POINTS else drawn
    words = ngettext("%(count)s station", "%(count)s stations", count) % {"count": number_text(count)}
    if extent.count <= MOST_POINTS:
        return words
    return _("%(positions)s, some of which are drawn") % {"positions": words}


def _rows(inside: Inside, shown: Sequence[Station]) -> Iterator[StationRow]:
    files = {each.key: each for each in inside.files}
    layers = first_layers(inside.dataset, list({each.file_id for each in shown})) if len(inside.layers) > 1 else {}
    labels = _labels(inside.record)
    kinds = dict(StationKind.choices)
    for each in shown:
        path = files[each.file_id].path
        yield StationRow(
            name=each.name,
            kind=str(kinds[each.kind]),
            place=_place(each),
            when=_when(each),
            depth="" if each.top is None else metres_text((each.top, each.bottom)),
            variables=", ".join(labels.get(name, name) for name in each.variables),
            observations=each.observations,
            file=path,
            file_url=inside.file_url(path),
            layer=layers.get(each.file_id),
        )


def _labels(record: Record) -> Mapping[str, str]:
    """Name in the files -> the record's label of the variable in the reader's language."""
    told = ((variable.name, said(variable.label, record)) for variable in record.variables)
    return {name: label.text for name, label in told if label}


def _place(station: Station) -> str:
    if station.west is None or station.south is None or station.east is None or station.north is None:
        return ""
    return box_text(Box(station.west, station.south, station.east, station.north), letters())


def _when(station: Station) -> str:
    ends = dict.fromkeys(day_text(each[:10]) for each in (station.begin, station.end) if each)
    return " – ".join(ends)


def _file_choices(files: Sequence[StationFile], question: InsideQuestion) -> Iterator[Choice]:
    if len(files) < 2:
        return
    for each in files[:MOST_CHOICES]:
        yield Choice(str(each.number), f"{each.path} ({number_text(each.stations)})", each.number == question.file)


def _layer_choices(inside: Inside) -> Iterator[Choice]:
    if len(inside.layers) < 2:
        return
    for place, number in enumerate(inside.layers[:MOST_CHOICES]):
        words = _("%(layer)s, the newest") % {"layer": number} if place == 0 else str(number)
        yield Choice("" if place == 0 else str(number), words, number == inside.fragment)


def _variable_choices(inside: Inside, question: InsideQuestion) -> Iterator[Choice]:
    labels = _labels(inside.record)
    chosen = names_in_files(inside.record, question.variables)
    names = dict.fromkeys(name for each in inside.files for name in each.variables)
    if len(names) < 2:
        return
    for name in list(names)[:MOST_CHOICES]:
        yield Choice(name, labels.get(name, name), name in chosen)


def without(question: InsideQuestion) -> str:
    """The address without any filter but the layer."""
    return inside_string(InsideQuestion(layer=question.layer))
