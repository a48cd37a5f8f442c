"""Filters on texts mean the same in every language, and none of their letters is ever SQL."""

from datetime import UTC, datetime
from typing import Any

import pytest

from harvest.queries_records import domain, find
from harvest.records.queryables import CSW, QUERYABLES, RECORDS, STAC
from harvest.records.questions import Question, with_any_words, with_identifiers
from tests.harvest.records.entries import by_fes, by_json, by_text, entry, found

pytestmark = pytest.mark.django_db

DESCRIBED: dict[str, dict[str, Any]] = {
    "lake": {
        "abstract": {"en": "Varves of a lake, 100% of them", "fr": "Les varves d’un lac gelé"},
        "creators": [{"family": "Leroy", "given": "Inès"}, {"kind": "organisation", "name": "CNRS"}],
        "keywords": [{"term": {"en": "ice"}}, {"term": {"en": "mud"}}],
        "licence": {"spdx": "CC-BY-4.0"},
        "topics": ["inlandWaters"],
    },
    "O'Brien": {"keywords": [{"term": {"en": "ICE"}}], "resource_type": {"general": "Software"}, "language": "fr"},
    "under_score": {"abstract": {"en": "a\\b"}, "keywords": [{"term": {"en": "mud"}}]},
}


@pytest.fixture(autouse=True)
def texts(db: None) -> None:
    for number, (name, described) in enumerate(DESCRIBED.items()):
        entry(name, modified=datetime(2024, 1, 1 + number, 12, tzinfo=UTC), **described)


def fes(name: str, inner: str, attributes: str = "") -> str:
    return f"<ogc:{name} {attributes}>{inner}</ogc:{name}>"


def named(name: str, value: str) -> str:
    return f"<ogc:PropertyName>{name}</ogc:PropertyName><ogc:Literal>{value}</ogc:Literal>"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dc:title = 'O''Brien'", "O'Brien"),
        ("dc:title = 'o''brien'", ""),
        ("CASEI(title) = CASEI('o''brien')", "O'Brien"),
        ("dc:subject = 'ice'", "lake"),
        ("dc:subject <> 'ice'", "O'Brien under_score"),
        ("dc:subject IN ('mud', 'ICE')", "lake O'Brien under_score"),
        ("dc:creator LIKE 'Ler%'", "lake"),
        ("dc:creator LIKE 'ler%'", ""),
        ("dc:creator ILIKE 'ler%'", "lake"),
        ("title LIKE '_ake'", "lake"),
        ("title LIKE '%\\_%'", "under_score"),
        ("dct:abstract LIKE '%100\\%%'", "lake"),
        ("csw:AnyText LIKE '%GELE%'", "lake"),
        ("csw:AnyText = 'varves'", "lake"),
        ("csw:AnyText LIKE 'a\\\\b'", "under_score"),
        ("dc:type = 'SOFTWARE'", "O'Brien"),
        ("dc:language = 'eng'", "lake under_score"),
        ("dc:language = 'fre' OR dc:language = 'fr' AND dc:type = 'dataset'", "O'Brien"),
        ("(dc:language = 'fra' OR dc:type = 'dataset') AND title < 'b'", "O'Brien"),
        ("dc:rights = 'CC-BY-4.0'", "lake"),
        ("apiso:TopicCategory = 'inlandwaters'", "lake"),
        ("dc:creator IS NULL", "O'Brien under_score"),
        ("NOT dc:creator LIKE 'Z%'", "lake"),
        ("NOT (dc:creator IS NULL)", "lake"),
        ("dc:title BETWEEN 'a' AND 'm'", "lake"),
        ("'m' > dc:title AND INCLUDE", "lake O'Brien"),
        ("EXCLUDE OR dct:modified >= '2024-01-02'", "O'Brien under_score"),
        ("dct:modified = '2024-01-02'", "O'Brien"),
        ("dct:modified BEFORE 2024-01-02T12:00:00Z", "lake"),
        ("dct:modified DURING OR AFTER 2024-01-02T00:00:00Z/2024-01-02T23:00:00Z", "O'Brien under_score"),
        ("csw:Record/dc:title = 'lake'", "lake"),
    ],
)
def test_cql_text_finds(text: str, names: str) -> None:
    assert by_text(text) == names


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({"op": "=", "args": [{"property": "title"}, "O'Brien"]}, "O'Brien"),
        ({"op": "=", "args": ["lake", {"property": "properties.title"}]}, "lake"),
        ({"op": "like", "args": [{"op": "casei", "args": [{"property": "title"}]}, "O%"]}, "O'Brien"),
        ({"op": "in", "args": [{"property": "keywords"}, ["ICE", "none"]]}, "O'Brien"),
        ({"op": "a_contains", "args": [{"property": "keywords"}, ["mud"]]}, "lake under_score"),
        ({"op": "a_equals", "args": [{"property": "keywords"}, ["mud", "ice", "inlandWaters"]]}, "lake"),
        ({"op": "a_containedby", "args": [{"property": "keywords"}, ["mud", "x"]]}, "under_score"),
        ({"op": "a_overlaps", "args": [{"property": "keywords"}, ["ICE", "ice"]]}, "lake O'Brien"),
        ({"op": "not", "args": [{"op": "isNull", "args": [{"property": "license"}]}]}, "lake"),
        ({"op": "between", "args": [{"property": "title"}, "a", "m"]}, "lake"),
        ({"op": ">", "args": [{"property": "updated"}, {"date": "2024-01-02"}]}, "under_score"),
        ({"op": "and", "args": [True, {"op": "<>", "args": [{"property": "type"}, "Dataset"]}]}, "O'Brien"),
    ],
)
def test_cql2_json_finds(told: Any, names: str) -> None:
    assert by_json(told) == names


def test_filter_encoding_finds_with_its_own_signs_and_cases() -> None:
    signs = 'wildCard="*" singleChar="?" escapeChar="!"'
    assert by_fes(fes("PropertyIsLike", named("dc:title", "?ak*"), signs)) == "lake"
    assert by_fes(fes("PropertyIsLike", named("dc:title", "L*"), signs)) == ""
    assert by_fes(fes("PropertyIsLike", named("dc:title", "L*"), signs + ' matchCase="false"')) == "lake"
    assert by_fes(fes("PropertyIsEqualTo", named("apiso:Title", "LAKE"), 'matchCase="false"')) == "lake"
    both = fes("PropertyIsEqualTo", named("dc:subject", "mud")) + fes(
        "Not", fes("PropertyIsEqualTo", named("title", "lake"))
    )
    assert by_fes(fes("And", both)) == "under_score"
    assert by_fes('<ogc:FeatureId fid="lake"/><ogc:FeatureId fid="O\'Brien"/>') == "lake O'Brien"


def test_a_search_of_several_texts_finds_what_has_one_of_them() -> None:
    assert found(with_any_words(["GELÉ", "o'br"])) == "lake O'Brien"
    assert found(with_any_words(["ice", ""])) == "lake O'Brien"


def test_records_are_found_by_identifiers_of_any_spelling() -> None:
    assert found(with_identifiers(["https://here.example/lake", "under_score", "none"])) == "lake under_score"


@pytest.mark.parametrize("bad", ["'; DROP TABLE x; --", "%s", "%(v0)s", '"', "\\", "{}", "$1", "a' OR '1'='1"])
def test_letters_that_mean_something_elsewhere_mean_nothing_here(bad: str) -> None:
    entry(bad)
    quoted = bad.replace("'", "''")
    assert by_text(f"dc:title = '{quoted}'") == bad
    assert by_json({"op": "=", "args": [{"property": "title"}, bad]}) == bad
    assert bad in by_json(
        {"op": "like", "args": [{"property": "title"}, "%" + bad.replace("\\", "\\\\").replace("%", "\\%")]}
    )


def test_every_queryable_can_be_asked_for_and_told() -> None:
    for name, queryable in QUERYABLES.items():
        assert CSW.find(name) is queryable
        assert domain(queryable).values or queryable.name not in ("title", "type", "subject", "publisher")
        for dialect, names in ((CSW, queryable.csw), (RECORDS, queryable.records), (STAC, queryable.stac)):
            assert all(dialect.find(each) is queryable for each in names)


def test_an_unfilled_row_is_listed_but_meets_no_condition() -> None:
    from repository.models import CatalogueEntry

    CatalogueEntry.objects.create(identifier="old", title="old")
    assert find(Question(limit=0)).matched == 4
    assert by_text("NOT title = 'lake'") == "O'Brien under_score"
