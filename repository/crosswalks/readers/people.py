"""People and organisations as foreign descriptions name them, in the shape of the record."""

from typing import Any, Final

from pydantic_core import PydanticCustomError

from repository.record.identifiers import normalise_orcid, normalise_ror
from repository.record.name_forms import person as person_from

PERSONAL: Final = "personal"
ORGANISATIONAL: Final = "organizational"


def orcid_of(text: str) -> str | None:
    """The ORCID that a text is, right or wrong: one that has its form only is kept for the finding that says so."""
    try:
        return normalise_orcid(text)
    except PydanticCustomError as fault:
        return text if fault.type == "orcid-checksum" else None


def ror_of(text: str) -> str | None:
    """The ROR identifier that a text is; as `orcid_of`."""
    try:
        return normalise_ror(text)
    except PydanticCustomError as fault:
        return text if fault.type == "ror-checksum" and "ror.org" in text.lower() else None


def party(
    name: str,
    *,
    family: str = "",
    given: str = "",
    kind: str = "",
    orcid: str | None = None,
    ror: str | None = None,
    affiliations: "list[dict[str, Any]] | None" = None,
    identifiers: "list[dict[str, Any]] | None" = None,
) -> dict[str, Any]:
    """A person or an organisation from what a file says of one; empty where it names nobody.

    ``kind``: `PERSONAL`, `ORGANISATIONAL` or empty. Unsaid, it is a person where the file gives a family or given name,
    an ORCID, or a name in one of the plain forms of people's names; else an organisation.
    """
    beside = {"affiliations": affiliations or [], "identifiers": identifiers or []}
    if not kind:
        kind = PERSONAL if family or given or orcid or ("," in name and person_from(name)) else ORGANISATIONAL
    if kind != PERSONAL:
        return _said({"kind": "organisation", "name": name, "ror": ror, **beside}) if name else {}
    if not family:
        family, given = _parts(name, given)
    if not family:
        return {}
    return _said({"kind": "person", "family": family, "given": given, "orcid": orcid, **beside})


def _parts(name: str, given: str) -> tuple[str, str]:
    """Family and given name of a person's whole name; all of it as the family name where that is not plain."""
    if name.count(",") == 1:
        family, _comma, rest = (part.strip() for part in name.partition(","))
        if family:
            return family, given or rest
    split = person_from(name, certain=True)
    return (split["family"], split.get("given", "")) if split else (name, given)


def affiliation(name: str, identifier: str = "") -> dict[str, Any]:
    """Where somebody works; empty without a name."""
    return _said({"name": name, "ror": ror_of(identifier)}) if name else {}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
