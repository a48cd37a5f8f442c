"""The six verbs over published, withdrawn and unpublished datasets."""

from datetime import timedelta

import pytest
from django.test import Client

from repository.models import Dataset, Pole
from tests.harvest.conftest import Harvester
from tests.harvest.items import BODIES, LONG_AGO, PREFIXES, published
from tests.harvest.reading import OAI, error_of, identifiers_in, request_of

pytestmark = pytest.mark.django_db

IDENTIFIER = "oai:varve.localhost:42182"


def test_identify_gives_the_oldest_datestamp_and_a_real_example(ask: Harvester) -> None:
    published("42183", LONG_AGO + timedelta(days=1))
    published("42182", LONG_AGO)
    answer = ask(verb="Identify")
    assert answer.findtext("o:Identify/o:earliestDatestamp", namespaces=OAI) == "2026-03-05T10:11:12Z"
    assert answer.findtext("o:Identify/o:baseURL", namespaces=OAI) == answer.findtext("o:request", namespaces=OAI)
    assert answer.findtext(".//{*}sampleIdentifier") == IDENTIFIER
    assert request_of(answer) == {"verb": "Identify"}


def test_an_empty_repository_identifies_itself_with_the_present_moment(ask: Harvester) -> None:
    answer = ask(verb="Identify")
    now = answer.findtext("o:responseDate", namespaces=OAI)
    assert answer.findtext("o:Identify/o:earliestDatestamp", namespaces=OAI) == now


def test_a_record_carries_the_stored_bytes_of_the_format_asked_for(ask: Harvester) -> None:
    published("42182")
    for prefix, root in (("oai_dc", "dc"), ("datacite", "resource")):
        answer = ask(verb="GetRecord", identifier=IDENTIFIER, metadataPrefix=prefix)
        payload = answer.findall("o:GetRecord/o:record/o:metadata/*", OAI)
        assert [str(found.tag).rpartition("}")[2] for found in payload] == [root]
        assert request_of(answer) == {"verb": "GetRecord", "identifier": IDENTIFIER, "metadataPrefix": prefix}


def test_the_stored_bytes_are_not_changed_on_their_way(client: Client) -> None:
    published("42182")
    query = {"verb": "GetRecord", "identifier": IDENTIFIER, "metadataPrefix": "oai_dc"}
    content = client.get("/oai", query).content
    assert b"<metadata>" + BODIES["oai_dc"].format(suffix="42182").encode() + b"</metadata>" in content


def test_a_withdrawn_dataset_is_a_deleted_record_in_every_format(ask: Harvester) -> None:
    published("42182", withdrawn=True)
    published("42183", withdrawn=True, formats=())
    for prefix in ("oai_dc", "datacite"):
        answer = ask(verb="GetRecord", identifier=IDENTIFIER, metadataPrefix=prefix)
        (record,) = answer.findall("o:GetRecord/o:record", OAI)
        assert [(str(child.tag).rpartition("}")[2], child.get("status")) for child in record] == [("header", "deleted")]
        listed = ask(verb="ListRecords", metadataPrefix=prefix)
        assert [found.get("status") for found in listed.findall(".//o:header", OAI)] == ["deleted", "deleted"]
        assert not listed.findall(".//o:metadata", OAI)


def test_a_dataset_that_is_not_public_does_not_exist_for_harvesters(ask: Harvester) -> None:
    Dataset.objects.create(prefix="10.5072", suffix="42182")
    assert error_of(ask(verb="GetRecord", identifier=IDENTIFIER, metadataPrefix="oai_dc")) == "idDoesNotExist"
    assert error_of(ask(verb="ListMetadataFormats", identifier=IDENTIFIER)) == "idDoesNotExist"
    assert error_of(ask(verb="ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"


@pytest.mark.parametrize("identifier", ["invalid-id", "oai:varve.localhost:", "oai:other.org:42182", "42182"])
def test_an_identifier_of_nothing_here_does_not_exist(ask: Harvester, identifier: str) -> None:
    published("42182")
    answer = ask(verb="GetRecord", identifier=identifier, metadataPrefix="oai_dc")
    assert error_of(answer) == "idDoesNotExist"
    assert request_of(answer)["identifier"] == identifier


def test_a_format_nobody_has_cannot_be_disseminated(ask: Harvester) -> None:
    published("42182")
    arguments = {"identifier": IDENTIFIER, "metadataPrefix": "marc21"}
    assert error_of(ask(verb="GetRecord", **arguments)) == "cannotDisseminateFormat"
    assert error_of(ask(verb="ListRecords", metadataPrefix="marc21")) == "cannotDisseminateFormat"
    assert error_of(ask(verb="ListIdentifiers", metadataPrefix="marc21")) == "cannotDisseminateFormat"


def test_a_dataset_without_one_format_is_left_out_of_its_lists_only(ask: Harvester) -> None:
    published("42182", formats=("oai_dc",))
    arguments = {"identifier": IDENTIFIER, "metadataPrefix": "datacite"}
    assert error_of(ask(verb="GetRecord", **arguments)) == "cannotDisseminateFormat"
    assert error_of(ask(verb="ListIdentifiers", metadataPrefix="datacite")) == "noRecordsMatch"
    assert identifiers_in(ask(verb="ListIdentifiers", metadataPrefix="oai_dc")) == [IDENTIFIER]


def test_the_formats_are_those_of_the_repository_or_of_one_item(ask: Harvester) -> None:
    published("42182", formats=("oai_dc",))
    published("42183", formats=())
    published("42184", formats=(), withdrawn=True)

    def offered(**arguments: str) -> list[str | None]:
        found = ask(verb="ListMetadataFormats", **arguments).findall(".//o:metadataPrefix", OAI)
        return [prefix.text for prefix in found]

    assert offered() == PREFIXES
    assert offered(identifier=IDENTIFIER) == ["oai_dc"]
    assert offered(identifier="oai:varve.localhost:42184") == PREFIXES
    answer = ask(verb="ListMetadataFormats", identifier="oai:varve.localhost:42183")
    assert error_of(answer) == "noMetadataFormats"


def test_a_repository_without_poles_has_no_sets(ask: Harvester) -> None:
    Pole.objects.all().delete()
    assert error_of(ask(verb="ListSets")) == "noSetHierarchy"


def test_the_sets_are_the_poles_below_one_root(ask: Harvester) -> None:
    Pole.objects.all().delete()
    Pole.objects.create(code="ocean", name_en="Ocean", name_fr="Océan", position=2)
    Pole.objects.create(code="solid-earth", name_en="Solid Earth", name_fr="Terre interne", position=1)
    answer = ask(verb="ListSets")
    sets = [(found[0].text, found[1].text) for found in answer.findall("o:ListSets/o:set", OAI)]
    assert sets == [("pole", "All disciplines"), ("pole:solid-earth", "Solid Earth"), ("pole:ocean", "Ocean")]


def test_a_token_for_the_list_of_sets_is_never_good(ask: Harvester) -> None:
    assert error_of(ask(verb="ListSets", resumptionToken="anything")) == "badResumptionToken"
