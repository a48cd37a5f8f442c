"""QuakeML says where, when and how deep; StationXML says where the stations are; other XML is only named."""

from pathlib import Path

import pytest

from repository.inspection.reading import Reading, Unreadable
from repository.inspection.seismic import xml as seismic_xml
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of


def origin(longitude: object, latitude: object, when: str, depth: object = None, identifier: str = "o") -> str:
    deep = f"<depth><value>{depth}</value></depth>" if depth is not None else ""
    return (
        f'<origin publicID="{identifier}"><time><value>{when}</value></time><latitude><value>{latitude}</value>'
        f"</latitude><longitude><value>{longitude}</value></longitude>{deep}</origin>"
    )


def quakes(*events: str) -> str:
    inside = "".join(f"<event>{event}</event>" for event in events)
    return (
        '<q:quakeml xmlns:q="http://quakeml.org/xmlns/quakeml/1.2" xmlns="http://quakeml.org/xmlns/bed/1.2">'
        f"<eventParameters>{inside}</eventParameters></q:quakeml>"
    )


def stations(*inside: str) -> str:
    return f'<FDSNStationXML xmlns="http://www.fdsn.org/xml/station/1">{"".join(inside)}</FDSNStationXML>'


def station(code: str, longitude: object, latitude: object, sensor: str = "") -> str:
    described = f"<Sensor><Description>{sensor}</Description></Sensor>" if sensor else ""
    return (
        f'<Station code="{code}"><Latitude>{latitude}</Latitude><Longitude>{longitude}</Longitude>'
        f'<Channel code="HHZ" locationCode="00">{described}</Channel></Station>'
    )


def read(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "a.xml"
    path.write_text(text)
    reading = seismic_xml.read(path, name="a.xml")
    assert errors_in_record(reading) == []
    return reading


def test_earthquakes_say_where_when_and_how_deep(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        quakes(origin(179, -17, "2012-04-04T23:30:00-02:00", 10_000), origin(-179, -18, "2012-04-01T00:00:00Z", -500)),
    )
    assert reading.format == "QuakeML"
    assert box_of(reading) == (179, -18, -179, -17)
    assert fields_of(reading)["time/periods"] == [{"begin": "2012-04-01", "end": "2012-04-05"}]
    assert fields_of(reading)["vertical"] == [{"minimum": -500, "maximum": 10_000, "unit": "m", "positive": "down"}]


def test_the_preferred_origin_counts_and_no_other(tmp_path: Path) -> None:
    two = origin(1, 1, "2001-01-01", 5, "first") + origin(2, 2, "2002-02-02", 6, "second")
    preferred = read(tmp_path, quakes(f"<preferredOriginID>second</preferredOriginID>{two}"))
    assert box_of(preferred) == (2, 2, 2, 2)
    assert box_of(read(tmp_path, quakes(two))) == (1, 1, 1, 1)


def test_an_event_without_place_time_or_depth_takes_that_field_away(tmp_path: Path) -> None:
    good = origin(1, 1, "2001-01-01", 5)
    for event, missing in (
        ("", {"place/boxes", "time/periods", "vertical"}),
        (origin(1, 1, "2001-01-01"), {"vertical"}),
        (origin(1, 1, "soon", 5), {"time/periods"}),
        (origin(1, 95, "2001-01-01", 5), {"place/boxes"}),
        (origin("NaN", 5, "2001-01-01", 5), {"place/boxes"}),
    ):
        reading = read(tmp_path, quakes(good, event))
        assert {"place/boxes", "time/periods", "vertical"} - set(fields_of(reading)) == missing
        assert codes_of(reading) == (["seismic-without-position"] if "place/boxes" in missing else [])


def test_stations_say_where_they_are_and_what_they_measure_with(tmp_path: Path) -> None:
    network = f'<Network code="FR">{station("BRST", -4.5, 48.3, "Trillium 120")}{station("QUIF", -4.1, 47.9)}</Network>'
    reading = read(tmp_path, stations(network, f'<Network code="G">{station("ATD", 42.8, 11.5)}</Network>'))
    assert fields_of(reading) == {
        "place/boxes": [{"west": -4.5, "south": 11.5, "east": 42.8, "north": 48.3}],
        "platforms": [{"name": "FR.BRST"}, {"name": "FR.QUIF"}, {"name": "G.ATD"}],
        "instruments": [{"name": "Trillium 120"}],
        "topics": ["geoscientificInformation"],
    }
    assert reading.facts["channels"] == ["FR.BRST.00.HHZ", "FR.QUIF.00.HHZ", "G.ATD.00.HHZ"]


def test_a_station_without_position_takes_the_place_away(tmp_path: Path) -> None:
    reading = read(tmp_path, stations(f'<Network code="FR">{station("A", 1, 2)}{station("B", "", 2)}</Network>'))
    assert "place/boxes" not in fields_of(reading)
    assert codes_of(reading) == ["seismic-without-position"]
    assert "1 of 2" in reading.problems[0].english
    assert "1 sur 2" in reading.problems[0].french


@pytest.mark.parametrize("text", ["<html><p>1</p></html>", "<!DOCTYPE qgis><qgis/>", "<a>" * 1_000, "<a><b></a>"])
def test_other_xml_is_only_named_and_read_no_further(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, text)
    assert (reading.format, reading.proposals, reading.problems) == ("XML", (), ())


def test_many_events_are_forgotten_one_by_one(tmp_path: Path) -> None:
    reading = read(tmp_path, quakes(*[origin(i / 100, 0, "2001-01-01", i) for i in range(3_000)]))
    assert (reading.facts["events"], box_of(reading)) == (3_000, (0, 0, 29.99, 0))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (quakes(origin(1, 1, "2001-01-01"))[:-15], "xml-unreadable"),
        ('<!DOCTYPE quakeml [<!ENTITY a "x">]><quakeml>&a;</quakeml>', "xml-entities"),
        (quakes("<x>" * 3_000 + "</x>" * 3_000), "xml-deep"),
        ("", "xml-unreadable"),
    ],
)
def test_what_is_hostile_or_damaged_is_not_read(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, text)
    assert caught.value.problem.code == code
