"""One graph in three notations, valid by the shapes of DCAT-AP and GeoDCAT-AP."""

import re

import pytest
from hypothesis import Phase, given, settings
from rdflib import Graph
from rdflib.compare import isomorphic

from repository.crosswalks.edition import Edition
from repository.crosswalks.formats import FORMATS
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.everything import everything
from tests.repository.crosswalks.golden import CASES
from tests.repository.crosswalks.graphs import NOTATIONS, PROFILES, read, violations
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A graph takes long to hold to its shapes, so that a case that fails is told as it was found."""


def graphs(record: Record, edition: Edition) -> list[Graph]:
    return [read(FORMATS[name].render(record, edition), notation) for name, notation in NOTATIONS.items()]


@pytest.mark.parametrize("case", CASES)
def test_the_three_notations_are_one_graph(case: str) -> None:
    first, *others = graphs(*CASES[case])
    assert len(first) > 30
    assert all(isomorphic(first, other) for other in others)


@settings(PATIENT, max_examples=25, phases=QUICK)
@given(records(), editions())
def test_whatever_a_record_says_the_three_notations_are_one_graph(record: Record, edition: Edition) -> None:
    first, *others = graphs(record, edition)
    assert all(isomorphic(first, other) for other in others)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("case", [*CASES, "everything"])
def test_the_graph_is_valid_by_the_shapes_of_the_profile(case: str, profile: str) -> None:
    record, edition = (everything(), CASES["full"][1]) if case == "everything" else CASES[case]
    graph = read(FORMATS["dcat_ap"].render(record, edition), "xml")
    assert violations(graph, profile) == set()


@settings(PATIENT, max_examples=20, phases=QUICK)
@given(records(), editions())
def test_the_graph_of_any_record_is_valid(record: Record, edition: Edition) -> None:
    graph = read(FORMATS["geodcat-ap"].render(record, edition), "turtle")
    for profile in PROFILES:
        assert violations(graph, profile) == set(), profile


def test_the_shapes_refuse_a_graph_without_a_title() -> None:
    body = FORMATS["geodcat-ap"].render(*CASES["minimal"]).replace(b"dct:title", b"dct:alternative")
    graph = read(body, "turtle")
    assert any("title" in fault for fault in violations(graph, "DCAT-AP 3.0.1, shapes"))
    assert any("title" in fault for fault in violations(graph, "DCAT-AP 3.0.1, classes"))


def test_a_record_of_very_many_people_and_places_is_one_graph() -> None:
    record = cast.full_record(
        creators=[{"family": f"Marín {number}", "affiliations": [{"name": "Ifremer"}]} for number in range(2_000)],
        place={"boxes": [{"west": 170 - at / 10, "south": -5, "east": -170, "north": 5} for at in range(500)]},
        abstract={"en": "<&>\n" * 45_000, "ar": "م" * 190_000},
    )
    bodies = {name: FORMATS[name].render(record, cast.edition()) for name in NOTATIONS}
    assert all(next(FORMATS[name].check(body, None), None) is None for name, body in bodies.items())
    assert bodies["dcat_ap"].count(b"<dct:creator>") == bodies["geodcat-ap"].count(b"dct:creator [") == 2_000
    assert bodies["dcat-ap-jsonld"].count(b"MULTIPOLYGON") == 500


def test_what_has_an_address_is_described_once() -> None:
    body = FORMATS["dcat_ap"].render(everything(), CASES["full"][1])
    addresses = re.findall(rb'rdf:about="([^"]+)"', body)
    assert len(addresses) > 40
    assert len(addresses) == len(set(addresses))


def test_the_same_record_gives_the_same_bytes() -> None:
    for name in NOTATIONS:
        assert FORMATS[name].render(*CASES["full"]) == FORMATS[name].render(*CASES["full"])
