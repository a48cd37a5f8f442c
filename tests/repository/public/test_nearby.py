"""Readers and programs see what else was measured there and then: of a dataset, and of a search."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from repository.catalogue.boxes import boxes_between
from repository.catalogue.findable import Findable
from repository.catalogue.kept import as_json
from repository.catalogue.spans import Span
from repository.models import CatalogueEntry, Dataset, Person
from tests.factories import make_draft
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn

STATION = {"boxes": [{"west": 4.5, "south": 42.9, "east": 4.5, "north": 42.9}]}
SPRING = {"periods": [{"begin": "2021-03", "end": "2021-05"}]}


@pytest.fixture
def station(publish: Publish) -> Dataset:
    """A dataset of one station in spring."""
    return publish(title={"en": "Here"}, place=STATION, time=SPRING)


def elsewhere(title: str, *sides: float, first: str = "2021-04-01", last: str = "2021-04-30", **rest: Any) -> None:
    """An entry of another repository."""
    spans = (Span(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()),) if first else ()
    told = {"titles": (("en", title),), "terms": (), "people": (), "abstracts": (), "identifiers": (), "facets": {}}
    found_by = Findable(**{**told, "boxes": boxes_between(*sides) if sides else (), "spans": spans, **rest})
    CatalogueEntry.objects.create(
        origin="argo", identifier=f"https://example.org/{title}", title=title, found_by=as_json(found_by)
    )


def told(address: str) -> dict[str, Any]:
    answer = Client().get(address)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def names(address: str) -> list[str]:
    return [item["title"] for item in told(address)["items"]]


def test_neighbours_stand_in_order_of_how_much_is_shared(station: Dataset) -> None:
    elsewhere("Whole Earth", -180, -90, 180, 90)
    elsewhere("Same station", 4.5, 42.9, 4.5, 42.9)
    elsewhere("Ten kilometres off", 4.6, 42.95, 4.6, 42.95)
    elsewhere("The whole gulf", 3, 42, 6, 44)
    elsewhere("Another year", 4.5, 42.9, 4.5, 42.9, first="2019-01-01", last="2019-02-01")
    elsewhere("Far away", 4.5, 43.9, 4.5, 43.9)
    elsewhere("No place")
    elsewhere("No period", 4.5, 42.9, 4.5, 42.9, first="")
    address = f"/datasets/{station.suffix}/nearby/?format=json"
    assert names(address) == ["Same station", "Ten kilometres off", "The whole gulf", "Whole Earth"]
    assert "Far away" in names(f"{address}&km=150")
    assert "Another year" in names(f"{address}&days=1000")
    first, second = told(address)["items"][:2]
    assert (first["distance_km"], first["days_in_common"]) == (0, 30)
    assert 9 < second["distance_km"] < 11


def test_what_was_not_measured_here_comes_first(publish: Publish) -> None:
    oxygen, wind = [{"name": "oxygen"}], [{"name": "wind"}]
    here = publish(title={"en": "Here"}, variables=oxygen)
    publish(title={"en": "Oxygen again"}, variables=oxygen)
    publish(title={"en": "Wind"}, variables=wind)
    items = told(f"/datasets/{here.suffix}/nearby/?format=json")["items"]
    assert [(item["title"], item["other_variables"]) for item in items] == [("Wind", ["wind"]), ("Oxygen again", [])]


def test_only_what_is_public_is_a_neighbour_and_an_embargo_hides_no_description(
    station: Dataset, publish: Publish, alice: Person, mona: Person
) -> None:
    make_draft(alice, title={"en": "Draft"}, place=STATION, time=SPRING)
    withdrawn(publish(title={"en": "Withdrawn"}, place=STATION, time=SPRING), mona)
    publish(title={"en": "Embargoed"}, place=STATION, time=SPRING, access="embargoed")
    assert names(f"/datasets/{station.suffix}/nearby/?format=json") == ["Embargoed"]
    page = Client().get(f"/datasets/{station.suffix}/nearby/").content.decode()
    assert "Embargoed until" in page
    assert "Withdrawn" not in page


def test_the_page_the_part_and_the_landing_page_lead_to_each_other(station: Dataset) -> None:
    elsewhere("Other station", 4.6, 42.95, 4.6, 42.95)
    address = f"/datasets/{station.suffix}/nearby/"
    landing = Client().get(f"/datasets/{station.suffix}/").content.decode()
    assert f'data-nearby="{address}?format=part"' in landing
    assert f'<a href="{address}">' in landing
    assert "Other station" not in landing
    for form in ("", "?format=part"):
        page = Client().get(address + form).content.decode()
        assert "Other station" in page
        assert "10 km away, 30 days in common" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "<html" not in Client().get(f"{address}?format=part").content.decode()


def test_an_answer_that_is_known_already_is_not_sent_again_and_is_new_once_the_catalogue_is(station: Dataset) -> None:
    address = f"/datasets/{station.suffix}/nearby/?format=part"
    first = Client().get(address)
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    elsewhere("New", 4.5, 42.9, 4.5, 42.9)
    assert "New" in Client().get(address, headers={"If-None-Match": first["ETag"]}).content.decode()


def test_a_dataset_without_neighbours_or_without_place_says_so(station: Dataset, publish: Publish) -> None:
    placeless = publish(place={"not_applicable": True})
    assert "No other dataset here" in Client().get(f"/datasets/{station.suffix}/nearby/").content.decode()
    assert "names no place" in Client().get(f"/datasets/{placeless.suffix}/nearby/").content.decode()
    assert "data-nearby" not in Client().get(f"/datasets/{placeless.suffix}/").content.decode()


def test_a_search_by_place_leads_to_what_was_measured_there_whatever_its_words(station: Dataset) -> None:
    elsewhere("Same days", 4.4, 42.8, 4.6, 43.0)
    asked = "?q=nothing+has+these&box=4.3,42.7,4.7,43.1&from=2021-04-01&to=2021-04-30"
    assert names(f"/search/nearby/{asked}&format=json") == ["Same days", "Here"]
    assert "Same days" in Client().get(f"/search/nearby/{asked}").content.decode()
    assert names("/search/nearby/?box=179,-1,-179,1&format=json") == []
    assert "/search/nearby/?q=nothing" in Client().get(f"/search/{asked}").content.decode()


@pytest.mark.parametrize("asked", ["", "?q=oxygen", "?box=a,b", "?km=nan&days=inf", "?box=,,,&format=json", "?page=9"])
def test_a_search_without_a_place_says_what_it_needs(db: None, asked: str) -> None:
    answer = Client().get(f"/search/nearby/{asked}")
    assert answer.status_code == 200
    assert "json" in asked or "Choose an area first" in answer.content.decode()


def test_reach_stays_within_bounds(station: Dataset) -> None:
    for asked, km, days in (("km=1e9&days=1e9", 500, 3660), ("km=-5&days=-5", 1, 0), ("km=nan&days=x", 25, 0)):
        answer = told(f"/datasets/{station.suffix}/nearby/?format=json&{asked}")
        assert (answer["km"], answer["days"]) == (km, days)


def test_an_outline_over_the_antimeridian_is_no_belt_around_the_earth(db: None) -> None:
    elsewhere("Fiji", 178, -19, -178, -16)
    elsewhere("Other side", 0, -19, 4, -16)
    asked = "/search/nearby/?format=json&polygon=170+-25,-170+-25,-170+-10,170+-10"
    assert names(asked) == ["Fiji"]
    assert told(asked)["boxes"] == [[170, -25, 180, -10], [-180, -25, -170, -10]]
