"""The form of a process: prefilled, priced, counted, refused beside the control, started once."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compute.models import Job
from compute.panels import compute_with
from compute.services import asking
from compute.services.looking import look
from repository.accounts.rate import Window
from repository.models import Dataset, Person, Station, StationKind
from tests.compute.divand.jobs import stations
from tests.compute.people import published, site
from tests.factories import make_draft, make_person
from tests.repository.api.program import program

__all__ = ["site"]
pytestmark = pytest.mark.django_db
FORM = "/compute/divand/"
AJAX = {"X-Requested-With": "fetch"}


def csv() -> bytes:
    """Forty observations of salinity, longitude 0 to 8, latitude 40 to 46, in 2000 and 2001."""
    lines = [",".join([*map(str, row), f"S{number}"]) for number, row in enumerate(stations(40))]
    return "\n".join(["longitude,latitude,depth [m],time,sea_water_salinity [1e-3],station", *lines, ""]).encode()


@pytest.fixture
def alice() -> Person:
    return make_person("alice")


@pytest.fixture
def sea(alice: Person, site: Path) -> Dataset:
    dataset = make_draft(alice, files={"casts/stations.csv": csv(), "notes.txt": b"nothing to see\n"})
    published(dataset)
    file = dataset.draft_files.get(path="casts/stations.csv").file
    day = date(2000, 1, 15).toordinal()
    Station.objects.create(dataset=dataset, file=file, number=1, kind=StationKind.PROFILE, first_day=day, last_day=day)
    return dataset


def asked(dataset: Dataset, **more: Any) -> dict[str, Any]:
    """A request as the form sends it."""
    sides = dict(zip(("west", "south", "east", "north"), more.pop("box", (0, 40, 8, 46)), strict=True))
    said = {f"in-bbox-0-{side}": str(one) for side, one in sides.items()}
    said |= {"in-variable": "sea_water_salinity", "in-years-0": "2000", "in-years-1": "2001", "in-step_lon": "1"}
    return said | {"in-observations": f"layer:{dataset.suffix}:casts/stations.csv", **more}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_processes_are_told_to_everybody_and_forms_to_who_is_signed_in(alice: Person, site: Path) -> None:
    assert "DIVAnd" in Client().get("/compute/").text
    assert Client().get(FORM).status_code == 302
    page = signed_in(alice).get(FORM)
    assert page.status_code == 200
    assert "No file suits" in page.text
    assert signed_in(alice).get("/compute/nothing/").status_code == 404


def test_files_with_stations_are_chosen_and_what_it_costs_is_told(alice: Person, sea: Dataset) -> None:
    client = signed_in(alice)
    page = client.get(FORM, {"dataset": sea.suffix}).text
    assert f'value="layer:{sea.suffix}:casts/stations.csv" checked' in page
    assert f'value="layer:{sea.suffix}:notes.txt">' in page
    told = client.post(FORM, asked(sea, do="cost"), headers=AJAX).text
    assert "core-hours" in told
    assert "<html" not in told
    assert "40 of 40 observations" in client.post(FORM, asked(sea, do="count"), headers=AJAX).text
    assert "40 of 40 observations" in client.post(FORM, asked(sea, do="count")).text, "without script too"


def test_an_empty_area_says_what_is_near_before_anything_is_queued(alice: Person, sea: Dataset) -> None:
    answer = signed_in(alice).post(FORM, asked(sea, do="start", box=(10, 40, 12, 46)))
    assert answer.status_code == 200
    assert "None of the 40 observations" in answer.text
    assert "40 lie outside the area; the nearest" in answer.text
    assert not Job.objects.exists()
    assert "no observation of this variable" in signed_in(alice).post(
        FORM, asked(sea, do="start", **{"in-variable": "oxygen"})
    ).text  # fmt: skip


@pytest.mark.parametrize(
    ("said", "near", "words"),
    [
        ({"in-step_lon": "fast"}, "in-step_lon", "A number is needed."),
        ({"in-step_lon": "99"}, "in-step_lon", "At most 30."),
        ({"in-bbox-0-north": "95"}, "in-bbox", "latitudes from -90 to 90"),
        ({"in-years-1": ""}, "in-years", "Give at least 2 values."),
        ({"in-depths": "10, 5"}, "in-depths", "Depths increase"),
        ({"in-observations": "draft:8c5b7e0e-0000-4000-8000-000000000000:x"}, "in-observations", "no such file"),
    ],
)
def test_what_is_refused_stands_beside_its_control_and_all_is_kept(
    alice: Person, sea: Dataset, said: dict[str, str], near: str, words: str
) -> None:
    answer = signed_in(alice).post(FORM, asked(sea, do="start", **{"in-epsilon2": "0.125", **said}))
    assert answer.status_code == 422
    assert words in answer.text.partition(f'id="{near}-error"')[2][:600]
    assert 'value="0.125"' in answer.text
    assert not Job.objects.exists()


def test_started_twice_is_one_job(alice: Person, sea: Dataset) -> None:
    client = signed_in(alice)
    first, second = (client.post(FORM, asked(sea, do="start"))["Location"] for _ in range(2))
    assert first == second == f"/compute/jobs/{Job.objects.get().pk}/"
    again = client.get(FORM, {"job": str(Job.objects.get().pk), "dataset": sea.suffix}).text
    assert f'value="layer:{sea.suffix}:casts/stations.csv" checked' in again
    assert 'value="sea_water_salinity"' in again
    stranger = signed_in(make_person("bob"))
    assert stranger.get(FORM, {"job": str(Job.objects.get().pk)}).status_code == 404
    assert [stranger.get(FORM, {"job": each}).status_code for each in ("x", "\x00")] == [404, 404]


def test_who_asks_for_prices_without_end_waits_by_every_door(
    alice: Person, sea: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "WINDOW", Window())
    monkeypatch.setattr(asking, "MOST", 2)
    form, own, other = signed_in(alice), program(alice), program(make_person("bob"))
    price = "/api/v1/compute/processes/echo/price/"
    assert [own.post(price, {"inputs": {}}).status_code for _each in range(3)] == [200, 200, 429]
    refused = form.post(FORM, asked(sea, do="cost"), headers=AJAX).text
    assert "You ask for prices very often" in refused
    assert "What it costs" not in refused
    assert 1 <= int(program(alice).post(price, {"inputs": {}})["Retry-After"]) <= 60
    assert other.post(price, {"inputs": {}}).status_code == 200


def test_a_file_of_others_is_not_looked_into(alice: Person, sea: Dataset) -> None:
    Dataset.objects.filter(pk=sea.pk).update(access="restricted")
    answer = signed_in(make_person("bob")).post(FORM, asked(sea, do="count"))
    assert (answer.status_code, "observations of this variable" in answer.text) == (422, False)


def test_what_was_counted_once_is_not_read_again(alice: Person, sea: Dataset, settings: Any) -> None:
    given = {
        "observations": [{"dataset": sea.suffix, "path": "casts/stations.csv"}],
        "variable": "sea_water_salinity",
        "bbox": {"bbox": [0, 40, 8, 43]},
        "years": [2000, 2001],
    }
    first = look(process_id="divand", given=given, actor=alice)
    assert first is not None
    assert 0 < first.chosen < first.all == 40
    settings.PACKAGE_FILES = "no.such.module"
    sea.draft_files.get(path="casts/stations.csv").file.draft_path = ""
    assert look(process_id="divand", given=given, actor=alice) == first


def test_a_dataset_leads_to_the_form_where_its_files_have_stations(alice: Person, sea: Dataset, rf: Any) -> None:
    assert f"{FORM}?dataset={sea.suffix}" in (compute_with(rf.get("/"), sea) or "")
    assert "DIVAnd" in Client().get("/compute/", {"dataset": sea.suffix}).text
    Station.objects.update(first_day=None)
    assert compute_with(rf.get("/"), sea) is None, "no observation has a time"
    Station.objects.update(first_day=1, kind=StationKind.AREA)
    assert compute_with(rf.get("/"), sea) is None
    assert "No process suits" in Client().get("/compute/", {"dataset": sea.suffix}).text
    assert Client().get("/compute/", {"dataset": "nothing"}).status_code == 404
