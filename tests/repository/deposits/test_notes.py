"""Findings find the control they are about: each is told once, by the nearest, however many there are."""

import time

from repository.forms.notes import Notes
from repository.record.document import Path
from repository.record.findings import Finding, Severity, Step


def finding(*path: str | int) -> Finding:
    """A finding at a path, whose sentence is the path."""
    words = "/".join(str(step) for step in path)
    return Finding(path, Severity.ERROR, "odd", words, words, Step.PEOPLE)


def told(notes: Notes, path: Path) -> list[str]:
    """The sentences taken at a path."""
    return [said.sentence for said in notes.take(path)]


def test_a_finding_is_told_by_the_control_nearest_to_it_and_only_once() -> None:
    notes = Notes([finding("creators", 0, "orcid"), finding("creators", 0), finding("creators"), finding()], "en")
    assert told(notes, ("creators", 0, "orcid")) == ["creators/0/orcid"]
    assert told(notes, ("creators", 0)) == ["creators/0"]
    assert told(notes, ("creators", 0)) == []
    assert told(notes, ("creators",)) == ["creators"]
    assert told(notes, ()) == [""]


def test_what_no_control_takes_is_told_by_what_stands_around_it_in_its_order() -> None:
    notes = Notes([finding("creators", 1, "x"), finding("title", "en"), finding("creators", 0, "x")], "en")
    assert told(notes, ("creators", 10)) == []
    assert told(notes, ("creators",)) == ["creators/1/x", "creators/0/x"]
    assert told(notes, ()) == ["title/en"]


def test_twenty_thousand_findings_take_no_more_than_a_moment() -> None:
    begun = time.perf_counter()
    notes = Notes([finding("creators", number, "orcid") for number in range(20_000)], "en")
    assert sum(len(notes.take(("creators", number, "orcid"))) for number in range(20_000)) == 20_000
    assert notes.take(()) == ()
    assert time.perf_counter() - begun < 30
