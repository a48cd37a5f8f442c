"""Whether a record can be published in every format: rendered, well-formed, complete, and valid by official schema."""

import re
from collections.abc import Iterator
from pathlib import Path as Folder
from typing import Final

from repository.crosswalks.checks import Complaint, Kind
from repository.crosswalks.edition import Edition
from repository.crosswalks.formats import FORMATS, Format
from repository.record.document import Path
from repository.record.findings import Finding, Severity, step_of
from repository.record.labels import label_of
from repository.record.model import Record

_REASONS: Final = (
    ("Missing child", ("something that belongs to it is missing.", "il y manque quelque chose.")),
    (
        "not expected",
        ("it says more than that format has a place for.", "il en dit plus que ce format ne peut porter."),
    ),
    ("pattern", ("its form is not the one asked for.", "sa forme n'est pas celle demandée.")),
    ("length", ("it is too long or too short.", "il est trop long ou trop court.")),
    ("enumeration", ("that word is not in its list.", "ce mot n'est pas dans sa liste.")),
    ("atomic type", ("its form is not the one asked for.", "sa forme n'est pas celle demandée.")),
)
"""Part of the schema's own sentence, which nobody should have to read -> what it means, in both languages."""

_OTHER_REASON: Final = ("its schema refuses it.", "son schéma le refuse.")


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
    for complaint in entry.check(body, schemas):
        yield _finding_of(entry, complaint)


def _finding_of(entry: Format, complaint: Complaint) -> Finding:
    if complaint.kind is Kind.MISSING:
        return _missing(entry, complaint.path)
    if complaint.kind is Kind.INVALID:
        return _invalid(entry, complaint.path, complaint.message)
    return _unreadable(entry)


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
    why, pourquoi = next((words for part, words in _REASONS if part in message), _OTHER_REASON)
    return _finding(
        "format-invalid",
        path,
        f'"{english}" cannot be written in {entry.title}: {why} Change it, or write to the help desk.',
        f"« {french} » ne peut être écrit en {entry.title} : {pourquoi} Modifiez ce champ, ou écrivez à l'assistance.",
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
