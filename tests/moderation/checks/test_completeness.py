"""What data of a kind need is asked for by their type, the way they came to be, and their formats; else not."""

from typing import Any

import pytest

from tests.moderation.checks.made import codes, file, found

IN_SITU: dict[str, Any] = {"acquisition": ["in-situ"]}
SATELLITE: dict[str, Any] = {"acquisition": ["remote-sensing"]}
SIMULATION: dict[str, Any] = {"acquisition": ["simulation"]}
ARTICLE = {"identifier": "10.5194/essd-1", "identifier_type": "DOI", "relation": "IsDocumentedBy"}
SOURCE = {"identifier": "10.5072/42", "identifier_type": "DOI", "relation": "IsDerivedFrom"}
MODEL = {"resource_type": {"general": "Model", "text": "Tomographic model"}}
DEPTH = [{"minimum": 0, "maximum": 660_000, "unit": "m", "positive": "down"}]


@pytest.mark.parametrize(
    ("code", "lacking", "having"),
    [
        ("acquisition-expected", {}, IN_SITU),
        ("variables-expected", {}, {"variables": [{"name": "TEMP", "unit": "degC"}]}),
        ("instrument-expected", IN_SITU, {"instruments": [{"name": "SBE 9plus"}]}),
        ("platform-expected", IN_SITU, {"campaigns": [{"name": "MOOSE-GE 2019"}]}),
        ("processing-level-expected", SATELLITE, {"processing_level": "L2"}),
        ("resolution-expected", SATELLITE, {"spatial_resolution": [{"distance": 7000, "unit": "m"}]}),
        ("time-step-expected", SIMULATION, {"temporal_resolution": {"duration": "P1D"}}),
        ("vertical-expected", {**IN_SITU, "topics": ["oceans"]}, {"vertical": DEPTH}),
        ("method-expected", SIMULATION, {"related": [ARTICLE]}),
        ("method-expected", SIMULATION, {"lineage": {"en": "Computed by NEMO. " * 20}}),
        ("sources-expected", {"acquisition": ["compilation"]}, {"related": [SOURCE]}),
        ("model-article-expected", MODEL, {"related": [ARTICLE]}),
        ("model-vertical-expected", MODEL, {"vertical": DEPTH}),
        (
            "parts-expected",
            {"resource_type": {"general": "Collection"}},
            {"related": [{**SOURCE, "relation": "HasPart"}]},
        ),
    ],
)
def test_what_is_missing_is_asked_for_until_it_is_there(code: str, lacking: Any, having: Any) -> None:
    assert code in codes(**lacking)
    assert code not in codes(**{**lacking, **having})


@pytest.mark.parametrize("kind", ["Software", "Text", "Image", "Workflow"])
def test_other_kinds_of_resources_need_nothing_of_measurements(kind: str) -> None:
    said = codes(resource_type={"general": kind})
    assert not said & {"acquisition-expected", "variables-expected", "instrument-expected", "parts-expected"}


def test_a_finding_stands_at_the_field_that_would_hold_it() -> None:
    paths = {each.code: each.pointer for each in found(**SATELLITE)}
    assert paths["instrument-expected"] == "instruments"
    assert paths["resolution-expected"] == "spatial_resolution"


def test_files_that_do_not_explain_themselves_come_with_a_text_that_does() -> None:
    table = file("data/a.csv", form="CSV")
    assert "readme-expected" in codes(table)
    for name in ("README.md", "docs/lisez-moi.txt", "data_dictionary.csv", "readme"):
        assert "readme-expected" not in codes(table, file(name))
    assert "readme-expected" not in codes(file("a.nc", form="NetCDF-4, CF-1.8"))
    assert "readme-expected" in codes(file("a.nc", form="NetCDF-4, CF-1.8"), table)
    protocol = [{"path": "p.pdf", "kind": "protocol"}]
    assert "readme-expected" not in codes(table, file("p.pdf", form="PDF"), documents=protocol)


def test_waveforms_come_with_the_response_of_their_instruments() -> None:
    wave = file("ANMO.mseed", form="MiniSEED")
    assert "station-metadata-expected" in codes(wave)
    assert "station-metadata-expected" not in codes(wave, file("net.xml", form="StationXML 1.1"))
    assert "station-metadata-expected" not in codes(wave, file("net.dataless"))


def test_measured_columns_are_held_against_the_variables_of_the_description() -> None:
    table = file("a.csv", form="CSV", variables=[{"name": "temp_c"}, {"name": "Salinity"}, {"name": "lat"}])
    said: dict[str, Any] = {"variables": [{"name": "TEMP C", "unit": "degC"}]}
    (told,) = (each for each in found(table, **said) if each.code == "variables-undescribed")
    assert told.english.endswith("does not name: Salinity.")
    assert "variables-undescribed" not in codes(table)
    both: dict[str, Any] = {
        "variables": [{"name": "T", "label": {"en": "temp-C"}}, {"name": "S", "standard_name": "salinity"}]
    }
    assert "variables-undescribed" not in codes(table, **both)


@pytest.mark.parametrize("proposed", [None, "TEMP", {"name": "TEMP"}, [], ["TEMP"], [{}], [{"name": None}]])
def test_a_reading_of_another_shape_is_left_alone(proposed: Any) -> None:
    table = file("a.csv", form="CSV", variables=proposed)
    assert "variables-undescribed" not in codes(table, variables=[{"name": "TEMP", "unit": "degC"}])
