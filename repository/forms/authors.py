"""The person at the keyboard as an author: a row of the creators from what the profile says."""

from typing import Any

from repository.models import Person
from repository.record.document import is_empty, prune


def author_row(person: Person) -> dict[str, Any]:
    """A creator of the record: name, ORCID and affiliation as the profile has them."""
    affiliation = {"name": person.affiliation, "ror": person.affiliation_ror}
    row = {
        "kind": "person",
        "family": person.family_name,
        "given": person.given_name,
        "orcid": person.orcid,
        "affiliations": [affiliation],
    }
    kept: dict[str, Any] = prune(row)
    return kept


def with_author(creators: Any, person: Person) -> list[Any]:
    """The creators with the person last: blank rows make room, and who is there by ORCID or name stays once."""
    rows = [row for row in creators if not _is_blank(row)] if isinstance(creators, list) else []
    own = author_row(person)
    return rows if any(_is_same(row, own) for row in rows) else [*rows, own]


def _is_blank(row: Any) -> bool:
    said = {key: value for key, value in row.items() if key != "kind"} if isinstance(row, dict) else row
    return is_empty(prune(said))


def _is_same(row: Any, own: dict[str, Any]) -> bool:
    if not isinstance(row, dict):
        return False
    if own.get("orcid") and row.get("orcid"):
        return bool(row["orcid"] == own["orcid"])
    return all(row.get(key) == own.get(key) for key in ("family", "given")) and bool(own.get("family"))
