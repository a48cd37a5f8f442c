"""Pages at their extremes: thousands of people, hundreds of files, long titles, no place at all."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from repository.models import Dataset
from repository.queries.landing import public_landing
from tests.repository.public.conftest import Publish


def people(count: int) -> list[dict[str, Any]]:
    """So many authors, each of one of forty institutes."""
    return [
        {"kind": "person", "family": f"Author{number:04d}", "affiliations": [{"name": f"Institute {number % 40}"}]}
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [200, pytest.param(2000, marks=pytest.mark.drill)])
def test_of_thousands_of_authors_twelve_are_shown_and_the_rest_is_folded(
    publish: Publish, reader: Client, count: int
) -> None:
    dataset = publish(creators=people(count))
    page = public_landing(dataset)
    assert len(page.people.shown) == 12
    assert len(page.people.folded) == count - 12
    assert len(page.people.affiliations) == 40
    answer = reader.get(f"/datasets/{dataset.suffix}/")
    assert f"and {count - 12:,} more authors" in answer.content.decode()
    assert f"Author{count - 1:04d}" in answer.content.decode()
    assert len(answer["Link"]) < 4200


def test_a_title_of_four_hundred_letters_is_shown_whole(publish: Publish, reader: Client) -> None:
    title = ("Oxygen under the ice of the Barents Sea " * 10)[:400].strip()
    page = reader.get(f"/datasets/{publish(title={'en': title}).suffix}/").content.decode()
    assert f'<h1 dir="auto">{title}</h1>' in page


def test_a_box_across_the_antimeridian_is_drawn_and_said_as_one(publish: Publish, reader: Client) -> None:
    box = {"west": 170, "south": -25, "east": -165, "north": 5}
    page = reader.get(f"/datasets/{publish(place={'boxes': [box]}).suffix}/").content.decode()
    assert page.count('class="extent"') == 1
    assert "25° S – 5° N, 170° E – 165° W" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_data_of_no_place_say_so_and_have_no_map(publish: Publish, reader: Client) -> None:
    page = reader.get(f"/datasets/{publish(place={'not_applicable': True}).suffix}/").content.decode()
    assert "These data belong to no place." in page
    assert 'class="map"' not in page


def test_files_come_a_hundred_at_a_time(publish: Publish, reader: Client) -> None:
    dataset = publish(files={f"f{number:03d}.csv": f"a\n{number}\n".encode() for number in range(103)})
    first = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert "f099.csv" in first
    assert "f100.csv" not in first
    assert 'href="?files=2#files"' in first
    second = reader.get(f"/datasets/{dataset.suffix}/?files=2").content.decode()
    assert "f102.csv" in second
    assert "f099.csv" not in second
    for silly in ("0", "-1", "999999999", "x", "1e9", "٣"):
        assert reader.get(f"/datasets/{dataset.suffix}/", {"files": silly}).status_code == 200


@pytest.mark.parametrize("path", ["", "layers/{fragment}/"])
def test_the_number_of_queries_does_not_grow_with_files_or_people(publish: Publish, path: str) -> None:
    small = publish()
    large = publish(creators=people(60), files={f"f{number}.csv": f"a\n{number}\n".encode() for number in range(40)})
    assert _queries(large, path) == _queries(small, path) <= 20


def _queries(dataset: Dataset, path: str) -> int:
    fragment = dataset.snapshots.values_list("number", flat=True)[0]
    with CaptureQueriesContext(connection) as caught:
        assert Client().get(f"/datasets/{dataset.suffix}/{path.format(fragment=fragment)}").status_code == 200
    return len(caught)
