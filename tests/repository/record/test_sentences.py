"""What findings say: two languages, the house style, every code documented, every field with a name."""

import re
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from repository.record.findings import FIELD_STEPS, Remark, Severity, Step, step_of
from repository.record.labels import ENTRIES, LABELS, label_of, where_of
from repository.record.model import Record
from repository.record.sentences.catalogue import CATALOGUE, put_into_words

ROOT = Path(__file__).resolve().parents[3]
PATHS = sorted((ROOT / "repository/record").rglob("*.py"))
SOURCES = [path.read_text(encoding="utf-8") for path in PATHS]
RAISED = {
    code
    for source in SOURCES
    for pattern in (
        r'PydanticCustomError\(\s*"([a-z0-9-]+)"',
        r'Matching\(.*?"([a-z0-9-]+)"\)',
        r'Remark\("([a-z0-9-]+)"',
    )
    for code in re.findall(pattern, source)
}
CODES = sorted(CATALOGUE)


def models_of(annotation: Any, found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Every model that an annotation leads to."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in found:
        found.add(annotation)
        for field in annotation.model_fields.values():
            models_of(field.annotation, found)
    for argument in get_args(annotation):
        models_of(argument, found)
    return found


MODELS = models_of(Record, set())
FIELDS = sorted({field for model in MODELS for field in model.model_fields})


def test_the_code_of_every_error_in_the_sources_has_its_sentences() -> None:
    assert len(RAISED) > 60
    assert RAISED - {"text-missing"} <= set(CATALOGUE)


def test_every_code_is_used_somewhere() -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in PATHS if path.parent.name != "sentences")
    assert {code for code in CATALOGUE if f'"{code}"' not in rules} == set()


def test_every_code_is_documented() -> None:
    text = (ROOT / "docs/record.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", text, flags=re.MULTILINE))
    assert documented == set(CATALOGUE)


@pytest.mark.parametrize("code", CODES)
def test_both_sentences_quote_the_same_values_and_keep_the_house_style(code: str) -> None:
    english, french = CATALOGUE[code].english, CATALOGUE[code].french
    gaps = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (english, french)]
    assert gaps[0] == gaps[1]
    for text in (english, french):
        assert text[0].isupper() or text[0] in '"«{'
        assert text.endswith((".", "?"))
        assert "!" not in text
    assert not re.search(r"\b(please|oops|sorry|invalid|error|we)\b", english, flags=re.IGNORECASE)
    assert not re.search(r"(?<!\u00a0)[:;?»](?=\s|$)|«(?!\u00a0)|\binvalide\b|\berreur\b", french)


@pytest.mark.parametrize("code", CODES)
def test_every_code_can_be_put_into_words(code: str) -> None:
    gaps = {name for _, name, _, _ in Formatter().parse(CATALOGUE[code].english) if name}
    remark = Remark(code, ("place", "boxes", 1, "west"), dict.fromkeys(gaps - {"label", "where"}, "x"))
    finding = put_into_words(remark)
    assert "{" not in finding.english + finding.french
    assert finding.step is Step.PLACE


def test_long_and_unprintable_values_are_cut_when_quoted() -> None:
    finding = put_into_words(Remark("not-number", ("vertical", 0, "minimum"), {"value": "a\x00" + "b" * 500}))
    assert '"a ' in finding.english
    assert "…" in finding.english
    assert len(finding.english) < 200


def test_values_with_braces_are_quoted_as_they_are() -> None:
    finding = put_into_words(Remark("date-form", ("dates", 0, "date"), {"value": "{label} {0}"}))
    assert '"{label} {0}" is not a date (date 1).' in finding.english


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_every_part_has_a_name_in_two_languages(field: str) -> None:
    assert all(LABELS[field])


def test_every_field_that_is_named_exists() -> None:
    assert set(LABELS) - {"files"} <= set(FIELDS)
    assert set(ENTRIES) <= set(FIELDS)


def test_every_list_has_a_name_for_one_of_its_entries() -> None:
    lists = {
        name
        for model in MODELS
        for name, field in model.model_fields.items()
        if getattr(field.annotation, "__origin__", None) is tuple
    }
    assert lists <= set(ENTRIES)


def test_every_field_of_the_record_is_asked_for_at_one_step() -> None:
    assert set(FIELD_STEPS) == set(Record.model_fields) | {"files"}
    assert step_of(("creators", 0)) is Step.PEOPLE
    assert step_of(()) is Step.REVIEW
    assert step_of(("colour",)) is Step.REVIEW


def test_a_field_is_named_with_its_language_and_its_lines() -> None:
    assert label_of(("title", "fr")) == ("Title, fr", "Titre, fr")
    assert label_of(("creators", 1)) == ("Author 2", "Auteur 2")
    path = ("creators", 1, "affiliations", 0, "name")
    assert label_of(path) == ("Name", "Nom")
    assert where_of(path) == (" (author 2, affiliation 1)", " (auteur 2, affiliation 1)")


def test_severities_are_those_of_the_tables() -> None:
    assert CATALOGUE["title-missing"].severity is Severity.ERROR
    assert CATALOGUE["orcid-missing"].severity is Severity.WARNING
    assert CATALOGUE["box-crosses-antimeridian"].severity is Severity.INFO
