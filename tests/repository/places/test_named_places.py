"""Named places: found in both languages, without accents, the best first; their boxes can be."""

from pathlib import Path

import pytest
from django.test import Client

from repository.maps.gazetteer import named_places
from repository.queries.places import place_named, search_places
from repository.record.extents import BoundingBox
from repository.vocabularies.words import folded


def first(text: str, language: str = "en") -> str:
    hits = search_places(text, language=language)
    return hits[0].place.key if hits else ""


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Mediterranean Sea", "mediterranean-sea"),
        ("mer mediterranee", "mediterranean-sea"),
        ("Méditerranée", "mediterranean-sea"),
        ("golfe du lion", "gulf-of-lion"),
        ("gulf of lions", "gulf-of-lion"),
        ("ocean indien", "indian-ocean"),
        ("bretagne", "brittany"),
        ("Spitzberg", "svalbard"),
        ("ile de la reunion", "reunion"),
        ("etats unis", "country-US"),
        ("united states of am", "country-US"),
        ("fidji", "country-FJ"),
    ],
)
def test_a_place_is_found_by_either_name(typed: str, key: str) -> None:
    assert first(typed) == key
    assert first(typed, "fr") == key


@pytest.mark.parametrize("apostrophe", ["'", "’", "`", "´", " "])
def test_a_name_with_an_apostrophe_is_found_however_it_is_typed(apostrophe: str) -> None:
    (hit, *_others) = search_places(f"mer d{apostrophe}azov", language="fr")
    assert hit.label == "Mer d’Azov"
    assert first(f"l{apostrophe}Est") == "east-africa"


def test_our_own_names_have_the_apostrophe_of_print() -> None:
    own = named_places(Path("absent.json"))
    assert [
        place.key for place in own if any("'" in name for name in (place.english, place.french, *place.others))
    ] == []


def test_the_label_is_in_the_language_of_the_page_and_the_name_that_was_found_beside_it() -> None:
    (hit, *_others) = search_places("bretagne", language="en")
    assert (hit.label, hit.matched) == ("Brittany", "Bretagne")
    (hit, *_others) = search_places("bretagne", language="fr")
    assert (hit.label, hit.matched) == ("Bretagne", "")


@pytest.mark.parametrize("typed", ["", "m", " ", "%_", "zzzz", "\x00", "x" * 5000])
def test_too_little_or_nothing_known_finds_nothing(typed: str) -> None:
    assert search_places(typed, language="en") == ()


def test_every_box_of_our_list_can_stand_in_a_record_and_every_name_is_said_in_both_languages() -> None:
    places = named_places(Path("absent.json"))
    assert len(places) > 200
    assert len({place.key for place in places}) == len(places)
    for place in places:
        assert place.english
        assert place.french
        for box in place.boxes:
            BoundingBox(west=box.west, south=box.south, east=box.east, north=box.north)


def test_what_crosses_the_antimeridian_is_written_so() -> None:
    for key in ("chukchi-sea", "bering-sea", "aleutian-islands", "country-FJ"):
        place = place_named(key)
        assert place is not None
        assert any(box.west > box.east for box in place.boxes), key


def test_no_two_places_of_our_list_have_the_same_name() -> None:
    places = named_places(Path("absent.json"))
    for names in ([folded(place.english) for place in places], [folded(place.french) for place in places]):
        assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]


@pytest.mark.django_db
def test_anybody_may_search_and_gets_a_page_options_or_json(client: Client) -> None:
    page = client.get("/places/search", {"q": "lion"})
    assert "Gulf of Lion" in page.content.decode()
    assert "max-age=300" in page["Cache-Control"]
    options = client.get("/places/search", {"q": "lion", "format": "options"}).content.decode()
    assert 'role="option"' in options
    assert 'data-value="gulf-of-lion"' in options
    assert "<html" not in options
    (found,) = client.get("/places/search", {"q": "gulf of lion", "format": "json"}).json()["places"]
    assert found["key"] == "gulf-of-lion"
    assert found["boxes"] == [{"west": 3.0, "south": 42.0, "east": 6.5, "north": 43.8}]
    assert client.post("/places/search").status_code == 405
    assert "No place called" in client.get("/places/search", {"q": "<b>zz"}).content.decode()
