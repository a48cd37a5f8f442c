"""People, organisations and funders as a box offers them: one value for all, whoever knew of them, each once. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from repository.clients.found import FoundAffiliation, FoundOrganisation, FoundPerson
from repository.vocabularies.words import folded, has_words

ME, CO_AUTHOR, PUBLISHED, TABLE, ORCID, ROR, CROSSREF = (
    "me",
    "co-author",
    "published",
    "table",
    "orcid",
    "ror",
    "funders",
)
HERE: Final = frozenset({ME, CO_AUTHOR, PUBLISHED, TABLE})
"""Sources of this site; the others are registries outside."""
MOST_AGENTS: Final = 20


@dataclass(frozen=True, slots=True)
class Agent:
    """A person (``family``, ``given``, ``orcid``) or an organisation (``name``, ``ror``, ``funder_id``).

    ``sources``: who knew of them, the best first; ``matched``: the other name that was found; ``place``: city, country.
    """

    kind: str
    family: str = ""
    given: str = ""
    orcid: str = ""
    affiliations: tuple[FoundAffiliation, ...] = ()
    name: str = ""
    ror: str = ""
    funder_id: str = ""
    matched: str = ""
    place: str = ""
    sources: tuple[str, ...] = ()
    is_whole: bool = field(default=True, compare=False)
    """Whether the affiliations are those of today; else they only help to tell people apart."""

    @property
    def label(self) -> str:
        """How the agent is called in a list."""
        return f"{self.given} {self.family}".strip() if self.kind == "person" else self.name

    @property
    def keys(self) -> tuple[str, ...]:
        """What makes two of them the same one: any identifier in common; without any, the whole name."""
        told = (("orcid", self.orcid), ("ror", self.ror), ("funder", self.funder_id))
        keys = tuple(f"{name}:{value}" for name, value in told if value)
        return keys or (f"{self.kind}:{folded(self.label)}",)

    def entry(self) -> dict[str, Any]:
        """What a form takes over: only what is known."""
        affiliations = [_without_blanks({"name": each.name, "ror": each.ror}) for each in self.affiliations]
        told: dict[str, Any] = {
            "kind": self.kind, "family": self.family, "given": self.given, "orcid": self.orcid, "name": self.name,
            "ror": self.ror, "funder_id": self.funder_id, "affiliations": affiliations if self.is_whole else [],
        }  # fmt: skip
        return _without_blanks(told)


def _without_blanks(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value}


def agent_of_person(found: FoundPerson, *sources: str) -> Agent:
    """A person as a registry tells them."""
    return Agent(
        "person",
        family=found.family,
        given=found.given,
        orcid=found.orcid,
        affiliations=found.affiliations,
        sources=sources,
        is_whole=found.is_whole,
    )


def agent_of_organisation(found: FoundOrganisation, *sources: str, language: str, asked: str = "") -> Agent:
    """An organisation, called as in this language; ``asked`` (folded) tells which other name was found."""
    label = found.labels.get(language) or found.name
    names = (label, found.name, *found.acronyms, *found.labels.values(), *found.others)
    return Agent(
        "organisation",
        name=label,
        ror=found.ror,
        funder_id=found.funder_id,
        matched=_other_name(names, asked),
        place=", ".join(part for part in (found.city, found.country) if part),
        sources=sources,
    )


def _other_name(names: tuple[str, ...], asked: str) -> str:
    wanted = asked.split()
    for name in names:
        if has_words(folded(name), wanted):
            return "" if name == names[0] else name
    return ""


def merged(*lists: Iterable[Agent], most: int = MOST_AGENTS) -> tuple[Agent, ...]:
    """All agents in their order, each once; what a later list knows of one besides is added, nothing is replaced."""
    kept: list[Agent] = []
    places: dict[str, int] = {}
    for agent in (each for some in lists for each in some):
        place = next((places[key] for key in agent.keys if key in places), None)
        if place is None:
            place = len(kept)
            kept.append(agent)
        else:
            kept[place] = _joined(kept[place], agent)
        places |= dict.fromkeys((*agent.keys, *kept[place].keys), place)
    return tuple(kept[:most])


def _joined(first: Agent, second: Agent) -> Agent:
    takes_work = bool(second.affiliations) and second.is_whole and not (first.affiliations and first.is_whole)
    return replace(
        first,
        orcid=first.orcid or second.orcid,
        ror=first.ror or second.ror,
        funder_id=first.funder_id or second.funder_id,
        place=first.place or second.place,
        affiliations=second.affiliations if takes_work else first.affiliations,
        is_whole=takes_work or first.is_whole,
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
    )
