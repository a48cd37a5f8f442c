"""The Record itself: frozen, closed, made of tuples; people, works, licences; lists of other standards."""

import json
import os
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from pydantic import BaseModel, ValidationError

from repository.record import terms
from repository.record.languages import LocalisedLine
from repository.record.model import Record
from repository.record.people import Organisation, Person
from repository.record.relations import Funding, RelatedResource
from repository.record.rights import KNOWN_LICENCES, Licence
from tests.repository.record.examples import complete, sealed_record
from tests.repository.record.strategies import RECORDS

SHARED = Path(os.environ.get("VARVE_SHARED", Path(__file__).resolve().parents[4] / "shared"))
LISTS = SHARED / "standards/vocab/datacite/datacite-controlled-lists.json"


def parts_of(part: BaseModel) -> list[BaseModel]:
    """A part of a record and every part inside it."""
    found = [part]
    for _, value in part:
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                found += parts_of(item)
    return found


def test_no_part_of_a_record_can_be_changed() -> None:
    parts = parts_of(sealed_record())
    assert len(parts) > 40
    for part in parts:
        for field in type(part).model_fields:
            with pytest.raises(ValidationError, match="frozen"):
                setattr(part, field, None)


def test_no_part_of_a_record_holds_a_list_or_a_dictionary() -> None:
    for part in parts_of(sealed_record()):
        assert not any(isinstance(value, list | dict | set) for _, value in part)


@given(RECORDS)
def test_equal_records_are_one_value(record: Record) -> None:
    twin = Record.model_validate(record.model_dump())
    assert twin == record
    assert hash(twin) == hash(record)


def test_a_field_that_is_not_of_the_record_is_refused_at_any_depth() -> None:
    for wrong in (complete(colour="blue"), complete(licence={"spdx": "CC-BY-4.0", "colour": "blue"})):
        with pytest.raises(ValidationError, match="Extra inputs"):
            Record.model_validate(wrong)


def test_a_record_needs_only_a_title() -> None:
    record = Record(title=LocalisedLine({"fr": "Titre"}))
    assert (record.main_title, record.language, record.resource_type.general) == ("Titre", "und", "Dataset")
    with pytest.raises(ValidationError):
        Record.model_validate({})


def test_the_main_title_is_in_the_language_of_the_record() -> None:
    record = Record.model_validate(complete(language="fr"))
    assert record.main_title == "Hydrographie du plateau du golfe du Lion"
    assert record.main_title_language == "fr"


@pytest.mark.parametrize(("field", "wrong"), [("forwarding", "yes"), ("forwarding", 1), ("schema_version", 2)])
def test_nothing_is_guessed_from_a_value_of_another_type(field: str, wrong: Any) -> None:
    with pytest.raises(ValidationError):
        Record.model_validate(complete(**{field: wrong}))


def test_creators_keep_their_order_and_are_told_apart_as_people_and_organisations() -> None:
    creators = Record.model_validate(complete()).creators
    assert [type(creator) for creator in creators] == [Person, Organisation]
    assert [creator.name for creator in creators] == ["Marin, Clara", "Gulf of Lion observatory"]
    without_kind = Record.model_validate(complete(creators=[{"name": "Ifremer"}, {"family": "Plato"}])).creators
    assert [creator.kind for creator in without_kind] == ["organisation", "person"]
    assert without_kind[1].name == "Plato"


def test_people_and_organisations_know_the_addresses_of_their_identifiers() -> None:
    person, organisation = Record.model_validate(complete()).creators
    assert isinstance(person, Person)
    assert isinstance(organisation, Organisation)
    assert person.orcid_uri == "https://orcid.org/0000-0002-1825-0097"
    assert person.affiliations[0].ror_uri == "https://ror.org/044jxhp58"
    assert organisation.ror_uri == "https://ror.org/04wxnsj81"


def test_a_related_doi_is_kept_bare_with_the_fragment_of_its_layer() -> None:
    related = RelatedResource(
        identifier="https://doi.org/10.17882/ABC#76230", identifier_type="DOI", relation="IsPartOf"
    )
    assert related.identifier == "10.17882/abc#76230"
    assert related.uri == "https://doi.org/10.17882/abc#76230"


@pytest.mark.parametrize(("kind", "wrong"), [("DOI", "https://example.org"), ("URL", "10.17882/42182")])
def test_a_related_work_is_what_its_type_says(kind: Any, wrong: str) -> None:
    with pytest.raises(ValidationError):
        RelatedResource(identifier=wrong, identifier_type=kind, relation="Cites")


def test_the_identifier_of_a_funder_goes_with_its_type() -> None:
    funding = Funding(funder="CNRS", funder_identifier="https://ror.org/02feahw73", funder_identifier_type="ROR")
    assert funding.ror == "02feahw73"
    for wrong in ({"funder_identifier": "x"}, {"funder_identifier_type": "ROR"}):
        with pytest.raises(ValidationError):
            Funding.model_validate({"funder": "CNRS", **wrong})


def test_a_licence_has_an_address_and_a_name_whatever_it_was_given_by() -> None:
    assert Licence(spdx="CC-BY-4.0").address == "https://creativecommons.org/licenses/by/4.0/"
    assert Licence(spdx="MIT").address == "https://spdx.org/licenses/MIT.html"
    assert Licence(uri="https://example.org/l", name="Ours").title == "Ours"
    assert Licence(spdx="etalab-2.0").title == KNOWN_LICENCES["etalab-2.0"].english
    with pytest.raises(ValidationError):
        Licence()


def test_the_seven_creative_commons_licences_and_the_french_open_licence_are_known() -> None:
    rights = ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
    assert {f"CC-{right}-4.0" for right in rights} | {"CC0-1.0", "etalab-2.0"} <= set(KNOWN_LICENCES)


@pytest.mark.skipif(not LISTS.exists(), reason=f"no {LISTS.name} under VARVE_SHARED")
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (terms.ResourceTypeGeneral, "resourceType"),
        (terms.ContributorRole, "contributorType"),
        (terms.RelatedIdentifierType, "relatedIdentifierType"),
        (terms.RelationType, "relationType"),
        (terms.OtherTitleKind, "titleType"),
        (terms.DateKind, "dateType"),
        (terms.FunderIdentifierType, "funderIdentifierType"),
    ],
)
def test_controlled_lists_are_those_of_datacite_4_6(ours: Any, theirs: str) -> None:
    assert set(get_args(ours)) == set(json.loads(LISTS.read_text(encoding="utf-8"))["4.6"][theirs])


TOPICS = SHARED / "standards/vocab/iso19115/topic-categories-en-fr.csv"


@pytest.mark.skipif(not TOPICS.exists(), reason=f"no {TOPICS.name} under VARVE_SHARED")
def test_topic_categories_are_those_of_iso_19115() -> None:
    rows = TOPICS.read_text(encoding="utf-8").splitlines()[1:]
    codes = {row.split(",")[0] for row in rows}
    assert set(get_args(terms.TopicCategory)) <= codes
    assert len(get_args(terms.TopicCategory)) == 21
