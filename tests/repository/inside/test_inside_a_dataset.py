"""The page inside a dataset: its stations by place, time, depth, variable, name, file and layer."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from config.demo import files
from repository.models import CatalogueEntry, Dataset, Person, RecordVersion
from repository.views import inside, public
from repository.views.landing_pages import Shelf
from tests.catalogue import found
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again

CAST = {"profiles/ctd.nc": files.netcdf_profiles(), "bottles.csv": files.csv_bottles()}
PACIFIC = b"""station,lat,lon,date,depth_m,nitrate
P1,-21.5,179.9,2019-02-01,10,1
P1,-21.5,179.9,2019-02-01,200,2
P2,-21.5,-179.9,2019-03-05,10,3
=P3,10.0,0.5,1995-01-01,4000,
"""
NITRATE = [{"name": "nitrate", "label": {"en": "Nitrate dissolved"}}]


@pytest.fixture(autouse=True)
def _empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "SHELF", Shelf())


def asked(dataset: Dataset, reader: Client, query: str = "") -> str:
    """The page as text, with plain spaces."""
    answer = reader.get(f"/datasets/{dataset.suffix}/inside/{query}")
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def told(dataset: Dataset, reader: Client, query: str = "") -> dict[str, Any]:
    """The same as JSON."""
    answer = reader.get(f"/datasets/{dataset.suffix}/inside/?format=json&{query}")
    assert answer.status_code == 200
    values: dict[str, Any] = answer.json()
    return values


def names(dataset: Dataset, reader: Client, query: str = "") -> list[str]:
    """The names of the stations that answer."""
    return [each["name"] for each in told(dataset, reader, query)["stations"]]


def streamed(dataset: Dataset, reader: Client, query: str) -> str:
    """An answer that comes in pieces."""
    return b"".join(reader.get(f"/datasets/{dataset.suffix}/inside/{query}")).decode()


def test_the_page_lists_every_station_with_its_file_and_programs_walk_them_by_addresses_that_stay(
    publish: Publish, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = publish(files=CAST)
    landing = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert f'<a href="/datasets/{dataset.suffix}/inside/">16 stations in 2 files: look inside</a>' in landing
    page = asked(dataset, reader)
    assert page.count("<tr><td><b") == 16
    assert page.count('class="stn"') == 8
    assert '<b dir="auto">GL01</b> <span class="tiny muted">cast</span>' in page
    assert "42.42° N, 3.51° E" in page
    assert "2 – 100 m" in page
    assert f'href="/datasets/{dataset.suffix}/files/' in page
    monkeypatch.setattr(inside, "JSON_PAGE", 3)
    address, seen = f"/datasets/{dataset.suffix}/inside/?format=json&from=2026", []
    for _ in range(6):
        answer = reader.get(address).json()
        assert answer["total"] == 16
        seen += [each["id"] for each in answer["stations"]]
        address = answer["next"]
    assert not address
    assert len(set(seen)) == 16


def test_stations_are_found_by_place_period_depth_variable_and_name_and_taken_away(
    publish: Publish, reader: Client
) -> None:
    dataset = publish(files={"pacific.csv": PACIFIC}, variables=NITRATE)
    for query, expected in {
        "box=179,-30,-179,0": ["P1", "P2"],
        "west=179&south=-30&east=180&north=0": ["P1"],
        "box=-180,-30,-179,0": ["P2"],
        "box=20,20,30,30": [],
        "from=2019&to=2019-02": ["P1"],
        "to=1999": ["=P3"],
        "from=-5000&to=-4000": [],
        "top=150&bottom=300": ["P1"],
        "top=4000": ["=P3"],
        "variable=nitrate": ["P1", "P2"],
        "variable=Nitrate+dissolved": ["P1", "P2"],
        "name=p2": ["P2"],
        "name=%25": [],
        "file=1": [],
    }.items():
        assert names(dataset, reader, query) == expected, query
    assert told(dataset, reader, "box=1,2,3&after=x&layer=x")["ignored"] == ["box", "layer", "after"]
    assert "No station answers these filters." in asked(dataset, reader, "?name=nowhere")
    french = reader.get(
        f"/datasets/{dataset.suffix}/inside/?box=179.5,-30,-179,0&top=1.5", headers={"Accept-Language": "fr"}
    )
    assert 'value="179.5"' in french.content.decode()
    assert 'value="1.5"' in french.content.decode()
    rows = list(csv.DictReader(io.StringIO(streamed(dataset, reader, "?format=csv"))))
    assert [(row["name"], row["depth_bottom_m"], row["observations"]) for row in rows] == [
        ("P1", "200.0", "2"),
        ("P2", "10.0", "1"),
        ("'=P3", "4000.0", "0"),
    ]
    assert rows[0]["url"].startswith("http")
    (feature,) = json.loads(streamed(dataset, reader, "?format=geojson&name=P1"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [179.9, -21.5]}
    assert feature["properties"]["variables"] == ["nitrate"]


def test_a_later_layer_keeps_the_stations_of_unchanged_files_and_says_since_when(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = publish(files={"notes.csv": b"who,what\nClara,pumps\n", "pacific.csv": PACIFIC})
    (first,) = dataset.snapshots.values_list("number", flat=True)
    more = b"station,lat,lon\nA1,42.5,3.5\n"
    published_again(dataset, alice, mona, files={"more.csv": more})
    assert names(dataset, reader) == ["P1", "P2", "=P3", "A1"]
    assert names(dataset, reader, f"layer={first}") == ["P1", "P2", "=P3"]
    layers = [each["layer"] for each in told(dataset, reader)["stations"]]
    assert layers[:3] == [first] * 3
    assert layers[3] > first
    assert f"since layer {first}" in asked(dataset, reader)
    page = reader.get(f"/datasets/{dataset.suffix}/layers/{first}/").content.decode()
    assert f'/inside/?layer={first}">3 stations in one file: look inside</a>' in page


def test_files_that_tell_of_no_station_have_no_link_and_an_honest_page(publish: Publish, reader: Client) -> None:
    dataset = publish(files={"notes.csv": b"who,what\nClara,pumps\n"})
    assert "look inside" not in reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert "No station was found in its files." in asked(dataset, reader)
    assert told(dataset, reader)["stations"] == []


def test_a_search_by_place_or_time_leads_to_the_stations_that_answer_the_same(publish: Publish, reader: Client) -> None:
    dataset = publish(
        files={"pacific.csv": PACIFIC}, place={"boxes": [{"west": 179, "south": -30, "east": -179, "north": 0}]}
    )
    (hit,) = found(box="179,-30,-179,0", since="2019").hits
    assert hit.inside is not None
    assert hit.inside.words == "2 stations answer"
    assert hit.inside.url == f"/datasets/{dataset.suffix}/inside/?box=179%2C-30%2C-179%2C0&from=2019"
    page = reader.get("/search/?box=179,-30,-179,0&from=2019").content.decode()
    assert ">2 stations answer</a>" in page
    assert found(q="oxygen").hits[0].inside is None
    RecordVersion.objects.update(access="restricted")
    CatalogueEntry.objects.update(access="restricted")
    assert found(box="179,-30,-179,0").hits[0].inside is None
