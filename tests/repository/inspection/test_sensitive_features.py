"""Features of a GeoJSON are looked through for persons and for precise points of protected species."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.inspection.apart import inspect
from repository.inspection.reading import Problem
from repository.inspection.vector import features
from tests.services.components import shared_folder


def feature(*position: float, kind: str = "Point", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": list(position)}, "properties": properties}


def problems(tmp_path: Path, *made: Any) -> dict[str, Problem]:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(made)}), encoding="utf-8")
    return {each.code: each for each in features.read(path, name="a.geojson").problems}


def test_precise_points_of_a_protected_species_are_told(tmp_path: Path) -> None:
    bird = feature(5.2, 43.1, espece="Larus ridibundus")
    eagle = feature(5.21234, 43.12, espece="Aquila fasciata (Vieillot, 1822)")
    told = problems(tmp_path, bird, eagle, eagle)["protected-taxon-mapped"]
    assert told.place.english == "feature 2"
    assert "Aquila fasciata (Birds Directive" in told.french
    assert "5.21" not in told.english


@pytest.mark.parametrize(
    "made",
    [
        feature(5.2, 43.1, espece="Aquila fasciata"),
        feature(5.21234, 43.12, espece="Larus ridibundus"),
        feature(5.21234, 43.12, kind="Polygon", espece="Aquila fasciata"),
        feature(espece="Aquila fasciata"),
        {"type": "Feature", "geometry": None, "properties": {"espece": "Aquila fasciata"}},
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": None}, "properties": None},
        "no feature",
        None,
    ],
)
def test_blurred_points_areas_other_species_and_other_shapes_are_fine(tmp_path: Path, made: Any) -> None:
    assert problems(tmp_path, made) == {}


def test_persons_are_told_by_the_feature_and_never_by_their_name(tmp_path: Path) -> None:
    made = feature(
        5.2, 43.1, prenom="Clara", who="clara.marin@example.org", recordedBy="C. Marin", tel="04 68 88 73 73"
    )
    found = problems(tmp_path, feature(1, 2), made)
    assert {"personal-columns", "personal-observers", "feature-mail", "feature-phone"} <= set(found)
    assert found["feature-mail"].place.english == "feature 2, who"
    assert "clara" not in str(found).lower()
    assert "88 73" not in str(found)


def test_the_sample_and_a_broken_file_have_nothing_said(tmp_path: Path) -> None:
    sample = shared_folder("standards/files") / "vector" / "contrat-de-ville.geojson"
    assert [each.code for each in features.read(sample, name="a.geojson").problems] == []
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{"properties": {"a"', encoding="utf-8")
    assert features.read(path, name="a.geojson").problems == ()


VALUES = st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20), st.lists)


@given(st.dictionaries(st.text(max_size=10), VALUES, max_size=5), VALUES)
def test_any_properties_and_positions_are_looked_through(
    tmp_path_factory: pytest.TempPathFactory, properties: dict[str, Any], position: Any
) -> None:
    made = {"type": "Feature", "geometry": {"type": "Point", "coordinates": position}, "properties": properties}
    problems(tmp_path_factory.mktemp("any"), made)


def test_the_findings_come_with_the_reading_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    made = feature(5.21234, 43.12345, espece="Ursus arctos")
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [made]}), encoding="utf-8")
    reading = inspect(path, name="a.geojson", media_type="application/geo+json")
    assert reading.format.startswith("GeoJSON")
    assert "protected-taxon-mapped" in {each.code for each in reading.problems}
