"""People, organisations and funders picked in a box: what a row of each list takes of them. Pure.

A box has the name of a list (a pick adds a row) or of a row (a pick fills it); ``<name>-pick`` carries what was picked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from repository.forms.finder import LONGEST, MOST_PICKS
from repository.forms.posted import Posted, storable, text_of, texts_of, unpack
from repository.forms.shown import Finder, Found, Parts, Row, RowList, Section, Shown

PARTIES, PEOPLE, ORGANISATIONS, FUNDERS = "parties", "people", "organisations", "funders"
BOXES: Final = (PARTIES, PEOPLE, ORGANISATIONS, FUNDERS)
PICK: Final = "pick"
LISTS: Final = {"creators": PARTIES, "contributors": PARTIES, "contacts": PARTIES, "funding": FUNDERS}
"""The lists of the step that have a box."""
_ROW: Final = re.compile(r"(creators|contributors|contacts|funding)-\d{1,6}(-affiliations-\d{1,6})?", re.ASCII)
_TEXTS: Final = ("kind", "family", "given", "orcid", "name", "ror", "funder_id")
_TOLD: Final = ("family", "given", "orcid", "name", "ror", "funder", "funder_identifier", "uri")
_REGISTERED: Final = ("https://orcid.org/", "https://ror.org/")


def taken(takes: str, row: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a list after an agent was picked for it. ``takes``: the list it is of."""
    is_person = entry.get("kind") == "person"
    match takes:
        case "contributors":
            party = row.get("party")
            inner = _party(party if isinstance(party, Mapping) else {}, {**entry, "affiliations": None})
            return {**row, "party": inner}
        case "contacts":
            name = " ".join(_known(entry.get("given"), entry.get("family"))) if is_person else entry.get("name")
            return {**row, **_some(name=name, uri=_contact_address(row, entry))}
        case "affiliations":
            bare = {key: value for key, value in row.items() if key not in ("ror", "country")}
            return {**bare, **_some(name=entry.get("name"), ror=entry.get("ror"))}
        case "funding":
            bare = {key: value for key, value in row.items() if key != "funder_identifier"}
            return {**bare, **_some(funder=entry.get("name"), funder_identifier=_funder_address(entry))}
        case _:
            return _party(row, entry)


def _party(row: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """A person or an organisation: names and identifier of whom was picked, affiliations only where there are none."""
    bare = {
        key: value for key, value in row.items() if key not in ("family", "given", "orcid", "name", "ror", "country")
    }
    if entry.get("kind") == "organisation":
        return {**bare, **_some(kind="organisation", name=entry.get("name"), ror=entry.get("ror"))}
    names = {key: entry.get(key) for key in ("family", "given", "orcid")}
    works = row.get("affiliations")
    has_work = isinstance(works, list) and any(isinstance(each, Mapping) and each.get("name") for each in works)
    fresh = {} if has_work else _some(affiliations=entry.get("affiliations"))
    return {**bare, **_some(kind="person", **names), **fresh}


def _some(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _known(*texts: Any) -> list[str]:
    return [text for text in texts if isinstance(text, str) and text]


def _contact_address(row: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """The address of the identifier, where there is no other address already."""
    there = row.get("uri")
    if isinstance(there, str) and there and not there.startswith(_REGISTERED):
        return there
    orcid, ror = entry.get("orcid"), entry.get("ror")
    return f"{_REGISTERED[0]}{orcid}" if orcid else f"{_REGISTERED[1]}{ror}" if ror else ""


def _funder_address(entry: Mapping[str, Any]) -> str:
    ror, funder = entry.get("ror"), entry.get("funder_id")
    return f"{_REGISTERED[1]}{ror}" if ror else f"https://doi.org/10.13039/{funder}" if funder else ""


def read_entry(text: str) -> dict[str, Any]:
    """What was picked, from the text of a box; nothing where it is not that, or says no name."""
    told = unpack(text)
    entry = _texts(told, _TEXTS)
    if entry.get("kind") not in ("person", "organisation"):
        return {}
    works = told.get("affiliations")
    if isinstance(works, list):
        kept = [_texts(each, ("name", "ror")) for each in works[:5] if isinstance(each, Mapping)]
        entry["affiliations"] = [each for each in kept if each.get("name")]
    return entry if entry.get("family" if entry["kind"] == "person" else "name") else {}


def _texts(told: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    texts = {key: storable(told[key])[:LONGEST].strip() for key in keys if isinstance(told.get(key), str)}
    return {key: text for key, text in texts.items() if text}


def read_added(posted: Posted, name: str, takes: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The rows of what was picked in the box of a list; who stands there by identifier is not added again."""
    made: list[dict[str, Any]] = []
    for text in texts_of(posted, f"{name}-{PICK}")[:MOST_PICKS]:
        entry = read_entry(text)
        row = taken(takes, {}, entry) if entry else {}
        if row and not any(_is_same(row, other) for other in (*rows, *made)):
            made.append(row)
    return made


def _is_same(row: Mapping[str, Any], other: Any) -> bool:
    if not isinstance(other, Mapping):
        return False
    mine, theirs = row.get("party", row), other.get("party", other)
    keys = [key for key in ("orcid", "ror", "uri") if mine.get(key)]
    return bool(keys) and isinstance(theirs, Mapping) and any(mine[key] == theirs.get(key) for key in keys)


def read_filled(posted: Posted, name: str, takes: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row, filled with what was picked in its own box."""
    entry = read_entry(text_of(posted, f"{name}-{PICK}"))
    return taken(takes, row, entry) if entry else row


def box_of(name: str, kind: str = "") -> str:
    """What the box of this name looks for; nothing for a name that has none. ``kind``: of the party in a row."""
    if name in LISTS:
        return LISTS[name]
    found = _ROW.fullmatch(name)
    if not found:
        return ""
    if found[2]:
        return ORGANISATIONS if found[1] == "creators" else ""
    if found[1] in ("contacts", "funding"):
        return LISTS[found[1]]
    return ORGANISATIONS if kind == "organisation" else PEOPLE


def takes_of(name: str) -> str:
    """The list that a box's row is of."""
    return "affiliations" if "-affiliations-" in name else name.partition("-")[0]


def party_name(name: str) -> str:
    """What the names of a row's controls begin with."""
    return f"{name}-party" if name.startswith("contributors-") else name


def words_in(posted: Posted, name: str) -> str:
    """What a box is asked for: its own words; of a row, its ORCID, else the names that stand in it."""
    if name in LISTS:
        return text_of(posted, f"{name}-find").strip()[:LONGEST]
    told = {key: text_of(posted, f"{party_name(name)}-{key}").strip() for key in _TOLD}
    names = " ".join(_known(told["given"], told["family"], told["name"], told["funder"]))
    return (told["orcid"] or names or told["ror"] or told["funder_identifier"])[:LONGEST]


def replaced(posted: Posted, name: str) -> list[tuple[str, str]]:
    """What was typed into a row and is something else after the pick, as (before, after); a beginning is no loss."""
    entry = read_entry(text_of(posted, f"{name}-{PICK}"))
    typed = {key: text_of(posted, f"{party_name(name)}-{key}").strip() for key in _TOLD}
    after = taken(takes_of(name), {"uri": typed["uri"]}, entry) if entry else {}
    after = after.get("party", after)
    if entry and typed["name"] and after.get("kind") == "person":
        after = {**after, "name": f"{after.get('given', '')} {after['family']}".strip()}
    pairs = [(text, str(after.get(key, ""))) for key, text in typed.items() if text]
    return [(old, new) for old, new in pairs if entry and not new.casefold().startswith(old.casefold())]


def with_found(
    sections: Sequence[Section], name: str, words: str, found: tuple[Found, ...], note: str
) -> tuple[Section, ...]:
    """The sections, one box of which shows what it found, unfolded."""
    asked = Finder(name, "", words, found, is_asked=True, note=note)
    return tuple(
        replace(each, shown=_with_found(each.shown, asked), is_folded=False)
        if each.shown is not None and each.field == name.partition("-")[0]
        else each
        for each in sections
    )


def _with_found(shown: Shown, asked: Finder) -> Shown:
    if isinstance(shown, Parts):
        return replace(shown, parts=tuple(_with_found(each, asked) for each in shown.parts))
    if not isinstance(shown, RowList):
        return shown
    rows = tuple(_row_with_found(each, asked) for each in shown.rows)
    return replace(shown, rows=rows, finder=_answered(shown.finder, asked))


def _row_with_found(row: Row, asked: Finder) -> Row:
    parts = tuple(_with_found(each, asked) for each in row.parts)
    return replace(row, parts=parts, finder=_answered(row.finder, asked))


def _answered(finder: Finder | None, asked: Finder) -> Finder | None:
    return replace(asked, box=finder.box, of=finder.of) if finder is not None and finder.name == asked.name else finder


def typed_entries(words: str) -> list[dict[str, Any]]:
    """A person and an organisation called as somebody typed, for what nobody knows.

    >>> typed_entries("Marin, Clara")[0]
    {'kind': 'person', 'family': 'Marin', 'given': 'Clara'}
    """
    family, comma, given = (part.strip() for part in words.partition(","))
    if not comma:
        given, _blank, family = words.strip().rpartition(" ")
    person = _some(kind="person", family=family or given, given=given.strip() if family else "")
    return [person, {"kind": "organisation", "name": words.strip()}]
