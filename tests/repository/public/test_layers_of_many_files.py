"""What a page says of a layer is counted once, when it is frozen: a page of 100,000 files costs what a page costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from repository.models import Dataset, Snapshot
from repository.queries import landing_layers
from repository.queries.landing import public_landing
from repository.queries.landing_folders import folders_of
from repository.queries.layers import Amount, added_in, amount_in, amount_of, places_in
from repository.views.landing_pages import SHELF
from tests.factories import make_moderator, make_person
from tests.repository.public.stories import published, published_again

MANY = {f"y{number % 3}/f{number}.csv": f"{number}\n".encode() for number in range(9)}


def two_layers() -> Dataset:
    """Nine files, then one more."""
    alice, mona = make_person("alice"), make_moderator("mona")
    return published_again(published(alice, mona, files=MANY), alice, mona, files={"more.csv": b"more of it\n"})


@pytest.fixture
def series(db: None) -> Dataset:
    """Two layers: nine files, then one more."""
    return two_layers()


def test_what_is_stored_of_a_layer_is_what_its_files_say(series: Dataset) -> None:
    first, second = series.snapshots.order_by("number")
    assert (first.file_count, first.byte_count, first.added_files, first.added_bytes) == (9, 18, 9, 18)
    assert (second.file_count, second.byte_count, second.added_files, second.added_bytes) == (10, 29, 1, 11)
    for layer in (first, second):
        assert amount_in(layer.number) == amount_of(places_in(layer.number))


def test_a_layer_of_which_nothing_is_stored_is_counted(series: Dataset) -> None:
    layers = Snapshot.objects.filter(dataset=series)
    stored = added_in(layers)
    page = public_landing(series)
    layers.update(file_count=None, byte_count=None, added_files=None, added_bytes=None)
    assert added_in(layers) == stored
    assert amount_in(page.fragment or 0) == Amount(10, 29)
    assert public_landing(series).beds == page.beds
    assert amount_in(1) == Amount()


def test_no_page_counts_the_files_of_its_layer(
    series: Dataset, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing_layers, "PAGE_OF_FILES", 2)
    first = series.snapshots.order_by("number")[0].number
    for address in (f"/datasets/{series.suffix}/", f"/datasets/{series.suffix}/layers/{first}/?files=3"):
        reader.get(address)  # the folders of a layer are asked for once
        SHELF.forget()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert reader.get(address).status_code == 200
        counting = [each["sql"] for each in asked.captured_queries if _reads_files(each["sql"].lower())]
        assert counting
        assert not [sql for sql in counting if "COUNT(" in sql.upper() or "SUM(" in sql.upper()]


def _reads_files(sql: str) -> bool:
    """Files with stations are counted: there are never more than 5,000 of them."""
    return "layerfile" in sql and "stationreading" not in sql


def test_a_page_of_files_is_read_along_an_index(series: Dataset) -> None:
    fragment = series.snapshots.order_by("number")[0].number
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off")
    plan = places_in(fragment)[4:6].explain()
    assert "layer_file_order" in plan
    assert "Sort" not in plan


def test_the_folders_of_a_layer_are_those_of_that_layer_alone(series: Dataset) -> None:
    first, second = series.snapshots.order_by("number").values_list("number", flat=True)
    for fragment in (first, second, first):
        found = folders_of(fragment, "")
        assert [(folder.name, folder.count, folder.size) for folder in found.below] == [
            ("y0", 3, 6), ("y1", 3, 6), ("y2", 3, 6),
        ]  # fmt: skip
    assert folders_of(first, "y1/").below == ()
