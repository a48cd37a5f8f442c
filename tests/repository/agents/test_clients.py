"""The clients of ORCID, ROR and Crossref against a socket: what they ask, what they read, what they make of faults."""

import json
import time
from typing import Any

import pytest

from repository.clients.found import FoundAffiliation
from repository.clients.funders import FundersClient
from repository.clients.orcid import OrcidClient
from repository.clients.outgoing import NoAnswer
from repository.clients.ror import RorClient
from repository.errors import PermanentFailure
from tests.fakes.datacite.faults import Fault, answer, cut, drip, garbage, silence
from tests.fakes.registries import entries
from tests.fakes.registries.server import FakeRegistries


def orcid(fake: FakeRegistries, timeout_s: float = 10.0) -> OrcidClient:
    return OrcidClient(url=fake.url, timeout_s=timeout_s)


def test_people_are_found_by_the_beginnings_of_their_names(fake: FakeRegistries) -> None:
    (found,) = orcid(fake).search("mar clara")
    assert (found.family, found.given, found.orcid) == ("Marin", "Clara", entries.CLARA)
    assert [each.name for each in found.affiliations] == ["Reef Institute", "Old Harbour School"]
    assert not found.is_whole, "a search does not tell where somebody works today"
    assert orcid(fake).search("nobody here") == ()


def test_a_person_comes_with_where_they_work_today_and_its_ror(fake: FakeRegistries) -> None:
    found = orcid(fake).person(entries.CLARA)
    assert found is not None
    assert found.affiliations == (FoundAffiliation("Reef Institute", entries.REEF),)
    assert found.is_whole
    assert orcid(fake).person(entries.NOBODY) is None


def test_the_latest_employment_comes_first_and_other_identifiers_are_no_ror(fake: FakeRegistries) -> None:
    fake.know(
        entries.MONO, None, "Mono",
        entries.employment("Older", "grid.1", source="GRID", begun="1999"),
        entries.employment("Newer", "https://ror.org/nonsense", begun="2020"),
    )  # fmt: skip
    found = orcid(fake).person(entries.MONO)
    assert found is not None
    assert (found.family, found.given) == ("Mono", ""), "who has one name has it as the family name"
    assert found.affiliations == (FoundAffiliation("Newer"), FoundAffiliation("Older"))


def test_a_person_whose_employments_do_not_come_comes_without(fake: FakeRegistries) -> None:
    del fake.works[entries.CLARA]
    found = orcid(fake).person(entries.CLARA)
    assert found is not None
    assert found.affiliations == ()


def test_organisations_come_with_their_names_in_both_languages(fake: FakeRegistries) -> None:
    (found,) = RorClient(url=fake.url, timeout_s=10).search("reef institute")
    assert (found.name, found.ror, found.country, found.city) == ("Reef Institute", entries.REEF, "FR", "Saltport")
    assert found.labels == {"en": "Reef Institute", "fr": "Institut du récif"}
    assert (found.acronyms, found.others) == (("RFI",), ("Old Reef Station",))


def test_an_organisation_that_closed_is_not_offered(fake: FakeRegistries) -> None:
    assert RorClient(url=fake.url, timeout_s=10).search("reef house") == ()


def test_funders_come_with_their_identifier_and_replaced_ones_do_not(fake: FakeRegistries) -> None:
    found = FundersClient(url=fake.url, timeout_s=10).search("tide")
    assert [(each.name, each.funder_id) for each in found] == [
        ("Tide Fund", "501199999901"), ("Tide Trust", "501199999902"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ['"; DROP', "a OR *:*", "x) OR (y", "orcid:* AND", "\\\\//", "é\u202eñ", "a\r\nHost: b"]
)
def test_nothing_of_a_query_language_gets_through(fake: FakeRegistries, typed: str) -> None:
    orcid(fake).search(typed)
    RorClient(url=fake.url, timeout_s=10).search(typed)
    for path in fake.seen:
        assert not any(sign in path for sign in (" ", "\r", "%22", "%3B", "%5C", "%2F", "%0D"))
    assert all("*:*" not in path.replace("%2A", "*").replace("%3A", ":") for path in fake.seen)


def test_signs_alone_ask_nobody(fake: FakeRegistries) -> None:
    assert orcid(fake).search("* : ( )") == ()
    assert fake.seen == []


FAULTS: list[Fault] = [
    answer(500),
    answer(429),
    answer(403),
    answer(302, location="http://127.0.0.1:1/"),
    cut(),
    garbage(),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind.name}-{fault.status}")
def test_every_fault_is_no_answer(fake: FakeRegistries, fault: Fault) -> None:
    for ask in (orcid(fake).search, RorClient(url=fake.url, timeout_s=10).search):
        fake.faults = [fault]
        with pytest.raises(NoAnswer) as silent:
            ask("marin")
        assert "marin" not in silent.value.sentence


def test_a_redirect_is_never_followed(fake: FakeRegistries) -> None:
    fake.faults = [answer(302, location=f"{fake.url}/v3.0/expanded-search/?q=other")]
    with pytest.raises(NoAnswer):
        orcid(fake).search("marin")
    assert len(fake.seen) == 1


def test_a_pause_that_is_asked_for_is_told_and_has_an_end(fake: FakeRegistries) -> None:
    for asked, told in (("120", 120.0), ("999999", 3600.0), ("soon", 0.0)):
        fake.faults = [answer(429, retry_after=asked)]
        with pytest.raises(NoAnswer) as busy:
            orcid(fake).search("marin")
        assert busy.value.retry_after_s == told


@pytest.mark.parametrize("fault", [silence(5), drip(5)], ids=["silence", "drip"])
def test_a_slow_registry_ends_at_the_deadline(fake: FakeRegistries, fault: Fault) -> None:
    fake.faults = [fault]
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        orcid(fake, timeout_s=0.3).search("marin")
    assert time.monotonic() - began < 60


HOSTILE: list[Any] = [
    [], "text", 5, None, {"expanded-result": "x", "items": {}, "message": []},
    {"expanded-result": [5, None, {"orcid-id": 7}, {"orcid-id": "0000"}], "items": [{"id": 3, "names": 4}]},
    {"expanded-result": [{"orcid-id": entries.CLARA, "family-names": {"a": 1}, "given-names": ["x"]}]},
    {"items": [{"id": f"https://ror.org/{entries.REEF}", "names": [{"value": 5, "types": "label"}], "locations": "x"}]},
    {"message": {"items": [{"id": "../../etc", "name": "x"}, {"id": 5, "name": "y"}, {"name": None}]}},
]  # fmt: skip


@pytest.mark.parametrize("told", HOSTILE, ids=range(len(HOSTILE)))
def test_answers_of_any_shape_are_read_as_nothing(fake: FakeRegistries, told: Any) -> None:
    fake.raw = json.dumps(told).encode()
    assert orcid(fake).search("marin") == ()
    assert orcid(fake).person(entries.CLARA) is None
    assert RorClient(url=fake.url, timeout_s=10).search("reef") == ()
    assert FundersClient(url=fake.url, timeout_s=10).search("tide") == ()


@pytest.mark.parametrize("raw", [b"[" * 100_000, b"{", b"\xff\xfe", b'{"a": ' + b"9" * 9000 + b"}", b" " * 3_000_000])
def test_answers_that_cannot_be_read_are_no_answer(fake: FakeRegistries, raw: bytes) -> None:
    fake.raw = raw
    with pytest.raises(NoAnswer):
        orcid(fake).search("marin")


def test_texts_come_as_one_line_that_a_page_can_show(fake: FakeRegistries) -> None:
    fake.listed = [entries.listed_person(entries.CLARA, "Ma\u202erin\x00\n\ud800", "<b>" + "x" * 5000, "A\u2028B")]
    (found,) = orcid(fake).search("ma")
    assert found.family == "Marin"
    assert len(found.given) == 300
    assert found.affiliations[0].name == "A B"


@pytest.mark.parametrize(
    "url", ["http://api.ror.org", "https://user:x@pub.orcid.org", "ftp://127.0.0.1", "file:///etc"]
)
def test_an_address_that_leads_elsewhere_is_refused(url: str) -> None:
    for client in (OrcidClient, RorClient, FundersClient):
        with pytest.raises(PermanentFailure):
            client(url=url, timeout_s=1)
