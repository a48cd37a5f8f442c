"""People this site knows: the one who asks, who stood in their deposits before, who made what is public."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from repository.access import deposits_of
from repository.catalogue.index.folder import IndexUnavailable
from repository.clients.found import FoundAffiliation, line, orcid_in, ror_in
from repository.forms.authors import author_row
from repository.models import CatalogueEntry, Dataset, Person, RecordVersion
from repository.queries.agents import CO_AUTHOR, ME, MOST_AGENTS, PUBLISHED, Agent, merged
from repository.queries.catalogue_index import catalogue_reader
from repository.vocabularies.words import folded, has_words

logger = logging.getLogger(__name__)

SHORTEST: Final = 2
_DATASETS: Final = 40
"""The latest datasets of one's own deposits that are looked through."""
_ENTRIES: Final = 200
"""Public datasets with the words among their people that are looked at."""
_WORDS: Final = 8
_RECORDS: Final = 10
"""Of these, the records that are opened for the identifiers: each has a name that the others do not have."""


def search_people(text: str, *, actor: Person, most: int = MOST_AGENTS) -> tuple[Agent, ...]:
    """The people who have all the words in their names, each by its beginning, or that ORCID."""
    orcid, words = orcid_in(text), folded(text).split()
    if not orcid and len(folded(text)) < SHORTEST:
        return ()

    def fits(agent: Agent) -> bool:
        return agent.orcid == orcid if orcid else has_words(folded(agent.label), words)

    mine = filter(fits, _agents([author_row(actor)], ME))
    before = (each for each in _co_authors(actor) if fits(each) and _is_somebody(each, words))
    public = filter(fits, () if orcid else _of_public(words))
    return merged(mine, before, public, most=most)


def _is_somebody(agent: Agent, words: Iterable[str]) -> bool:
    """Whether a person of a draft is more than what is being typed this moment, which is saved meanwhile."""
    return bool(agent.orcid or (agent.given and folded(agent.label).split() != list(words)))


def _co_authors(actor: Person) -> Iterator[Agent]:
    """Creators and contributors of the drafts that the actor writes, and of what these share."""
    datasets = Dataset.objects.filter(deposit__in=deposits_of(actor), is_removed=False).order_by("-modified")
    fields = [f"{where}__{field}" for field in ("creators", "contributors") for where in ("draft", "deposit__shared")]
    for lists in datasets.values_list(*fields)[:_DATASETS]:
        for parties in lists:
            told = parties if isinstance(parties, list) else []
            inner = [each.get("party", each) for each in told if isinstance(each, Mapping)]
            yield from _agents(inner, CO_AUTHOR)


def _of_public(words: list[str]) -> Iterator[Agent]:
    """Creators of public datasets: names from the catalogue, then identifiers from a few records."""
    try:
        numbers = catalogue_reader().entries_of_people(words[:_WORDS], most=_ENTRIES)
    except IndexUnavailable as problem:
        logger.warning("people.not-asked problem=%s", problem.sentence)
        return
    told = CatalogueEntry.objects.filter(pk__in=numbers).values_list("dataset_id", "creators")
    chosen = list(islice(_with_new_names(told, words), _RECORDS))
    for document in RecordVersion.objects.filter(current_for__in=chosen).values_list("document", flat=True):
        yield from _agents(json.loads(bytes(document)).get("creators"), PUBLISHED)


def _with_new_names(told: Iterable[tuple[Any, list[Any]]], words: Iterable[str]) -> Iterator[Any]:
    """The datasets that have a fitting name which none before had."""
    known: dict[Any, bool] = {}
    for dataset, creators in told:
        fresh = [name for name in creators if name not in known]
        known |= {name: has_words(folded(str(name)), words) for name in fresh}
        if any(known[name] for name in fresh):
            yield dataset


def _agents(parties: Any, source: str) -> Iterator[Agent]:
    """The people among the parties of a document, whatever else stands there; organisations come from their table."""
    for party in parties if isinstance(parties, list) else []:
        if not isinstance(party, Mapping) or party.get("kind", "person") != "person":
            continue
        family, given = line(party.get("family")), line(party.get("given"))
        if family:
            works = party.get("affiliations")
            yield Agent(
                "person",
                family=family,
                given=given,
                orcid=orcid_in(party.get("orcid")),
                affiliations=tuple(_affiliations(works if isinstance(works, list) else [])),
                sources=(source,),
            )


def _affiliations(told: list[Any]) -> Iterator[FoundAffiliation]:
    for each in told:
        if isinstance(each, Mapping) and (name := line(each.get("name"))):
            yield FoundAffiliation(name, ror_in(each.get("ror")))
