"""Crossref's registry of funders over its REST API: ``/funders?query=``."""

from collections.abc import Mapping
from typing import Any

from repository.clients.found import (
    LARGEST_ANSWER,
    MOST_FOUND,
    FoundOrganisation,
    ask_json,
    at,
    line,
    lines,
    objects,
    words_of,
)
from repository.clients.outgoing import OutgoingClient


class FundersClient:
    """Questions to Crossref at an address; every one raises ``NoAnswer`` alone. ``timeout_s``: for one exchange."""

    def __init__(self, *, url: str, timeout_s: float) -> None:
        self._door = OutgoingClient(base_url=url, timeout_s=timeout_s, largest_answer=LARGEST_ANSWER)

    def search(self, text: str) -> tuple[FoundOrganisation, ...]:
        """The funders that the words fit best; one that another replaced is left out."""
        words = words_of(text)
        if not words:
            return ()
        found = ask_json(self._door, "/funders", {"query": " ".join(words), "rows": MOST_FOUND})
        told = (_funder(each) for each in objects(at(found, "message", "items")))
        return tuple(each for each in told if each)[:MOST_FOUND]


def _funder(found: Mapping[str, Any]) -> FoundOrganisation | None:
    """One funder; ``location`` is the name of a country, shown where a city would stand."""
    name, identifier = line(found.get("name")), line(found.get("id"))
    is_known = identifier.isascii() and identifier.isdecimal() and len(identifier) <= 20
    if not name or not is_known or found.get("replaced-by"):
        return None
    others, place = lines(found.get("alt-names"))[:20], line(found.get("location"))
    return FoundOrganisation(name, funder_id=identifier, others=others, city=place[:100], is_funder=True)
