"""Refusals of data as patterns and details: each is translated, none from elsewhere is formatted, pages say them."""

import ast
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

import compute
from compute.attempts import without_paths
from compute.jobdir import PLAN, Status, make_folders, write_status
from compute.observations.gathering import LEFT_OUT
from compute.pages.job import statuses_of
from compute.pages.job_page import failure_of
from compute.pages.wording import said_words
from compute.pages.wording_refusals import PATTERNS, SENTENCES
from compute.queries import folder_of
from compute.refusals import DataRefused, Said
from compute.services.moves import ERASED
from compute.states import JobState
from tests.compute.people import site
from tests.compute.test_job_moves import a_job
from tests.factories import make_person

__all__ = ["site"]
MADE_BY = {"DataRefused", "NotSolved", "Said"}


def patterns_in_code() -> Iterator[str]:
    """First arguments of all that makes a refusal, in what runs on a node."""
    yield from LEFT_OUT.values()
    for room in ("processes", "observations"):
        for path in (Path(compute.__file__).parent / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MADE_BY:
                    yield from (str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant))


def test_every_pattern_is_known_and_has_its_french() -> None:
    assert set(patterns_in_code()) == set(PATTERNS)
    with override("fr"):
        said = {pattern: said_words([{"text": pattern, "with": {}}]) for pattern in PATTERNS | SENTENCES}
    assert [pattern for pattern, words in said.items() if words in {"", pattern}] == []


def test_a_refusal_is_english_as_text_and_french_on_a_french_page() -> None:
    place = Said("{first} to {last}", {"first": "2000", "last": "2001"})
    refused = DataRefused("The field of {period} cannot be solved: {reason}", period=place, reason=["a", "b"])
    assert str(refused) == "The field of 2000 to 2001 cannot be solved: a, b"
    many = DataRefused("The file has more than {most} bytes.", most=20_000)
    with override("fr"):
        assert said_words(one.as_json(str) for one in refused.said).startswith("Le champ de 2000 à 2001 ")
        assert (
            said_words(one.as_json(str) for one in many.said) == "Le fichier a plus de 20\N{NO-BREAK SPACE}000 octets."
        )


def test_braces_of_a_sentence_without_details_are_braces() -> None:
    assert str(DataRefused("{odd} {")) == "{odd} {"


def test_what_goes_into_a_status_tells_no_folder_and_is_json(tmp_path: Path) -> None:
    said = Said(
        "{file}: {list} {high}", {"file": f"{tmp_path}/in/a.csv", "list": [Said("{n}", {"n": 1})], "high": math.inf}
    )
    told = said.as_json(lambda text: without_paths(text, tmp_path))
    assert told["with"] == {"file": "in/a.csv", "list": [{"text": "{n}", "with": {"n": 1}}], "high": "inf"}
    assert str(Said.of(told)) == "in/a.csv: 1 inf"


@pytest.mark.parametrize(
    "told",
    [
        [{"text": "{a.__class__.__mro__}", "with": {"a": "x"}}],
        [{"text": "The file has more than {most} bytes.", "with": {}, "more": 1}, {"text": "a", "with": {}}],
        [{"text": "The file has more than {most} bytes.", "with": {"least": 1}}],
        [{"text": "{file}:", "with": {"file": None}}],
        [{"text": "{file}:", "with": {"file": [[[[[["deep"]]]]]]}}],
        [{"text": 5}],
        [{"text": "{file}:", "with": ["file"]}],
        ["The file is empty."],
        [None],
    ],
)
def test_what_is_not_known_or_not_whole_is_not_said(told: list[Any]) -> None:
    assert said_words(told) == ""


@pytest.mark.django_db
def test_the_page_of_a_failed_job_says_why_in_its_language(site: Path) -> None:
    refused = DataRefused("The table has no column “{label}”.", label="TEMP")
    job = a_job(JobState.FAILED, owner=make_person("alice"), error_type="Data", message=str(refused))
    make_folders(folder_of(job))
    said = [one.as_json(str) for one in refused.said]
    told = Status(PLAN, "error", 1, "", "", "n1", 0.1, 0.1, 1, [], "Data", str(refused), said)
    write_status(folder_of(job), told)
    with override("fr"):
        shown = failure_of(job, statuses_of(job))
    assert (shown["message"], shown["lang"]) == (
        "Le tableau n’a pas de colonne «\N{NO-BREAK SPACE}TEMP\N{NO-BREAK SPACE}».",
        "",
    )
    job.message = ERASED
    with override("fr"):
        assert "effacé" in failure_of(job, {})["message"]
    job.message = "Something else."
    assert failure_of(job, statuses_of(job))["lang"] == "en"
