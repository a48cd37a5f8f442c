"""What a client of OGC API - Records finds, valid by the shapes that the API documents."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from repository.crosswalks import ogc_record
from repository.crosswalks.edition import Edition
from repository.record.model import Record
from tests.harvest.apis.shapes import validator
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

VALIDATOR = validator("/ogcapi/records/", "Record")


def feature(record: Record | None = None, edition: Edition | None = None) -> dict[str, Any]:
    read = json.loads(ogc_record.render(record or cast.full_record(), edition or cast.edition()))
    assert isinstance(read, dict)
    return read


@pytest.mark.parametrize("case", CASES)
def test_a_record_is_valid(case: str) -> None:
    VALIDATOR.validate(feature(*CASES[case]))


@settings(PATIENT, max_examples=40)
@given(records(), editions())
def test_any_record_is_valid(record: Record, edition: Edition) -> None:
    read = feature(record, edition)
    VALIDATOR.validate(read)
    assert sum(link["rel"] == "self" for link in read["links"]) == 1


def test_a_record_without_a_title_is_not_valid() -> None:
    read = feature()
    del read["properties"]["title"]
    assert not VALIDATOR.is_valid(read)


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ({"not_applicable": True}, None),
        ({"periods": [{"begin": {"age": 66, "unit": "Ma"}}]}, None),
        ({"periods": [{"begin": "2019-04-12", "end": "2019-04-12"}]}, {"date": "2019-04-12"}),
        ({"periods": [{"begin": "2019", "end": "2020-02"}]}, {"interval": ["2019-01-01", "2020-02-29"]}),
        ({"periods": [{"begin": "2019", "ongoing": True}]}, {"interval": ["2019-01-01", ".."]}),
        ({"periods": [{"end": "2019"}, {"begin": "2018", "end": "2021"}]}, {"interval": ["..", "2021-12-31"]}),
    ],
)
def test_a_time_is_a_day_or_an_interval_whose_ends_may_be_open(time: dict[str, Any], told: object) -> None:
    found = feature(cast.full_record(time=time, temporal_resolution=None))
    assert found["time"] == told


def test_files_are_enclosures_only_while_everybody_may_have_them() -> None:
    def enclosed(edition: Edition) -> list[str]:
        return [link["title"] for link in feature(edition=edition)["links"] if link["rel"] == "enclosure"]

    assert "ctd.nc" in enclosed(cast.edition())
    assert enclosed(cast.embargoed()) == enclosed(cast.withdrawn()) == []
    newest = cast.edition().layers[0]
    files = tuple(replace(newest.files[0], path=f"{number}.nc") for number in range(1_000))
    assert len(enclosed(cast.edition(layers=(replace(newest, files=files),)))) == 201


def test_concepts_stand_under_the_vocabulary_they_are_of() -> None:
    themes = {theme["scheme"]: theme["concepts"] for theme in feature()["properties"]["themes"]}
    assert themes[ogc_record.TOPICS] == [{"id": "oceans"}]
    assert themes["http://vocab.nerc.ac.uk/collection/P02/current/"][0]["title"] == "dissolved oxygen"


def test_everybody_is_a_contact_with_a_role_and_without_an_address_of_mail() -> None:
    contacts = feature()["properties"]["contacts"]
    assert [contact["roles"][0] for contact in contacts] == [
        "author", "author", "author", "DataManager", "pointOfContact", "publisher",
    ]  # fmt: skip
    assert contacts[0]["identifier"] == "https://orcid.org/0000-0002-1825-0097"
    assert "help@example.org" not in json.dumps(contacts)


def test_a_withdrawn_dataset_says_why() -> None:
    assert feature(edition=cast.withdrawn())["properties"]["description"].startswith("Withdrawn on 2027-01-09.")
