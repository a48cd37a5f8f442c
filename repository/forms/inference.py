"""What kind of identifier somebody typed: worked out where it is plain, left alone where it is not. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import PydanticCustomError

from repository.record.identifiers import normalise_ror, parse_doi

_ARXIV = re.compile(r"(?:arxiv:)?\d{4}\.\d{4,5}(v\d+)?", re.IGNORECASE | re.ASCII)
_HANDLE = re.compile(r"(?:hdl:)?\d+(?:\.\d+)*/\S+", re.IGNORECASE | re.ASCII)
_FUNDER: Final = "10.13039/"
_CF: Final = "http://vocab.nerc.ac.uk/standard_name/"


def related_type(identifier: str) -> str:
    """The DataCite type of a related identifier, or nothing where its form does not tell.

    >>> related_type("https://doi.org/10.17882/42182"), related_type("https://example.org/a"), related_type("box 12")
    ('DOI', 'URL', '')
    """
    text = identifier.strip()
    if parse_doi(text):
        return "DOI"
    if re.match(r"https?://arxiv\.org/", text, re.IGNORECASE) or _ARXIV.fullmatch(text):
        return "arXiv"
    if text.lower().startswith(("http://", "https://", "ftp://")):
        return "URL"
    if text.lower().startswith("urn:"):
        return "URN"
    if text.lower().startswith("ark:"):
        return "ARK"
    return "Handle" if _HANDLE.fullmatch(text) else ""


def funder_type(identifier: str) -> str:
    """The DataCite type of a funder's identifier; ``Other`` where its form does not tell."""
    try:
        normalise_ror(identifier)
    except PydanticCustomError:
        return "Crossref Funder ID" if _FUNDER in identifier else "Other"
    return "ROR"


def settle_related(row: Mapping[str, Any]) -> dict[str, Any]:
    """A related work whose kind of identifier was not chosen, or contradicts what was typed."""
    identifier, chosen = row.get("identifier"), row.get("identifier_type")
    if not isinstance(identifier, str):
        return {key: value for key, value in row.items() if key != "identifier_type"}
    plain = related_type(identifier)
    contradicted = chosen in ("DOI", "URL") and plain != chosen
    if plain and (not chosen or contradicted):
        return {**row, "identifier_type": plain}
    return dict(row)


def settle_funding(row: Mapping[str, Any]) -> dict[str, Any]:
    """A grant whose funder's identifier has the type of its form."""
    identifier, known = row.get("funder_identifier"), row.get("funder_identifier_type")
    if not isinstance(identifier, str):
        return {key: value for key, value in row.items() if key != "funder_identifier_type"}
    plain = funder_type(identifier)
    if known is None or (known != plain and "Other" not in (known, plain)) or (known == "ROR" and plain == "Other"):
        return {**row, "funder_identifier_type": plain}
    return dict(row)


def settle_variable(row: Mapping[str, Any]) -> dict[str, Any]:
    """A variable whose CF name and its address belong together: a name that was typed over loses the address."""
    name, address = row.get("standard_name"), row.get("standard_name_uri")
    is_of_another = isinstance(address, str) and address.startswith(_CF) and address[len(_CF) :].strip("/") != name
    return {key: value for key, value in row.items() if key != "standard_name_uri" or not is_of_another}


def as_organisation(party: Mapping[str, Any]) -> Mapping[str, Any]:
    """A party without a kind that has a name is an organisation, as the record reads it."""
    return {**party, "kind": "organisation"} if "kind" not in party and "name" in party else party
