"""What a catalogue client finds in a record of CSW."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from repository.crosswalks import csw_record
from repository.crosswalks.edition import Edition
from repository.crosswalks.readers.choice import read as read_again
from repository.crosswalks.schemas import faults
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES
from tests.repository.crosswalks.xml import elements, read, texts
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records


@pytest.fixture(scope="module")
def folder() -> Path:
    return cast.schemas_folder()


@pytest.mark.parametrize("case", ["full", "minimal", "embargoed", "withdrawn"])
def test_it_is_valid_by_the_schema_of_csw_3(folder: Path, case: str) -> None:
    assert list(csw_record.CHECK(csw_record.render(*CASES[case]), folder)) == []


@settings(PATIENT, max_examples=25)
@given(records(), editions())
def test_any_record_gives_one_that_its_schema_accepts(record: Record, edition: Edition) -> None:
    found = faults(
        read(csw_record.render(record, edition)), folder=cast.schemas_folder(), schema=csw_record.CHECK.schema
    )
    assert not found


def test_its_first_identifier_is_the_doi() -> None:
    body = csw_record.render(cast.full_record(), cast.edition())
    assert texts(body, "identifier")[:2] == ["10.17882/42182", "https://doi.org/10.17882/42182"]


def test_a_box_says_latitude_first_and_one_over_the_antimeridian_comes_as_two() -> None:
    boxes = elements(csw_record.render(cast.full_record(), cast.edition()), "BoundingBox")
    corners = [[corner.text for corner in box] for box in boxes]
    assert corners == [["-23 163.5", "-18 180"], ["-23 -180", "-18 -175.25"], ["-22 166", "-22 166"]]
    assert {box.get("crs") for box in boxes} == {"urn:ogc:def:crs:EPSG::4326"}


def test_a_coarse_period_runs_from_its_first_second_to_its_last_and_deep_time_stands_in_words() -> None:
    body = csw_record.render(cast.full_record(), cast.edition())
    assert texts(body, "begin") == ["2019-01-14T00:00:00Z", "2026-10-01T00:00:00Z"]
    assert texts(body, "end") == ["2026-10-19T23:59:59Z"]
    assert "name=Maastrichtian; start=72.1 Ma BP; end=66 Ma BP" in texts(body, "temporal")


def test_a_service_is_named_by_the_protocol_that_a_gis_knows() -> None:
    body = csw_record.render(cast.full_record(), cast.edition())
    linked = {node.get("scheme"): node.text for node in elements(body, "references")}
    assert linked["ERDDAP"] == "https://erddap.example.org/"
    assert linked["WWW:LINK-1.0-http--link"] == "https://doi.org/10.17882/42182"
    assert "ERDDAP" not in csw_record.render(cast.full_record(), cast.withdrawn()).decode()


def test_a_withdrawn_dataset_says_so_in_its_abstract() -> None:
    body = csw_record.render(cast.full_record(), cast.withdrawn())
    assert texts(body, "abstract")[0].startswith("Withdrawn on 2027-01-09.")
    assert texts(body, "accessRights") == ["info:eu-repo/semantics/closedAccess"]


def test_our_own_reader_reads_it_again() -> None:
    body = csw_record.render(cast.full_record(), cast.edition())
    assert str(read(body).tag).endswith("Record")
    said = read_again(body).document
    assert {"value": "10.17882/42182", "kind": "DOI"} in said["identifiers"]
    assert len(said["creators"]) == 3
