"""Words are held against the vocabularies that are held here; what they do not know is not called wrong."""

from typing import Any

import pytest

from moderation.checks import KnownConcept, Vocabularies
from tests.moderation.checks.made import codes, found

P02 = "http://vocab.nerc.ac.uk/collection/P02/current/"
OXYGEN = KnownConcept(f"{P02}DOXY/", ("Dissolved oxygen", "Oxygène dissous"), ("P02", "P02"))
GIVEN_UP = KnownConcept(f"{P02}OLD/", ("Old", "Ancien"), ("P02", "P02"), is_deprecated=True)
REPLACED = KnownConcept(f"{P02}WAS/", ("Was", "Était"), ("P02", "P02"), is_deprecated=True, replaced_by=OXYGEN.uri)
HELD = Vocabularies(
    addresses=(P02,),
    concepts={each.uri: each for each in (OXYGEN, GIVEN_UP, REPLACED)},
    terms={"dissolved oxygen": OXYGEN},
    units={"sea_water_temperature": "K", "sea_water_practical_salinity": "1"},
    has_cf=True,
)


def keyword(term: str = "oxygen", **fields: str) -> dict[str, Any]:
    return {"keywords": [{"term": {"en": term}, **fields}]}


def variable(**fields: Any) -> dict[str, Any]:
    return {"variables": [{"name": "TEMP", "unit": "degC", **fields}]}


def told(code: str, **changes: Any) -> Any:
    (one,) = (each for each in found(**changes) if each.code == code)
    return one


def test_a_free_keyword_that_a_vocabulary_has_is_led_to_it_in_both_languages() -> None:
    said = told("keyword-has-concept", vocabularies=HELD, **keyword("Dissolved  Oxygen"))
    assert (said.pointer, '"Dissolved oxygen"' in said.english) == ("keywords/0", True)
    assert "Oxygène dissous" in said.french
    assert "keyword-has-concept" not in codes(vocabularies=HELD, **keyword("oxygen"))
    assert "keyword-has-concept" not in codes(vocabularies=HELD, **keyword("dissolved oxygen", uri=OXYGEN.uri))


def test_vocabularies_that_are_not_recommended_are_named_once() -> None:
    own = {"scheme": "Words of our laboratory", "scheme_uri": "https://lab.example.org/words"}
    twice = {"keywords": [{"term": {"en": "a"}, **own}, {"term": {"en": "b"}, **own}]}
    assert told("vocabulary-not-recommended", **twice).pointer == "keywords/0"
    assert "vocabulary-not-recommended" not in codes(**keyword("free"))


@pytest.mark.parametrize(
    "uri",
    [
        OXYGEN.uri,
        "https://vocab.nerc.ac.uk/collection/P02/current/DOXY/",
        "http://www.eionet.europa.eu/gemet/concept/6000",
        "https://gcmd.earthdata.nasa.gov/kms/concept/90aa8838",
        "https://taxref.mnhn.fr/taxref-web/taxa/60585",
        "https://w3id.org/ozcar-theia/c_1",
    ],
)
def test_recommended_vocabularies_are_known_by_their_addresses(uri: str) -> None:
    assert "vocabulary-not-recommended" not in codes(**keyword("x", uri=uri, scheme="S"))


def test_an_address_in_a_vocabulary_held_here_leads_to_a_living_concept() -> None:
    assert "concept-unknown" in codes(vocabularies=HELD, **keyword(uri=f"{P02}NONE/"))
    assert "concept-unknown" not in codes(vocabularies=HELD, **keyword(uri="http://elsewhere.example.org/1"))
    assert "concept-deprecated" in codes(vocabularies=HELD, **keyword(uri=GIVEN_UP.uri))
    assert OXYGEN.uri in told("concept-replaced", vocabularies=HELD, **keyword(uri=REPLACED.uri)).english
    assert not {"concept-unknown", "concept-deprecated"} & codes(vocabularies=HELD, **keyword(uri=OXYGEN.uri))


def test_concepts_of_variables_and_instruments_are_looked_up_too() -> None:
    concept = {"name": "x", "uri": f"{P02}NONE/"}
    assert told("concept-unknown", vocabularies=HELD, **variable(concepts=[concept])).pointer == "variables/0"
    assert told("concept-unknown", vocabularies=HELD, instruments=[concept]).pointer == "instruments/0"


def test_a_discipline_whose_vocabularies_are_not_used_at_all_is_told() -> None:
    assert "SeaDataNet" in told("discipline-vocabulary-unused").english
    assert "discipline-vocabulary-unused" not in codes(**keyword(uri=OXYGEN.uri))
    assert "discipline-vocabulary-unused" not in codes(**variable(standard_name="sea_water_temperature"))
    assert "discipline-vocabulary-unused" in codes(poles=["solid-earth"], **variable(standard_name="x"))


def test_variables_without_a_code_are_counted_and_named() -> None:
    many = {"variables": [{"name": f"V{number}", "unit": "1"} for number in range(12)]}
    said = told("variables-without-code", **many).english
    assert said.startswith("12 variables")
    assert said.endswith("V7, ….")
    assert "variables-without-code" not in codes(**variable(standard_name="sea_water_temperature"))


def test_a_standard_name_is_in_the_table_where_the_table_is_held() -> None:
    wrong = variable(standard_name="sea_temperature")
    assert told("standard-name-unknown", vocabularies=HELD, **wrong).pointer == "variables/0/standard_name"
    assert "standard-name-unknown" not in codes(**wrong)
    with_modifier = variable(standard_name="sea_water_temperature standard_error")
    assert "standard-name-unknown" not in codes(vocabularies=HELD, **with_modifier)


def test_a_unit_measures_what_the_standard_name_says() -> None:
    named = {"standard_name": "sea_water_temperature"}
    assert "unit-of-another-quantity" not in codes(vocabularies=HELD, **variable(**named))
    assert "unit-of-another-quantity" in codes(vocabularies=HELD, **variable(**named | {"unit": "mg/L"}))
    assert "unit-of-another-quantity" not in codes(vocabularies=HELD, **variable(**named | {"unit": "bananas"}))
    salinity = {"standard_name": "sea_water_practical_salinity", "unit": "psu"}
    assert "unit-of-another-quantity" not in codes(vocabularies=HELD, **variable(**salinity))


def test_a_unit_that_no_program_reads_is_told_unless_it_has_an_address() -> None:
    assert "unit-not-recognised" in codes(**variable(unit="NTU"))
    p06 = "http://vocab.nerc.ac.uk/collection/P06/current/USTU/"
    assert "unit-not-recognised" not in codes(**variable(unit="NTU", unit_uri=p06))
    assert "unit-not-recognised" not in codes(**variable(unit="umol/kg"))


def test_a_description_of_very_many_words_is_told_of_some() -> None:
    many = [{"term": {"en": f"word {number}"}, "uri": f"{P02}N{number}/"} for number in range(300)]
    assert len([each for each in found(vocabularies=HELD, keywords=many) if each.code == "concept-unknown"]) == 20
