"""Citation -> RIS for reference managers: UTF-8, lines ended by CRLF, one reference.

Source: Research Information Systems, RIS Format Specifications (2011): two capitals, two blanks, hyphen, blank, value.
"""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.bibtex import keywords_of
from repository.crosswalks.checks import TextCheck
from repository.crosswalks.citation import Citation, cite
from repository.crosswalks.edition import Edition
from repository.crosswalks.xml_text import one_line
from repository.record.model import Record

RENDERER: Final = "1"

_TYPE: Final = {
    "Software": "COMP", "ComputationalNotebook": "COMP", "Audiovisual": "VIDEO", "Image": "FIGURE", "Sound": "SOUND",
    "Report": "RPRT", "Text": "GEN", "Other": "GEN",
}  # fmt: skip


def render(record: Record, edition: Edition) -> bytes:
    """One reference to the whole dataset, with its abstract and keywords."""
    abstract = record.abstract.best(record.language) if record.abstract else ""
    kind = _TYPE.get(record.resource_type.general, "DATA")
    return write(cite(record, edition), kind=kind, abstract=abstract, keywords=keywords_of(record))


def write(citation: Citation, *, kind: str = "DATA", abstract: str = "", keywords: tuple[str, ...] = ()) -> bytes:
    """One reference, every value on one line, no line break left in it."""
    tags = _tags(citation, kind, abstract, keywords)
    lines = [f"{tag}  - {one_line(value)}\r\n" for tag, value in tags if value]
    return f"{''.join(lines)}ER  - \r\n".encode()


def _tags(citation: Citation, kind: str, abstract: str, keywords: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield "TY", kind
    for creator in citation.creators:
        yield "AU", creator.name
    yield "PY", f"{citation.year:04d}"
    yield "DA", citation.day.isoformat().replace("-", "/")
    yield "TI", citation.full_title
    yield "PB", citation.publisher
    yield "DO", citation.doi
    yield "UR", citation.url
    yield "LA", citation.language
    yield "AB", abstract
    for keyword in keywords:
        yield "KW", keyword
    yield "N1", citation.note


def _reads(text: str) -> bool:
    lines = text.removesuffix("\r\n").split("\r\n")
    shaped = all(line[2:6] == "  - " and line[:2].isalnum() and "\n" not in line for line in lines)
    return shaped and lines[0].startswith("TY  - ") and lines[-1] == "ER  - "


CHECK: Final = TextCheck(_reads)
