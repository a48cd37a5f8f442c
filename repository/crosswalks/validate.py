"""Whether a record can be published in every format: rendered, well-formed, complete, and valid by official schema."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as Folder
from typing import Final

from lxml import etree

from repository.crosswalks.bibtex import balanced
from repository.crosswalks.datacite_agents import UNAVAILABLE
from repository.crosswalks.edition import Edition
from repository.crosswalks.formats import FORMATS, Format
from repository.crosswalks.schemas import faults
from repository.record.document import Path
from repository.record.findings import Finding, Severity, step_of
from repository.record.labels import label_of
from repository.record.model import Record

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_DATACITE: Final = "{http://datacite.org/schema/kernel-4}"

_MANDATORY: Final[Mapping[str, Mapping[str, Path]]] = {
    "oai_dc": {
        f"{_DC}title": ("title",),
        f"{_DC}creator": ("creators",),
        f"{_DC}publisher": ("publication", "publisher"),
        f"{_DC}date": ("publication", "date"),
        f"{_DC}identifier": ("publication", "doi"),
        f"{_DC}rights": ("licence",),
    },
    "datacite": {
        f"{_DATACITE}identifier": ("publication", "doi"),
        f"{_DATACITE}creatorName": ("creators",),
        f"{_DATACITE}title": ("title",),
        f"{_DATACITE}publisher": ("publication", "publisher"),
        f"{_DATACITE}publicationYear": ("publication", "date"),
        f"{_DATACITE}resourceType": ("resource_type",),
    },
}
"""Format -> element that has to be there with a text -> field of the record that it comes from."""

_FIELD_OF: Final = {
    "identifier": "publication", "creators": "creators", "titles": "title", "publisher": "publication",
    "publicationYear": "publication", "resourceType": "resource_type", "subjects": "keywords",
    "contributors": "contributors", "dates": "time", "language": "language", "alternateIdentifiers": "identifiers",
    "relatedIdentifiers": "related", "version": "publication", "rightsList": "licence", "descriptions": "abstract",
    "geoLocations": "place", "fundingReferences": "funding",
    "title": "title", "creator": "creators", "contributor": "contributors", "subject": "keywords",
    "description": "abstract", "coverage": "place", "relation": "related", "source": "related", "rights": "licence",
    "date": "publication", "type": "resource_type", "format": "distribution",
}  # fmt: skip
"""Child of the document element -> field of the record that it is mostly made from."""

_ONE_EACH: Final = {"creators", "fundingReferences"}
"""DataCite lists whose n-th entry is the n-th entry of the record's field."""


def findings(record: Record, edition: Edition, *, schemas: Folder | None = None) -> tuple[Finding, ...]:
    """What keeps a record from being published in some format; nothing when all is well. All are errors.

    `schemas` is a folder of XSDs with its catalogue; without it well-formedness and mandatory elements are checked.
    Errors: FileNotFoundError when the folder lacks a schema that a format names.
    """
    found: dict[tuple[str, Path], Finding] = {}
    for entry in FORMATS.values():
        for finding in findings_in(entry, entry.render(record, edition), schemas):
            found.setdefault((finding.code, finding.path), finding)
    return tuple(found.values())


def findings_in(entry: Format, body: bytes, schemas: Folder | None = None) -> Iterator[Finding]:
    """What is wrong with one rendered format; errors as `findings`."""
    if entry.name in _MANDATORY:
        yield from _of_xml(entry, body, schemas)
    elif not _READS[entry.name](body.decode()):
        yield _unreadable(entry)


def _of_xml(entry: Format, body: bytes, schemas: Folder | None) -> Iterator[Finding]:
    try:
        root = etree.fromstring(body, etree.XMLParser(no_network=True, resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        yield _unreadable(entry)
        return
    missing = {field for name, field in _MANDATORY[entry.name].items() if not _says_something(root, name)}
    for field in sorted(missing, key=str):
        yield _missing(entry, field)
    if schemas is None or missing:
        return
    for fault in faults(root, folder=schemas, schema=entry.schema):
        yield _invalid(entry, _field_at(root, fault.path), fault.message)


def _says_something(root: etree._Element, name: str) -> bool:
    texts = [(element.text or "").strip() for element in root.iter(name)]
    return any(text and text != UNAVAILABLE for text in texts)


def _field_at(root: etree._Element, path: str) -> Path:
    """The field of the record that the element at an XPath was made from; the whole record where none is known."""
    chosen = root.xpath(path) if path else []
    node = chosen[0] if isinstance(chosen, list) and chosen and isinstance(chosen[0], etree._Element) else None
    steps: list[etree._Element] = []
    while node is not None and node is not root:
        steps.insert(0, node)
        node = node.getparent()
    if not steps:
        return ()
    name = etree.QName(steps[0]).localname
    field = _FIELD_OF.get(name)
    if field is None:
        return ()
    return (field, steps[0].index(steps[1])) if name in _ONE_EACH and len(steps) > 1 else (field,)


def _reads_bibtex(text: str) -> bool:
    """One entry, as many braces opened as closed and never more closed."""
    return balanced(text) and text.startswith("@misc{") and "\n  title = {" in text


def _reads_ris(text: str) -> bool:
    lines = text.removesuffix("\r\n").split("\r\n")
    shaped = all(line[2:6] == "  - " and line[:2].isalnum() and "\n" not in line for line in lines)
    return shaped and lines[0].startswith("TY  - ") and lines[-1] == "ER  - "


def _reads_json(text: str) -> bool:
    return bool(json.loads(text).get("title"))


def _reads_line(text: str) -> bool:
    return text.endswith("\n") and bool(text.strip()) and len(text.splitlines()) == 1


_READS: Final[Mapping[str, Callable[[str], bool]]] = {
    "bibtex": _reads_bibtex,
    "ris": _reads_ris,
    "csl-json": _reads_json,
    "citation-text": _reads_line,
}


def _missing(entry: Format, path: Path) -> Finding:
    english, french = label_of(path)
    return _finding(
        "format-missing",
        path,
        f'"{english}" is missing, and {entry.title} cannot do without it. Fill it in.',
        f"« {french} » manque, et {entry.title} l'exige. Complétez ce champ.",
    )


def _invalid(entry: Format, path: Path, message: str) -> Finding:
    english, french = label_of(path)
    return _finding(
        "format-invalid",
        path,
        f'"{english}" cannot be written in {entry.title}: {message} Change it, or write to the help desk.',
        f"« {french} » ne peut être écrit en {entry.title} : {message} Modifiez ce champ, ou écrivez à l'assistance.",
    )


def _unreadable(entry: Format) -> Finding:
    return _finding(
        "format-unreadable",
        (),
        f"This description cannot be written in {entry.title}. Write to the help desk.",
        f"Cette description ne peut être écrite en {entry.title}. Écrivez à l'assistance.",
    )


def _finding(code: str, path: Path, english: str, french: str) -> Finding:
    spaced = re.sub(r" (?=[:»])|(?<=«) ", "\N{NO-BREAK SPACE}", french)
    return Finding(path=path, severity=Severity.ERROR, code=code, english=english, french=spaced, step=step_of(path))
