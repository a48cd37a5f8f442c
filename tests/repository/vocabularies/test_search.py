"""Searching all vocabularies at once: accents, languages, order, what is above, and what a record takes."""

from pathlib import Path
from typing import Any

import pytest

from repository.queries.concepts import ConceptHit, search_concepts
from repository.record.assess import Circumstances, assess
from repository.services.vocabularies import load_vocabulary
from tests.factories import DOCUMENT
from tests.repository.vocabularies.samples import CF_TABLE, TURTLE, load, write

pytestmark = pytest.mark.django_db

NAMES = """uri,notation,label_en,label_fr,alt_en
http://example.org/1,,oxygen,oxygène,O2
http://example.org/2,,oxygen isotopes,isotopes de l'oxygène,
http://example.org/3,,dissolved oxygen,oxygène dissous,
http://example.org/4,,ozone,ozone,oxygen triple
http://example.org/5,SDN:X::OX5,something else,œuvre vivante,
"""


@pytest.fixture(autouse=True)
def _names(tmp_path: Path) -> None:
    load(tmp_path, "names.csv", NAMES)


def search(text: str, language: str = "en", box: str = "keywords", scheme: str = "sea") -> tuple[ConceptHit, ...]:
    """What is found in the vocabulary of these tests."""
    return search_concepts(text, box=box, language=language, scheme=scheme)


def labels(text: str, language: str = "en") -> list[str]:
    """The labels found, the best first."""
    return [hit.label for hit in search(text, language)]


def test_the_same_name_comes_first_then_its_beginning_then_a_word_then_another_name() -> None:
    assert labels("oxygen") == ["oxygen", "oxygen isotopes", "dissolved oxygen", "ozone"]


@pytest.mark.parametrize("typed", ["oxygene", "OXYGÈNE", "oxyge\u0301ne", "  oxygène ", "oxygène!"])
def test_accents_capitals_and_signs_do_not_matter(typed: str) -> None:
    assert labels(typed, "fr")[0] == "oxygène"


def test_a_name_in_the_other_language_is_found_and_said() -> None:
    (first, *_rest) = search("oxygène", "en")
    assert (first.label, first.matched, first.language) == ("oxygen", "oxygène", "en")


def test_ligatures_codes_and_words_in_any_order_are_found() -> None:
    assert labels("oeuvre", "fr") == ["œuvre vivante"]
    assert labels("OX5") == ["something else"]
    assert labels("isotop oxyg") == ["oxygen isotopes"]


@pytest.mark.parametrize(
    "typed", ["", "o", "%", "_", "o%", "'; drop table", "& | ! :*", "\\", "oxygen & !ozone", "x" * 5000]
)
def test_signs_of_query_languages_are_only_signs(typed: str) -> None:
    assert isinstance(search(typed), tuple)


def test_only_the_vocabularies_of_the_box_are_searched(tmp_path: Path) -> None:
    assert search("oxygen", box="platforms") == ()
    load(tmp_path, "ships.csv", NAMES, scheme="ships", uses=("platforms",))
    assert {hit.scheme for hit in search_concepts("oxygen", box="platforms", language="en")} == {"ships"}


def test_what_is_above_is_told_from_the_top_and_a_circle_ends(tmp_path: Path) -> None:
    load(tmp_path, "sea.ttl", TURTLE, scheme="round")
    (hit,) = search("salini", "fr", scheme="round")
    assert hit.path == ("eau de mer",)
    assert (hit.definition, hit.definition_language) == ("How much salt there is.", "en")
    turned = TURTLE + "ex:water skos:broader ex:salinity ."
    load(tmp_path, "round.ttl", turned, scheme="round")
    (hit,) = search("salini", "fr", scheme="round")
    assert len(hit.path) <= 2


def test_what_is_picked_has_the_shape_of_the_record(tmp_path: Path) -> None:
    load(tmp_path, "devices.csv", NAMES, scheme="sdn-l05")
    load_vocabulary(path=write(tmp_path, "cf.xml", CF_TABLE), scheme="cf-standard-names", name="cf.xml")
    load(tmp_path, "p02.csv", NAMES, scheme="sdn-p02")
    (keyword, *_), (device, *_) = search("oxygen"), search_concepts("OX5", box="instruments", language="en")
    (cf, *_) = search_concepts("sea_water_sal", box="variables", language="en")
    (parameter, *_) = search_concepts("OX5", box="variables", language="fr")
    assert cf.entry["standard_name_uri"] == "http://vocab.nerc.ac.uk/standard_name/sea_water_salinity/"
    assert device.entry["identifier"] == "SDN:X::OX5"
    assert parameter.entry["concepts"][0]["uri"] == "http://example.org/5"
    picked: dict[str, Any] = {
        "keywords": [keyword.entry], "instruments": [device.entry], "platforms": [device.entry],
        "variables": [{**cf.entry, "unit": "1"}, {**parameter.entry, "unit": "1"}],
    }  # fmt: skip
    before = {finding.code for finding in assess(DOCUMENT, Circumstances()).findings}
    after = {finding.code for finding in assess({**DOCUMENT, **picked}, Circumstances()).findings}
    assert after <= before
