"""People, organisations and funders found for what somebody types: this site first, then the registries outside."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from pydantic_core import PydanticCustomError

from repository.clients.found import FoundOrganisation, FoundPerson, orcid_in, ror_in, words_of
from repository.clients.funders import FundersClient
from repository.clients.orcid import OrcidClient
from repository.clients.ror import RorClient
from repository.models import Person
from repository.queries.agents import (
    CROSSREF,
    MOST_AGENTS,
    ORCID,
    ROR,
    Agent,
    agent_of_organisation,
    agent_of_person,
    merged,
)
from repository.queries.agents_organisations import search_organisations
from repository.queries.agents_people import search_people
from repository.record.identifiers import normalise_orcid
from repository.services.registries import Question, Reply, ask_registries
from repository.vocabularies.words import folded

SHORTEST_OUTSIDE: Final = 3
"""Letters that must be typed before anybody outside is asked."""


@dataclass(frozen=True, slots=True)
class AgentsFound:
    """The best agents; ``silent``: registries that gave no answer; ``is_wrong_orcid``: an ORCID with a wrong digit."""

    agents: tuple[Agent, ...] = ()
    silent: tuple[str, ...] = ()
    is_wrong_orcid: bool = False


def find_people(text: str, *, actor: Person, asks_outside: bool) -> AgentsFound:
    """People by their names or their ORCID: oneself, co-authors, authors of what is public, ORCID."""
    if _has_wrong_digit(text):
        return AgentsFound(is_wrong_orcid=True)
    here = search_people(text, actor=actor)
    orcid = orcid_in(text)
    if not asks_outside or len(folded(text)) < SHORTEST_OUTSIDE or not (orcid or any(map(str.isalpha, text))):
        return AgentsFound(here)
    question = _about_person(orcid) if orcid else _about_people(text)
    (reply,) = ask_registries([question])
    told: Iterable[FoundPerson | None] = (reply.answer,) if orcid else reply.answer or ()
    outside = [agent_of_person(each, ORCID) for each in told if each]
    return AgentsFound(merged(here, outside), (ORCID,) if reply.is_silent else ())


def find_organisations(text: str, *, language: str, asks_outside: bool, funders: bool = False) -> AgentsFound:
    """Organisations by their names or their ROR identifier: the table here, ROR, for funders Crossref too."""
    here = search_organisations(text, language=language, funders_first=funders)
    if not asks_outside or len(folded(text)) < SHORTEST_OUTSIDE:
        return AgentsFound(here)
    ror = ror_in(text)
    questions = [_about_organisation(ror) if ror else _about_organisations(text)]
    questions += [_about_funders(text)] if funders and not ror else []
    replies = ask_registries(questions)
    lists = [
        [agent_of_organisation(each, question.registry, language=language, asked=folded(text)) for each in _told(reply)]
        for question, reply in zip(questions, replies, strict=True)
    ]
    silent = (question.registry for question, reply in zip(questions, replies, strict=True) if reply.is_silent)
    return AgentsFound(merged(here, *lists), tuple(silent))


def find_parties(text: str, *, actor: Person, language: str, asks_outside: bool) -> AgentsFound:
    """People, then organisations, for a box that takes both."""
    people = find_people(text, actor=actor, asks_outside=asks_outside)
    if people.is_wrong_orcid or orcid_in(text):
        return people
    others = find_organisations(text, language=language, asks_outside=asks_outside)
    most = MOST_AGENTS // 2
    agents = merged(people.agents[:most], others.agents[: max(most, MOST_AGENTS - len(people.agents))])
    return AgentsFound(agents, (*people.silent, *others.silent))


def person_of(orcid: str) -> FoundPerson | None:
    """The person of an ORCID as ORCID tells them, with where they work today; None where it gives no answer."""
    (reply,) = ask_registries([_about_person(orcid)])
    found: FoundPerson | None = reply.answer
    return found


def _told(reply: Reply) -> list[FoundOrganisation]:
    told: Any = reply.answer
    return [each for each in (told if isinstance(told, tuple) else (told,)) if each]


def _has_wrong_digit(text: str) -> bool:
    try:
        normalise_orcid(text)
    except PydanticCustomError as error:
        return error.type == "orcid-checksum"
    return False


def _about_people(text: str) -> Question:
    url, patience = settings.ORCID_URL, settings.REGISTRIES_TIMEOUT_S
    words = " ".join(words_of(text))
    return Question(ORCID, url, f"search {words}", lambda: OrcidClient(url=url, timeout_s=patience).search(words))


def _about_person(orcid: str) -> Question:
    url, patience = settings.ORCID_URL, settings.REGISTRIES_TIMEOUT_S
    return Question(
        ORCID,
        url,
        f"person {orcid}",
        lambda: OrcidClient(url=url, timeout_s=patience).person(orcid),
        is_whole=lambda person: person is None or person.is_whole,
    )


def _about_organisations(text: str) -> Question:
    url, patience = settings.ROR_URL, settings.REGISTRIES_TIMEOUT_S
    words = " ".join(words_of(text))
    return Question(ROR, url, f"search {words}", lambda: RorClient(url=url, timeout_s=patience).search(words))


def _about_organisation(ror: str) -> Question:
    url, patience = settings.ROR_URL, settings.REGISTRIES_TIMEOUT_S
    return Question(ROR, url, f"one {ror}", lambda: RorClient(url=url, timeout_s=patience).organisation(ror))


def _about_funders(text: str) -> Question:
    url, patience = settings.FUNDERS_URL, settings.REGISTRIES_TIMEOUT_S
    words = " ".join(words_of(text))
    return Question(CROSSREF, url, f"search {words}", lambda: FundersClient(url=url, timeout_s=patience).search(words))
