"""The self-assessment counts what F-UJI would count, and names the field that would raise it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.fair.assessment import Fairness, assess_fairness
from repository.fair.metrics import METRICS
from repository.fair.vocabularies import is_known_format, is_registered
from repository.record.model import Record
from tests.repository.crosswalks.cast import FULL
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

BARE: dict[str, Any] = {"title": {"en": "Casts"}}
OPEN: frozenset[str] = frozenset({"casts.nc", "application/x-netcdf"})


def edition(**changes: Any) -> Edition:
    today = date(2026, 11, 21)
    given = {"doi": "10.17882/7", "url": "https://data.example.org/datasets/7/", "publisher": "Varve"}
    return Edition(**{**given, "published": today, "updated": today, "number": 1, **changes})


def assess(document: dict[str, Any], forms: frozenset[str] = OPEN, **changes: Any) -> Fairness:
    return assess_fairness(Record.model_validate(document), edition(**changes), forms)


def paths(fairness: Fairness) -> set[str]:
    return {str(result.path[0]) for result in fairness.lacking if result.path}


def test_the_points_are_those_of_f_uji() -> None:
    assert sum(metric.points for metric in METRICS) == 26
    assert len({metric.identifier for metric in METRICS}) == len(METRICS) == 18
    assert {metric.principle[:2] for metric in METRICS} == {"F1", "F2", "F3", "F4", "A1", "A2", "I1", "I2", "I3", "R1"}


def test_a_rich_open_dataset_has_every_point() -> None:
    fairness = assess({**FULL, "licence": {"spdx": "CC-BY-4.0"}})
    assert fairness.lacking == ()
    assert fairness.earned == fairness.possible == 26


def test_a_title_alone_is_told_every_field_that_would_raise_it() -> None:
    fairness = assess(BARE, frozenset())
    assert paths(fairness) == {"creators", "keywords", "related", "licence", "files"}
    assert fairness.earned < 26 / 2 + 3


@pytest.mark.parametrize(
    ("missing", "lost"), [("creators", 2), ("abstract", 1), ("keywords", 1), ("related", 2), ("licence", 1)]
)
def test_what_is_missing_costs_its_points(missing: str, lost: int) -> None:
    document = {**FULL, "licence": {"spdx": "CC-BY-4.0"}}
    fairness = assess({key: value for key, value in document.items() if key != missing} | {"provenance": None})
    assert missing in paths(fairness)
    assert assess({**document, "provenance": None}).earned - fairness.earned == lost


def test_a_test_doi_loses_half_a_point_and_says_why() -> None:
    fairness = assess(FULL, doi_resolves=False)
    (result,) = [each for each in fairness.results if each.metric.identifier == "FsF-F1-02MD"]
    assert result.earned == 0.5
    assert "test DOI" in result.said.message("en")
    assert "DOI d’essai" in result.said.message("fr-FR")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"access": EditionAccess.EMBARGOED, "embargo_until": date(2027, 1, 1)}, "embargo"),
        ({"access": EditionAccess.RESTRICTED}, "not open"),
        ({"status": EditionStatus.WITHDRAWN}, "withdrawn"),
    ],
)
def test_data_that_nobody_can_fetch_cost_the_points_of_data(changes: dict[str, Any], word: str) -> None:
    lacking = assess({**FULL, "distribution": {}}, **changes).lacking
    assert {"FsF-F3-01M", "FsF-A1-02MD"} <= {result.metric.identifier for result in lacking}
    assert any(word in result.said.english for result in lacking)


def test_a_service_is_a_way_to_the_data() -> None:
    document = {**BARE, "distribution": {"services": [{"kind": "WMS", "uri": "https://maps.example.org/wms"}]}}
    lacking = {result.metric.identifier for result in assess(document, frozenset()).lacking}
    assert "FsF-F3-01M" not in lacking
    assert "FsF-R1.3-02D" in lacking


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("http://vocab.nerc.ac.uk/collection/P02/current/DOXY/", True),
        ("https://www.eionet.europa.eu/gemet/en/concept/7843", True),
        ("http://purl.org/dc/terms/title", False),
        ("https://schema.org/Dataset", False),
        ("https://evil.example.org/?x=http://vocab.nerc.ac.uk/", False),
        (None, False),
    ],
)
def test_only_registered_vocabularies_count(address: str | None, known: bool) -> None:
    assert is_registered(address) is known


@pytest.mark.parametrize(
    ("form", "known"),
    [("text/csv", True), ("a/B.NC", True), ("image/tiff", True), ("application/octet-stream", False), ("a.exe", False)],
)
def test_formats_that_others_can_open_are_known(form: str, known: bool) -> None:
    assert is_known_format(form) is known


@PATIENT
@given(records(), editions())
def test_whatever_is_described_every_metric_has_an_answer(record: Record, circumstances: Edition) -> None:
    fairness = assess_fairness(record, circumstances, ())
    assert [result.metric for result in fairness.results] == list(METRICS)
    assert all(0 <= result.earned <= result.metric.points for result in fairness.results)
    assert all(result.said.english and result.said.french for result in fairness.results)
