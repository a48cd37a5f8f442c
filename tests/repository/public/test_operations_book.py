"""docs/operations.md names every variable, every error code and every event: what an operator meets is explained."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.pipeline import PIPELINE
from config.settings.environment import VARIABLES
from repository.series.listing import Alarm
from tests.services.components import ROOT

BOOK = ROOT / "docs" / "operations.md"
OF_PROGRAMS = ROOT / "docs" / "api.md"
"""Has the codes that only programs meet."""
APPS = ("repository", "moderation", "archive", "harvest", "compute", "config")


def _sources() -> Iterator[Path]:
    """All but the readers of files, whose findings are for depositors: docs/files.md has them."""
    for app in APPS:
        yield from (path for path in (ROOT / app).rglob("*.py") if not {"migrations", "inspection"} & set(path.parts))


def _codes(tree: ast.AST) -> Iterator[str]:
    """Codes of error classes, those given where an error is raised, those of a page and of an answer by mail."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                named = [target.id for target in getattr(line, "targets", []) if isinstance(target, ast.Name)]
                if named == ["code"] and isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                    yield str(line.value.value)
        elif isinstance(node, ast.Dict):
            said = {
                key.value: value
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant)
            }
            if "sentence" in said and isinstance(code := said.get("code"), ast.Constant):
                yield str(code.value)
        elif isinstance(node, ast.Constant) and str(node.value).startswith("reply-") and "_" not in str(node.value):
            yield str(node.value)
        elif isinstance(node, ast.Call):
            for given in node.keywords:
                if given.arg == "code" and isinstance(given.value, ast.Constant) and given.value.value:
                    yield str(given.value.value)


def _all_codes() -> set[str]:
    written = {code for path in _sources() for code in _codes(ast.parse(path.read_text(encoding="utf-8")))}
    return written | {alarm.value for alarm in Alarm}


def test_the_codes_are_found_where_they_are_written() -> None:
    codes = _all_codes()
    assert {"fixity-mismatch", "stale-record", "disk-full", "record-too-new", "doi-refused"} <= codes
    assert len(codes) > 35


@pytest.mark.parametrize("code", sorted(_all_codes()))
def test_every_error_code_is_explained(code: str) -> None:
    assert f"`{code}`" in BOOK.read_text(encoding="utf-8") + OF_PROGRAMS.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted({*VARIABLES, "SECRET_KEY", "DEBUG", "DJANGO_SETTINGS_MODULE"}))
def test_every_variable_is_explained(name: str) -> None:
    name = name.replace("ARCHIVE_REPLICA_SECOND_", "ARCHIVE_REPLICA_<NAME>_")
    assert f"`{name}`" in BOOK.read_text(encoding="utf-8")


def test_the_book_explains_no_code_that_is_not_there() -> None:
    text = BOOK.read_text(encoding="utf-8")
    table = text.split("## Error codes")[1].split("\n## ")[0]
    explained = {line.split("`")[1] for line in table.splitlines() if line.startswith("| `")}
    assert explained <= _all_codes() | {"not-open"}


@pytest.mark.parametrize("event", sorted(PIPELINE))
def test_every_event_is_named_in_the_log_or_the_architecture(event: str) -> None:
    told = BOOK.read_text(encoding="utf-8") + (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert event in told
