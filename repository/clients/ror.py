"""The API of the Research Organization Registry, version 2: organisations by words, one by its identifier."""

from repository.clients.found import LARGEST_ANSWER, MOST_FOUND, FoundOrganisation, ask_json, at, objects, words_of
from repository.clients.outgoing import OutgoingClient
from repository.clients.ror_records import organisation_of


class RorClient:
    """Questions to ROR at an address; every one raises ``NoAnswer`` alone. ``timeout_s``: seconds for one exchange."""

    def __init__(self, *, url: str, timeout_s: float) -> None:
        self._door = OutgoingClient(base_url=url, timeout_s=timeout_s, largest_answer=LARGEST_ANSWER)

    def search(self, text: str) -> tuple[FoundOrganisation, ...]:
        """The active organisations that the words fit best."""
        words = words_of(text)
        if not words:
            return ()
        found = ask_json(self._door, "/v2/organizations", {"query": " ".join(words)})
        told = (organisation_of(each) for each in objects(at(found, "items")))
        return tuple(each for each in told if each and each.is_active)[:MOST_FOUND]

    def organisation(self, ror: str) -> FoundOrganisation | None:
        """The organisation of an identifier (nine characters); None where there is none."""
        found = ask_json(self._door, f"/v2/organizations/{ror}")
        return organisation_of(found) if isinstance(found, dict) else None
