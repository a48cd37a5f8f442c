"""The index names the neighbours of a dataset in space and time, as a comparison with every dataset would."""

import random
from datetime import date
from pathlib import Path

import pytest

from repository.catalogue.boxes import boxes_between
from repository.catalogue.closeness import Reach, Surroundings, Whereabouts
from repository.catalogue.findable import Findable
from repository.catalogue.index import near
from repository.catalogue.index.finding import IndexReader
from repository.catalogue.index.folder import IndexWriter, make_present, new_folder
from repository.catalogue.spans import EARLIEST, LATEST, Span

TODAY = date(2026, 11, 21).toordinal()
REACH = Reach()


def one(number: int) -> Findable:
    """A dataset of any size at one of three places, one of them on the antimeridian, one at a pole."""
    chance = random.Random(number)
    east, north = chance.choice([(4.5, 42.9), (179.9, -17.0), (10.0, 89.0)])
    west, south = east + chance.gauss(0, 0.5), min(90, north + chance.gauss(0, 0.5))
    size = chance.choice([0.0, 0.0, 0.3, 4.0, 360.0])
    first = TODAY - chance.randint(0, 3000)
    last = chance.choice([first, first + 30, first + 2000, LATEST])
    spans = chance.choice([(Span(first, last),), (Span(first, last),), (Span(EARLIEST, first),), ()])
    boxes = () if number % 17 == 0 else boxes_between(west, south, west + size, south + size / 2)
    depth = (0.0, chance.random() * 4000) if chance.random() < 0.5 else None
    return Findable((("en", str(number)),), (), (), (), (), {}, boxes=boxes, spans=spans, depth=depth)


def whereabouts(found_by: Findable) -> Whereabouts:
    spans = tuple(Span(span.first, TODAY if span.last >= LATEST else span.last) for span in found_by.spans)
    return Whereabouts(found_by.boxes, spans, found_by.depth)


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repository.catalogue.index.near.today_as_day", lambda: TODAY)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> IndexReader:
    """Of four hundred datasets."""
    return filled(tmp_path_factory.mktemp("index"), 400)


def filled(root: Path, count: int) -> IndexReader:
    folder = new_folder(root)
    writer = IndexWriter(folder, heap=16 * 1024 * 1024)
    for number in range(1, count + 1):
        writer.add(number, one(number))
    writer.commit(1)
    writer.close()
    make_present(root, folder)
    return IndexReader(root)


def test_the_index_names_those_that_a_comparison_with_all_names(reader: IndexReader) -> None:
    is_met = 0
    for number in range(1, 60):
        here = whereabouts(one(number))
        surroundings = Surroundings(here, REACH)
        scores = {other: surroundings.score(whereabouts(one(other))) for other in range(1, 401) if other != number}
        best = sorted((other for other in scores if scores[other]), key=lambda other: (-scores[other], other))
        assert reader.near(here, reach=REACH, without=number) == tuple(best[: near.ENOUGH]), number
        is_met += bool(best)
    assert is_met > 40


def test_a_dataset_without_place_has_no_neighbours_and_is_none(reader: IndexReader) -> None:
    assert reader.near(whereabouts(one(17)), reach=REACH) == ()
    everywhere = Whereabouts(boxes_between(-180, -90, 180, 90))
    assert not {17, 34, 51} & set(reader.near(everywhere, reach=REACH))


def test_of_very_many_it_looks_at_a_bounded_number(reader: IndexReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "MOST_CANDIDATES", 5)
    here = Whereabouts(boxes_between(4, 42, 5, 43), (Span(TODAY - 3000, TODAY),))
    assert 1 <= len(reader.near(here, reach=REACH)) <= 15


def test_an_empty_index_names_nobody(tmp_path: Path) -> None:
    assert filled(tmp_path, 0).near(Whereabouts(boxes_between(0, 0, 1, 1)), reach=REACH) == ()
