"""An order of law takes a file out of the parts of its layers too; a part without a line of it comes back the same."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person, Station, StationReading, Subset, SubsetContent
from repository.services import previews, stations
from repository.services import subsets as service
from repository.subsets.question import read_question
from tests.archive.erasure.orders import ordered
from tests.driver import run_everything_due
from tests.repository.public.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_read_here")]
HEAD = b"station,longitude,latitude,date,depth (m),oxygen [umol/kg]\n"
FILES = {
    "east.csv": HEAD + b"E1,20.5,42.5,2020-05-01,1,251\nE2,20.6,42.5,2020-05-02,1,251\n",
    "west.csv": HEAD + b"W1,3.5,42.5,2020-05-01,1,199\nW2,3.6,42.5,2020-05-02,1,198\n",
}
WEST = {"west": "3", "south": "42", "east": "4", "north": "43"}
EAST = {**WEST, "west": "20", "east": "21"}


@pytest.fixture
def dataset(publish: Publish) -> Dataset:
    """Public: two tables of two rows each."""
    return publish(files=FILES)


def stored(dataset: Dataset, alice: Person, asked: dict[str, str]) -> Subset:
    question = read_question(dataset.snapshots.get().number, asked, ())
    subset = service.store_subset(dataset=dataset, question=question, actor=alice)
    run_everything_due()
    subset.refresh_from_db()
    return subset


def page(subset: Subset) -> str:
    return Client().get(f"/datasets/{subset.dataset.suffix}/subsets/{subset.identifier}/").content.decode()


def data(subset: Subset) -> int:
    return Client().get(f"/datasets/{subset.dataset.suffix}/subsets/{subset.identifier}/data.csv").status_code


def run_again(subset: Subset, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "AGAIN_AFTER", -abs(service.AGAIN_AFTER))
    service.run_again(subset=subset, actor=alice)
    run_everything_due()
    subset.refresh_from_db()


def test_no_part_gives_a_line_of_an_erased_file(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    west, east = stored(dataset, alice, WEST), stored(dataset, alice, EAST)
    assert (data(west), data(east), west.values) == (200, 200, 4)
    ordered(dataset, "west.csv")
    assert not SubsetContent.objects.exists()
    assert (data(west), data(east)) == (404, 404)
    assert "were erased by an order of law" in page(west)
    run_everything_due()
    for subset in (west, east):
        run_again(subset, alice, monkeypatch)
    assert (west.is_same, data(west)) == (False, 404)
    assert "were erased by an order of law since" in page(west)
    assert (east.is_same, data(east)) == (True, 200), "no line of it was of the erased file"


def test_a_part_that_is_asked_for_after_the_erasure_is_of_the_files_that_are_left(
    dataset: Dataset, alice: Person
) -> None:
    ordered(dataset, "west.csv")
    subset = stored(dataset, alice, {"begin": "2020"})
    assert (subset.state, subset.values, subset.files_read) == ("ready", 4, 1)
    assert subset.unread == [{"path": "west.csv", "code": "erased"}]
    assert "erased by an order of law" in page(subset)
    assert (
        "199" not in Client().get(f"/datasets/{dataset.suffix}/subsets/{subset.identifier}/data.csv").content.decode()
    )


@pytest.mark.parametrize(
    ("module", "step"),
    [(service, "_read"), (previews, "_made"), (stations, "_read")],
    ids=["part", "preview", "station"],
)
def test_what_was_read_of_a_file_while_it_was_erased_is_not_kept(
    publish: Publish, alice: Person, monkeypatch: pytest.MonkeyPatch, module: Any, step: str
) -> None:
    read: Callable[..., Any] = getattr(module, step)
    done: list[int] = []

    def meanwhile(place: Any) -> Any:
        found = read(place)
        dataset = Dataset.objects.get()
        if dataset.state == "published" and not done:
            done.append(ordered(dataset, "west.csv").pk)
        return found

    monkeypatch.setattr(module, step, meanwhile)
    dataset = publish(files=FILES)
    subset = stored(dataset, alice, WEST)
    run_everything_due()
    assert done
    assert not SubsetContent.objects.filter(subset__values__gt=0).exists()
    gone = dataset.data_files.get(erased_at__isnull=False)
    assert not hasattr(gone, "preview")
    assert not Station.objects.filter(file=gone).exists()
    assert not StationReading.objects.filter(file=gone).exists()
    assert subset.dataset_id == dataset.pk


def test_a_part_of_long_lines_is_refused_before_it_fills_the_memory(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_BYTES", 100)
    subset = stored(dataset, alice, WEST)
    assert (subset.state, subset.refusal) == ("refused", "too-many-values")
