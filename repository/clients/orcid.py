"""ORCID's public API, version 3.0: people by the words of their names, and one person by the identifier.

Shapes: ``/v3.0/expanded-search``, ``/v3.0/<iD>/person`` and ``/v3.0/<iD>/employments`` as ORCID documents them.
"""

from collections.abc import Mapping
from typing import Any, Final

from repository.clients.found import (
    LARGEST_ANSWER,
    MOST_FOUND,
    FoundAffiliation,
    FoundPerson,
    ask_json,
    at,
    line,
    lines,
    objects,
    orcid_in,
    ror_in,
    words_of,
)
from repository.clients.outgoing import NoAnswer, OutgoingClient

NAMES: Final = ("family-name", "given-names", "credit-name", "other-names")
MOST_AFFILIATIONS: Final = 3


class OrcidClient:
    """Questions to ORCID at an address; every one raises ``NoAnswer`` alone. ``timeout_s``: seconds for one exchange.

    Nothing is sent but words of names, or an identifier.
    """

    def __init__(self, *, url: str, timeout_s: float) -> None:
        self._door = OutgoingClient(base_url=url, timeout_s=timeout_s, largest_answer=LARGEST_ANSWER)

    def search(self, text: str) -> tuple[FoundPerson, ...]:
        """People who have all the words in their names, each word by its beginning."""
        words = words_of(text)
        if not words:
            return ()
        query = " AND ".join("(" + " OR ".join(f"{name}:{word}*" for name in NAMES) + ")" for word in words)
        found = ask_json(self._door, "/v3.0/expanded-search/", {"q": query, "rows": MOST_FOUND})
        people = (_in_list(each) for each in objects(at(found, "expanded-result"))[:MOST_FOUND])
        return tuple(person for person in people if person)

    def person(self, orcid: str) -> FoundPerson | None:
        """The person of an identifier, with where they work today; None where ORCID knows nobody, or no name of theirs.

        Where the employments do not come, the person comes without.
        """
        told = at(ask_json(self._door, f"/v3.0/{orcid}/person"), "name")
        family, given = line(at(told, "family-name", "value")), line(at(told, "given-names", "value"))
        if not (family or given):
            return None
        try:
            employments = ask_json(self._door, f"/v3.0/{orcid}/employments")
        except NoAnswer:
            return _person(family, given, orcid)
        return _person(family, given, orcid, _today(employments), is_whole=True)


def _person(
    family: str, given: str, orcid: str, affiliations: tuple[FoundAffiliation, ...] = (), *, is_whole: bool = False
) -> FoundPerson:
    """A person; who has one name only has it as the family name, as the record wants it."""
    return FoundPerson(family or given, given if family else "", orcid, affiliations, is_whole)


def _in_list(found: Mapping[str, Any]) -> FoundPerson | None:
    orcid = orcid_in(found.get("orcid-id"))
    family, given = line(found.get("family-names")), line(found.get("given-names"))
    if not orcid or not (family or given):
        return None
    names = lines(found.get("institution-name"))[:MOST_AFFILIATIONS]
    return _person(family, given, orcid, tuple(FoundAffiliation(name) for name in names))


def _today(employments: Any) -> tuple[FoundAffiliation, ...]:
    """The employments without an end, the latest first, each organisation once."""
    told = [
        each.get("employment-summary")
        for group in objects(at(employments, "affiliation-group"))
        for each in objects(group.get("summaries"))
    ]
    lasting = [each for each in objects(told) if each.get("end-date") is None]
    lasting.sort(key=_begun, reverse=True)
    found: dict[str, FoundAffiliation] = {}
    for each in lasting:
        name = line(at(each, "organization", "name"))
        known = at(each, "organization", "disambiguated-organization")
        identifier = at(known, "disambiguated-organization-identifier")
        ror = ror_in(identifier) if at(known, "disambiguation-source") == "ROR" else ""
        if name:
            found.setdefault(ror or name, FoundAffiliation(name, ror))
    return tuple(found.values())[:MOST_AFFILIATIONS]


def _begun(summary: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(line(at(summary, "start-date", part, "value")) for part in ("year", "month", "day"))
