"""What Identify tells beside the protocol's fields: identifiers, policies, terms, sign and friends."""

import pytest
from django.test import Client
from lxml import etree
from pytest_django import Settings

from config.settings.environment import BadSetting, Environment
from config.settings.harvesting import friends_of, metadata_licence_of
from tests.harvest.conftest import Harvester
from tests.harvest.reading import OAI

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
FRIEND = "https://other.example.org/oai?a=1&b=2"


def described(answer: etree._Element) -> dict[str, etree._Element]:
    """Containers by the name of their element."""
    return {etree.QName(found[0]).localname: found[0] for found in answer.iterfind(".//o:description", OAI)}


@pytest.mark.django_db
def test_a_site_tells_its_identifiers_policies_and_sign(ask: Harvester, settings: Settings) -> None:
    found = described(ask(verb="Identify"))
    assert list(found) == ["oai-identifier", "eprints", "branding"]
    policies = [etree.QName(child).localname for child in found["eprints"]]
    assert policies == ["content", "metadataPolicy", "dataPolicy", "submissionPolicy"]
    assert found["eprints"].findtext("{*}submissionPolicy/{*}URL") == f"{settings.SITE_URL}/agreement/"
    assert all(child.findtext("{*}text") for child in found["eprints"])
    assert found["branding"].findtext(".//{*}url", "").endswith("/images/mark.svg")


@pytest.mark.django_db
def test_an_operator_names_the_terms_of_metadata_and_friends(ask: Harvester, settings: Settings) -> None:
    settings.METADATA_LICENCE, settings.OAI_FRIENDS = CC0, (FRIEND, "https://third.example.org/oai")
    found = described(ask(verb="Identify"))
    rights = found["rightsManifest"]
    assert rights.get("appliesTo") == "http://www.openarchives.org/OAI/2.0/entity#metadata"
    assert [each.get("ref") for each in rights.iter("{*}rightsReference")] == [CC0]
    assert [each.text for each in found["friends"]] == [FRIEND, "https://third.example.org/oai"]


@pytest.mark.django_db
def test_the_address_of_each_schema_is_told_with_its_namespace(ask: Harvester, settings: Settings) -> None:
    settings.METADATA_LICENCE, settings.OAI_FRIENDS = CC0, (FRIEND,)
    for container in described(ask(verb="Identify")).values():
        told = container.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "").split()
        assert told[0] == etree.QName(container).namespace
        assert told[1].startswith("http://www.openarchives.org/OAI/")
        assert told[1].endswith(".xsd")


@pytest.mark.django_db
def test_the_codings_on_offer_are_told_and_each_is_given(client: Client, ask: Harvester) -> None:
    told = [each.text for each in ask(verb="Identify").iterfind(".//o:compression", OAI)]
    assert told == ["gzip", "zstd"]
    for coding in told:
        answer = client.get("/oai", {"verb": "Identify"}, headers={"accept-encoding": str(coding)})
        assert answer["Content-Encoding"] == coding


def test_settings_of_harvesting_are_read_or_refused_by_name() -> None:
    assert friends_of(Environment({"OAI_FRIENDS": f" {FRIEND}  https://b.example.org/oai "}))[0] == FRIEND
    assert friends_of(Environment({})) == ()
    assert metadata_licence_of(Environment({"METADATA_LICENCE": CC0})) == CC0
    with pytest.raises(BadSetting, match="OAI_FRIENDS"):
        friends_of(Environment({"OAI_FRIENDS": "other.example.org/oai"}))
    with pytest.raises(BadSetting, match="METADATA_LICENCE"):
        metadata_licence_of(Environment({"METADATA_LICENCE": "CC0"}))
