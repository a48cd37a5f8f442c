"""What the boxes find here: organisations by name, acronym, language, identifier; people one knows; each once."""

from typing import Any

import pytest

from repository.models import CatalogueEntry, Person
from repository.queries.agents_organisations import search_organisations
from repository.queries.agents_people import search_people
from repository.services.agents import find_organisations, find_parties, find_people
from tests.factories import make_draft, make_person
from tests.fakes.registries import entries
from tests.fakes.registries.server import FakeRegistries
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db


def names(text: str, language: str = "en", **more: Any) -> list[str]:
    return [agent.name for agent in search_organisations(text, language=language, **more)]


@pytest.mark.parametrize(
    "typed", ["reef inst", "INSTITUT du Recif", "rfi", "station old", f"https://ror.org/{entries.REEF}"]
)
def test_an_organisation_is_found_by_any_name_in_any_spelling(organisations: None, typed: str) -> None:
    assert names(typed) == ["Reef Institute"]


def test_it_is_called_in_the_readers_language_and_the_name_that_was_found_is_told(organisations: None) -> None:
    (found,) = search_organisations("rfi", language="fr")
    assert (found.name, found.matched, found.place) == ("Institut du récif", "RFI", "Saltport, FR")
    assert found.entry() == {"kind": "organisation", "name": "Institut du récif", "ror": entries.REEF}


def test_one_letter_signs_and_what_closed_find_nothing(organisations: None) -> None:
    assert names("r") == names("%_") == names("  ") == names("reef house") == []


def test_for_funding_those_that_fund_come_first(organisations: None) -> None:
    load = [entries.organisation(entries.ror(80_000 + n), (f"Tide {n}", "label ror_display", "en")) for n in range(3)]
    from repository.clients.ror_records import organisation_of
    from repository.services.organisation_rows import write_organisations

    write_organisations([each for one in load if (each := organisation_of(one))])
    assert names("tide", funders_first=True)[0] == "Tide Fund"
    assert names("tide")[0] == "Tide 0"


def test_the_same_organisation_of_two_sources_is_one(registries: FakeRegistries, organisations: None) -> None:
    found = find_organisations("reef", language="en", asks_outside=True).agents
    assert [(agent.ror, agent.sources) for agent in found] == [(entries.REEF, ("table", "ror"))]
    funders = find_organisations("tide", language="en", asks_outside=True, funders=True).agents
    assert [(agent.name, agent.sources) for agent in funders] == [
        ("Tide Fund", ("table", "ror", "funders")), ("Tide Trust", ("funders",)),
    ]  # fmt: skip


def test_one_finds_oneself_and_those_one_wrote_with(alice: Person, bob: Person, store: Any) -> None:
    alice.orcid = entries.orcid(77)
    alice.save()
    make_draft(alice)
    found = search_people("ali", actor=alice)
    assert [(agent.label, agent.orcid, agent.sources) for agent in found] == [
        ("Alice Test", entries.orcid(77), ("me",))
    ]
    (clara,) = search_people("clara marin", actor=alice)
    assert (clara.sources, clara.orcid) == (("co-author",), "0000-0002-1825-0097")
    assert clara.entry()["affiliations"] == [{"name": "Observatory of Banyuls"}]
    assert search_people("clara", actor=bob) == (), "drafts of others are nobody's business"


def test_authors_of_what_is_public_are_found_by_everybody(alice: Person, bob: Person, store: Any) -> None:
    published(alice, make_moderator_of_ocean())
    assert CatalogueEntry.objects.exists()
    (clara,) = search_people("marin", actor=bob)
    assert (clara.label, clara.sources) == ("Clara Marin", ("published",))
    assert search_people("oxygen", actor=bob) == (), "a keyword is nobody"


def make_moderator_of_ocean() -> Person:
    from tests.factories import make_moderator

    return make_moderator("mona")


def test_a_person_of_this_site_and_of_orcid_is_one(registries: FakeRegistries, alice: Person, store: Any) -> None:
    registries.know("0000-0002-1825-0097", "Marin", "Clara", entries.employment("Reef Institute"))
    make_draft(alice)
    found = find_people("clara", actor=alice, asks_outside=True).agents
    assert [(agent.orcid, agent.sources) for agent in found] == [
        ("0000-0002-1825-0097", ("co-author", "orcid")), (entries.CLARA, ("orcid",)),
    ]  # fmt: skip


@pytest.mark.parametrize("shape", ["{}", "https://orcid.org/{}", "orcid.org/{}/", " {} "])
def test_a_pasted_orcid_is_looked_up_as_such(registries: FakeRegistries, alice: Person, shape: str) -> None:
    (found,) = find_people(shape.format(entries.CLARA), actor=alice, asks_outside=True).agents
    assert [each.name for each in found.affiliations] == ["Reef Institute"]
    assert all(path.startswith(f"/v3.0/{entries.CLARA}/") for path in registries.seen)


def test_half_an_orcid_asks_nobody_outside(registries: FakeRegistries, alice: Person) -> None:
    find_people("0000-0002-18", actor=alice, asks_outside=True)
    assert registries.seen == []


def test_an_orcid_with_a_wrong_digit_asks_nobody(registries: FakeRegistries, alice: Person) -> None:
    found = find_people("0000-0002-1825-0098", actor=alice, asks_outside=True)
    assert found.is_wrong_orcid
    assert registries.seen == []


def test_one_box_finds_people_and_organisations(registries: FakeRegistries, organisations: None, alice: Person) -> None:
    registries.know(entries.MONO, "Reefman", "Ada")
    found = find_parties("reef", actor=alice, language="en", asks_outside=True).agents
    assert [agent.label for agent in found] == ["Ada Reefman", "Reef Institute"]


def test_odd_drafts_of_co_authors_hurt_nobody(alice: Person, store: Any) -> None:
    from repository.services.deposits import write_draft

    dataset = make_draft(alice)
    for odd in (
        "text",
        [5, None, "x"],
        [{"kind": "person", "family": {"a": 1}}],
        [{"family": "Marin", "affiliations": 5}],
    ):
        write_draft(dataset_key=dataset.key, actor=alice, fields={"creators": odd, "contributors": odd})
        assert len(search_people("marin", actor=alice)) <= 1
    make_person("zoe")
