"""Typed fields of step 4: degrees as people write them, depth, reference systems, resolution."""

from typing import Any

import pytest

from repository.forms.codecs import read_degrees
from repository.forms.notes import Notes, Place
from repository.forms.shown import Control
from repository.forms.steps.place_systems import SYSTEMS, SystemCode, read_code
from repository.maps import systems
from repository.maps.systems import KnownSystems
from repository.record.assess import Circumstances, assess
from tests.factories import DOCUMENT
from tests.repository.deposits.forms import draw, saved, sent

WHOLE = {"west": "3", "south": "42", "east": "5", "north": "44"}


def typed_box(**sides: str) -> dict[str, Any]:
    """The place after one box was typed."""
    names = {f"place__boxes__0__{side}": text for side, text in (WHOLE | sides).items()}
    return saved(DOCUMENT, sent(DOCUMENT, **names))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("43°12.5'N", 43.2083333),
        ("43° 12,5’ N", 43.2083333),
        ("43 12.5 N", 43.2083333),
        ("43 12 30 N", 43.2083333),
        ("N 43°12'30\"", 43.2083333),
        ("S43.2", -43.2),
        ("43,2° S", -43.2),
        ("5,1 O", -5.1),
        ("5°06' ouest", "5°06' ouest"),
        ("N 43 N", "N 43 N"),
        ("43.5 30 N", "43.5 30 N"),
        ("43 12", "43 12"),
        ("4312N", "4312N"),
    ],
)
def test_degrees_are_read_as_people_write_them(typed: str, value: Any) -> None:
    assert read_degrees(typed) == value


def test_a_french_comma_makes_a_record() -> None:
    record = assess(typed_box(north="43,2")).record
    assert record is not None
    assert record.place.boxes[0].north == 43.2


@pytest.mark.parametrize(
    ("sides", "code"),
    [
        ({"north": "143.2"}, "latitude-range"),
        ({"west": "190"}, "longitude-range"),
        ({"south": "45"}, "box-upside-down"),
        ({"south": "42° E"}, "not-number"),
        ({"west": "3° N"}, "not-number"),
    ],
)
def test_exchanged_and_impossible_sides_are_said_at_the_box(sides: dict[str, str], code: str) -> None:
    found = [each for each in assess(typed_box(**sides)).blocking if each.path[:3] == ("place", "boxes", 0)]
    assert [each.code for each in found] == [code]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2154", 2154),
        ("EPSG:2154", 2154),
        ("epsg 2154", "epsg 2154"),
        ("urn:ogc:def:crs:EPSG::2154", 2154),
        ("urn:ogc:def:crs:EPSG:9.9.1:2154", 2154),
        ("http://www.opengis.net/def/crs/EPSG/0/2154", 2154),
        ("wgs 84", 4326),
        ("Lambert", "Lambert"),
        ("99999999999", "99999999999"),
    ],
)
def test_an_epsg_number_is_read_from_what_people_paste(typed: str, code: Any) -> None:
    assert read_code(typed) == code


def test_a_system_is_chosen_or_typed_and_what_is_typed_counts() -> None:
    chosen = {**DOCUMENT, "reference_systems": [{"epsg": 2154}]}
    assert saved(chosen, sent(chosen))["reference_systems"] == [{"epsg": 2154}]
    other = sent(chosen, reference_systems__0__epsg_typed="EPSG:32733")
    assert saved(chosen, other)["reference_systems"] == [{"epsg": 32733}]
    unlisted = saved(chosen, other)
    assert saved(unlisted, sent(unlisted))["reference_systems"] == [{"epsg": 32733}], "shown in the line, and kept"


def test_a_number_that_is_none_is_kept_as_typed_and_said() -> None:
    chosen = {**DOCUMENT, "reference_systems": [{"epsg": 4326}]}
    wrong = saved(chosen, sent(chosen, reference_systems__0__epsg_typed="Lambert"))
    assert wrong["reference_systems"] == [{"epsg": "Lambert"}]
    assert [each.path for each in assess(wrong).blocking] == [("reference_systems", 0, "epsg")]


def test_the_name_of_a_typed_number_stands_beside_it_and_a_number_of_none_is_said() -> None:
    def shown(number: int) -> tuple[str, list[str]]:
        found = assess({**DOCUMENT, "reference_systems": [{"epsg": number}]}, Circumstances(systems=KnownSystems()))
        assert found.record is not None, "a register may be older than the number"
        place = Place("epsg", ("reference_systems", 0, "epsg"), Notes(found.findings, "en"))
        _chosen, typed = SystemCode("epsg").show(number, place).parts
        assert isinstance(typed, Control)
        return str(typed.help), [note.sentence for note in typed.said]

    assert shown(32733) == ("EPSG:32733 is WGS 84 / UTM zone 33S.", [])
    assert shown(4326) == ("", [])
    name, (sentence,) = shown(7030)
    assert name == ""
    assert sentence.startswith("No coordinate reference system is known by the EPSG number 7030.")


def test_a_system_is_told_by_its_name() -> None:
    assert SystemCode("epsg").tell(32733) == ["WGS 84 / UTM zone 33S (EPSG:32733)"]
    assert SystemCode("epsg").tell(2154) == ["RGF93 / Lambert-93 (EPSG:2154)"]
    assert SystemCode("epsg").tell(7030) == ["EPSG:7030"]


def test_every_listed_system_is_one_of_the_register() -> None:
    assert [code for code in SYSTEMS if code not in KnownSystems()] == []


def test_without_a_register_no_number_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "register", lambda: None)
    monkeypatch.setattr(systems, "system_name", systems.system_name.__wrapped__)
    assert 7030 in KnownSystems()
    assert systems.system_name(32733) is None


def test_what_no_control_shows_of_a_system_stays() -> None:
    document = {**DOCUMENT, "reference_systems": [{"uri": "http://example.org/crs", "name": "Local grid"}]}
    assert saved(document, sent(document))["reference_systems"] == document["reference_systems"]


def test_every_listed_system_makes_a_record() -> None:
    document = {**DOCUMENT, "reference_systems": [{"epsg": code} for code in SYSTEMS]}
    assert assess(document).record is not None


def test_resolution_and_depth_are_typed_and_told() -> None:
    document = {
        **DOCUMENT,
        "spatial_resolution": [{"distance": 1, "unit": "m"}],
        "vertical": [{"minimum": 0, "maximum": 1, "positive": "up"}],
    }
    typed = {
        "spatial_resolution__0__distance": "0,25", "spatial_resolution__0__unit": "degree",
        "vertical__0__maximum": "2500", "vertical__0__positive": "down", "vertical__0__datum": "mean sea level",
    }  # fmt: skip
    after = saved(document, sent(document, **typed))
    record = assess(after).record
    assert record is not None
    assert (record.spatial_resolution[0].distance, record.spatial_resolution[0].unit) == (0.25, "degree")
    assert (record.vertical[0].maximum, record.vertical[0].positive) == (2500, "down")
    sections = {section.field: section for section in draw(after)}
    assert sections["reference_systems"].is_folded
    assert not sections["spatial_resolution"].is_folded
