"""What a STAC client finds, valid by the JSON Schema of STAC 1.1.0 that pystac brings along."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from pystac.errors import STACValidationError
from pystac.stac_object import STACObjectType
from pystac.validation.stac_validator import JsonSchemaSTACValidator

from repository.crosswalks import stac
from repository.crosswalks.edition import Edition
from repository.record.extents import SpatialCoverage
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

VALIDATOR = JsonSchemaSTACValidator()


def item(record: Record | None = None, edition: Edition | None = None) -> dict[str, Any]:
    read = json.loads(stac.render(record or cast.full_record(), edition or cast.edition()))
    assert isinstance(read, dict)
    return read


def check(read: dict[str, Any]) -> None:
    VALIDATOR.validate_core(read, STACObjectType.ITEM, "1.1.0")


@pytest.mark.parametrize("case", CASES)
def test_an_item_is_valid_by_the_schema_of_stac(case: str) -> None:
    check(item(*CASES[case]))


@settings(PATIENT, max_examples=60)
@given(records(), editions())
def test_the_item_of_any_record_is_valid(record: Record, edition: Edition) -> None:
    read = item(record, edition)
    check(read)
    dois = [work["doi"] for work in read["properties"].get("sci:publications", ())]
    assert all(re.fullmatch(r"10\.[0-9a-zA-Z]{4,}/\S+", doi) for doi in dois), "as the extension has it"
    assert all(re.fullmatch("[a-f0-9]{68}", asset.get("file:checksum", "0" * 68)) for asset in read["assets"].values())


def test_the_schema_refuses_an_item_without_a_time() -> None:
    read = item()
    del read["properties"]["start_datetime"]
    with pytest.raises(STACValidationError):
        check(read)


def test_a_file_has_its_size_and_its_hash_as_a_multihash() -> None:
    asset = item()["assets"]["ctd.nc"]
    assert asset["file:checksum"] == "1220" + "0" * 64
    assert (asset["file:size"], asset["type"], asset["roles"]) == (5_000_000, "application/netcdf", ["data"])
    assert item()["assets"]["manual.pdf"]["roles"] == ["metadata"]


def test_only_files_that_everybody_may_have_are_assets() -> None:
    for edition in (cast.embargoed(), cast.withdrawn(), cast.unresolved()):
        assert item(edition=edition)["assets"] == {}


def test_of_very_many_files_the_first_are_assets_and_the_list_of_all() -> None:
    newest = cast.edition().layers[0]
    files = tuple(replace(newest.files[0], path=f"{number}.nc") for number in range(1_000))
    assets = item(edition=cast.edition(layers=(replace(newest, files=files),)))["assets"]
    assert len(assets) == stac.ASSETS_LISTED + 2
    assert assets["list of files"]["href"] == f"{cast.SITE}/datasets/42182/manifest"


def test_the_item_spans_all_periods_of_the_data() -> None:
    said = item()["properties"]
    assert said["datetime"] is None
    assert (said["start_datetime"], said["end_datetime"]) == ("2019-01-14T00:00:00Z", "2026-11-18T23:59:59Z")


@pytest.mark.parametrize(
    ("time", "moment"),
    [
        ({"not_applicable": True}, "2025-03-05T00:00:00Z"),
        ({"periods": [{"begin": {"age": 66, "unit": "Ma"}}]}, "2025-03-05T00:00:00Z"),
        ({"periods": [{"begin": "2019"}]}, "2019-01-01T00:00:00Z"),
    ],
)
def test_without_a_whole_period_there_is_one_moment(time: dict[str, Any], moment: str) -> None:
    said = item(cast.full_record(time=time))["properties"]
    assert said["datetime"] == moment
    assert "start_datetime" not in said


def test_without_a_place_there_is_no_geometry() -> None:
    read = item(cast.full_record(place={"not_applicable": True}))
    assert read["geometry"] is None
    assert "bbox" not in read


@pytest.mark.parametrize(
    ("boxes", "kind", "bounds"),
    [
        ([(166, -22, 166, -22)], "Point", [166, -22, 166, -22]),
        ([(1, 2, 3, 2), (5, 2, 5, 4)], "MultiLineString", [1, 2, 5, 4]),
        ([(1, 2, 3, 4)], "Polygon", [1, 2, 3, 4]),
        ([(170, -5, -170, 5)], "MultiPolygon", [170, -5, -170, 5]),
        ([(170, -5, 175, 5), (-175, 0, -170, 9)], "MultiPolygon", [170, -5, -170, 9]),
        ([(1, 2, 3, 2), (7, 8, 7, 8)], "MultiPoint", [1, 2, 7, 8]),
        ([(1, 2, 3, 4), (7, 8, 7, 8)], "Polygon", [1, 2, 7, 8]),
    ],
)
def test_a_place_is_one_geometry_and_one_box(boxes: list[tuple[int, ...]], kind: str, bounds: list[int]) -> None:
    sides = ("west", "south", "east", "north")
    place = {"boxes": [dict(zip(sides, box, strict=True)) for box in boxes]}
    assert SpatialCoverage.model_validate(place)
    read = item(cast.full_record(place=place))
    assert (read["geometry"]["type"], read["bbox"]) == (kind, bounds)


def test_an_outline_runs_counterclockwise_and_its_holes_clockwise() -> None:
    outline = [[0, 0], [0, 9], [9, 9], [0, 0]]
    hole = [[1, 2], [2, 3], [1, 3], [1, 2]]
    read = item(cast.full_record(place={"polygons": [{"exterior": outline, "holes": [hole]}]}))
    assert read["geometry"]["coordinates"] == [outline[::-1], hole[::-1]]


def test_a_test_doi_is_not_given_as_a_doi() -> None:
    said = item(cast.minimal_record(), cast.unresolved())["properties"]
    assert "sci:doi" not in said
    assert "does not resolve" in said["sci:citation"]
    assert item()["properties"]["sci:doi"] == "10.17882/42182"


def test_a_withdrawn_dataset_is_deprecated_and_says_why() -> None:
    said = item(edition=cast.withdrawn())["properties"]
    assert said["deprecated"] is True
    assert said["description"].startswith("Withdrawn on 2027-01-09.")


def test_works_about_the_data_are_publications_and_their_sources_are_links() -> None:
    read = item()
    assert read["properties"]["sci:publications"] == [{"doi": "10.1234/paper"}]
    links = {(link["rel"], link["href"]) for link in read["links"]}
    assert ("derived_from", "https://doi.org/10.17882/42182#76230") in links
    assert ("cite-as", "https://doi.org/10.17882/42182") in links
