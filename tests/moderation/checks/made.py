"""Submissions made for one test each: a sound description with changes, files with what was read of them."""

from datetime import date
from typing import Any

from moderation.checks import Likeness, SubmittedFile, Surroundings, Vocabularies, check
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.record.assess import assess
from repository.record.findings import Finding
from repository.record.model import Record
from tests.factories import DOCUMENT

TODAY = date(2026, 11, 20)
HERE = Place("here", "ici")


def record(**changes: Any) -> Record:
    """A record of the sound description with these fields."""
    made = assess({**DOCUMENT, **changes})
    assert made.record is not None, made.blocking
    return made.record


def file(
    path: str,
    *,
    head: bytes | None = b"station,depth\n",
    sha256: str = "",
    form: str = "",
    problems: tuple[str, ...] = (),
    **proposed: Any,
) -> SubmittedFile:
    """A file with its reading: ``proposed`` names fields with two underscores for the slash."""
    reading = Reading(
        format=form,
        proposals=tuple(Proposal(name.replace("__", "/"), value, HERE) for name, value in proposed.items()),
        problems=tuple(Problem(code, "warning", HERE, "said", "dit") for code in problems),
    )
    return SubmittedFile(path, 20, sha256 or path, head, reading if form else None)


def found(
    *files: SubmittedFile,
    likeness: Likeness | None = None,
    vocabularies: Vocabularies | None = None,
    licences: dict[str, str] | None = None,
    **changes: Any,
) -> list[Finding]:
    """What the checks say of it."""
    around = Surroundings(vocabularies=vocabularies or Vocabularies(), licences=licences or {})
    return list(
        check(
            record(**changes),
            files or [file("a.csv")],
            poles=["ocean", "solid-earth", "atmosphere"],
            likeness=likeness or Likeness(),
            today=TODAY,
            around=around,
        )
    )


def codes(*files: SubmittedFile, **changes: Any) -> set[str]:
    """The codes of `found`."""
    return {each.code for each in found(*files, **changes)}
