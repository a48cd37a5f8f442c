"""Countries of the front-end build: boxes of land near each other, right over the antimeridian and around the pole."""

import json

import pytest

from repository.maps.gazetteer import Named, named_places
from repository.record.extents import BoundingBox
from tests.services.components import ROOT, missing

BUILT = ROOT / "build" / "land" / "countries.json"


@pytest.fixture(scope="module")
def countries() -> dict[str, Named]:
    """Letters of ISO 3166-1 -> country, as the build made them."""
    if not BUILT.exists():
        missing("the countries of the front-end build", "make test builds them")
    found = [place for place in named_places(BUILT) if place.is_country]
    return {place.key.removeprefix("country-"): place for place in found}


def widths(place: Named) -> list[float]:
    return [BoundingBox(west=w, south=s, east=e, north=n).width for w, s, e, n in place.boxes]


def test_every_country_is_named_in_both_languages_and_its_boxes_can_stand_in_a_record(
    countries: dict[str, Named],
) -> None:
    assert len(countries) > 190
    assert len(countries) == len({place.english for place in countries.values()})
    for place in countries.values():
        assert place.english
        assert place.french
        assert widths(place)


@pytest.mark.parametrize(("letters", "widest"), [("FJ", 10), ("RU", 165), ("NZ", 15), ("US", 60), ("KI", 10)])
def test_lands_on_both_sides_of_the_antimeridian_are_no_box_around_the_globe(
    letters: str, widest: float, countries: dict[str, Named]
) -> None:
    assert max(widths(countries[letters])) <= widest


@pytest.mark.parametrize("letters", ["FJ", "RU", "US"])
def test_a_box_over_the_antimeridian_has_its_west_greater_than_its_east(
    letters: str, countries: dict[str, Named]
) -> None:
    assert any(box.west > box.east for box in countries[letters].boxes)


def test_lands_overseas_have_boxes_of_their_own(countries: dict[str, Named]) -> None:
    france = countries["FR"].boxes
    assert len(france) >= 4
    assert any(box.west < 2.35 < box.east and box.south < 48.85 < box.north for box in france), "Paris"
    assert any(box.west < 55.5 < box.east and box.south < -21.1 < box.north for box in france), "Réunion"
    assert not any(box.west < 20 < box.east and box.south < 10 < box.north for box in france), "nothing in Africa"


def test_the_land_around_the_pole_reaches_it(countries: dict[str, Named]) -> None:
    (box,) = countries["AQ"].boxes
    assert (box.west, box.south, box.east) == (-180, -90, 180)


def test_the_shapes_lie_where_browsers_ask_for_them() -> None:
    served = ROOT / "build" / "static" / "land"
    if not served.is_dir():
        missing("the shapes of the front-end build", "make test builds them")
    for name in ("land-110m.json", "land-50m.json", "land-110m.json.br", "land-110m.json.gz"):
        assert (served / name).stat().st_size > 0, name
    assert json.loads((served / "10m" / "0_40.json").read_text())["rings"]
    assert not (served / "countries.json").exists()
