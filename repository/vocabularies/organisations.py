"""Reading organisations: the data dump of ROR (a JSON array, record by record) and the list that we deliver. Pure."""

import codecs
import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from repository.clients.found import FoundOrganisation, line, ror_in
from repository.clients.ror_records import organisation_of
from repository.errors import PermanentFailure

FIRST: Final = Path(__file__).resolve().parent / "organisations.csv"
"""Organisations of the Earth sciences and their funders: identifier and names alone, written by us."""
_PIECE: Final = 1024 * 1024
_LONGEST_RECORD: Final = 4 * _PIECE
_BETWEEN: Final = " \t\r\n,"


class OrganisationsRefused(PermanentFailure):
    """What was given is no data dump of ROR that can be read."""

    code = "organisations-refused"


def read_dump(file: BinaryIO) -> Iterator[FoundOrganisation | None]:
    """Each record of a dump, None for one that is none; never more than a few records in memory.

    Raises ``OrganisationsRefused`` where the file is no JSON array of objects of schema 2.
    """
    for number, record in enumerate(_records(_texts(file))):
        if number == 0 and "names" not in record:
            raise OrganisationsRefused(
                "These are no records of ROR's schema 2. Take the file whose records have names."
            )
        yield organisation_of(record)


def _texts(file: BinaryIO) -> Iterator[str]:
    """The file piece by piece as text."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while piece := file.read(_PIECE):
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise OrganisationsRefused("The file is not UTF-8, so it is no data dump of ROR.") from None


def _records(texts: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON array that arrives in pieces."""
    decoder = json.JSONDecoder()
    buffer, is_open, is_closed = "", False, False
    for text in texts:
        buffer += text
        if not is_open:
            buffer = buffer.lstrip()
            if buffer and not buffer.startswith("["):
                raise OrganisationsRefused("The file does not begin as a JSON list, so it is no data dump of ROR.")
            is_open, buffer = bool(buffer), buffer[1:]
        at = 0
        while not is_closed:
            at = _past_blanks(buffer, at)
            if buffer[at : at + 1] == "]":
                is_closed, at = True, at + 1
                break
            record, end = _next(decoder, buffer, at)
            if record is None:
                break
            yield record
            at = end
        buffer = buffer[at:]
        if is_closed and buffer.strip():
            raise OrganisationsRefused("Something follows after the end of the list: the file is damaged.")
    if not is_closed:
        raise OrganisationsRefused("The file ends in the middle: it is damaged, or was not fetched whole.")


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    return at


def _next(decoder: json.JSONDecoder, text: str, at: int) -> tuple[Mapping[str, Any] | None, int]:
    """The object that begins at a place, and where it ends; None where more of the file is needed."""
    if at == len(text):
        return None, at
    try:
        found, end = decoder.raw_decode(text, at)
    except (ValueError, RecursionError):
        if len(text) - at > _LONGEST_RECORD:
            raise OrganisationsRefused("A record is damaged, or longer than any of ROR is.") from None
        return None, at
    if not isinstance(found, Mapping):
        raise OrganisationsRefused("The list holds something that is no record: the file is no data dump of ROR.")
    return found, end


def read_first() -> Iterator[FoundOrganisation]:
    """The organisations that come with the software."""
    with FIRST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, french, acronym = line(row["name"]), line(row["name_fr"]), line(row["acronym"])
            yield FoundOrganisation(
                name=name,
                ror=ror_in(row["ror"]),
                funder_id=row["funder_id"],
                labels={tag: text for tag, text in (("en", name), ("fr", french)) if text and french},
                acronyms=(acronym,) if acronym else (),
                country=row["country"],
                is_funder=bool(row["funder_id"]) or row["is_funder"] == "yes",
            )
