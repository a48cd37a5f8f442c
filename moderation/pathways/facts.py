"""What of a published record decides where it goes: disciplines, words, countries of its creators, licence, access."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from repository.record.model import Record
from repository.record.people import Affiliation, Organisation, Party


@dataclass(frozen=True, slots=True)
class Facts:
    """``words`` are folded: small letters without accents. ``countries`` by ISO 3166-1, two capital letters.

    ``licence``: SPDX short name, or the address or name where it has none; empty where there is no licence.
    ``forwarding``: whether the depositor lets the files be passed on; None where that was not answered.
    """

    poles: tuple[str, ...]
    kind: str = "Dataset"
    words: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    licence: str = ""
    forwarding: bool | None = None
    access: str = "open"
    embargo_until: date | None = None


def facts_of(
    record: Record,
    *,
    countries_of: Mapping[str, str],
    access: str = "open",
    embargo_until: date | None = None,
) -> Facts:
    """The facts of a record; ``countries_of``: ROR identifier -> country, for organisations that do not say theirs."""
    licence = record.licence
    return Facts(
        poles=tuple(record.poles),
        kind=record.resource_type.general,
        words=tuple(dict.fromkeys(folded(each) for each in _words(record))),
        addresses=tuple(dict.fromkeys(_addresses(record))),
        countries=tuple(sorted(set(_countries(record, countries_of)))),
        licence=(licence.spdx or licence.uri or licence.name or "") if licence else "",
        forwarding=record.forwarding,
        access=access,
        embargo_until=embargo_until,
    )


def folded(text: str) -> str:
    """Small letters without accents.

    >>> folded("Sismicité des Alpes")
    'sismicite des alpes'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def organisations_of(record: Record) -> tuple[str, ...]:
    """The ROR identifiers of the creators' organisations: whose country is worth being looked up."""
    return tuple(dict.fromkeys(each.ror for party in record.creators for each in _houses(party) if each.ror))


def _houses(party: Party) -> tuple[Affiliation | Organisation, ...]:
    own = (party,) if isinstance(party, Organisation) else ()
    return (*own, *party.affiliations)


def _countries(record: Record, countries_of: Mapping[str, str]) -> Iterable[str]:
    for party in record.creators:
        for house in _houses(party):
            if found := house.country or countries_of.get(house.ror or "", ""):
                yield found.upper()


def _words(record: Record) -> Iterable[str]:
    """What the data are about: keywords, names of variables. Titles and abstracts name too much else."""
    for keyword in record.keywords:
        yield from keyword.term.values()
    for variable in record.variables:
        yield variable.name
        yield from (variable.label or {}).values()
        if variable.standard_name:
            yield variable.standard_name.replace("_", " ")
        yield from (concept.name for concept in variable.concepts)


def _addresses(record: Record) -> Iterable[str]:
    yield from (keyword.uri for keyword in record.keywords if keyword.uri)
    for variable in record.variables:
        yield from (concept.uri for concept in variable.concepts if concept.uri)
