"""A record in lines that people can read and compare, whatever it says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.differences import Line
from moderation.wording import FIELDS, label, lines_of
from repository.record.model import Record

NBSP = "\N{NO-BREAK SPACE}"


def texts(field: str, value: Any, language: str = "en", **more: Any) -> list[str]:
    return [line.text for line in lines_of(field, value, language=language, **more)]


@pytest.mark.parametrize(
    ("field", "value", "lines"),
    [
        ("abstract", {"en": "Salt.", "fr": "Sel."}, ["Salt.", "Sel."]),
        ("resource_type", {"general": "Dataset"}, ["Dataset"]),
        (
            "creators",
            [{"kind": "person", "family": "Marin", "given": "Clara", "affiliations": [{"name": "Banyuls"}]}],
            ["Marin, Clara · Banyuls"],
        ),
        (
            "creators",
            [{"kind": "organisation", "name": "Shelf team", "ror": "03yrm5c26"}],
            ["Shelf team · ROR 03yrm5c26"],
        ),
        (
            "contributors",
            [{"role": "DataManager", "party": {"kind": "person", "family": "Okafor"}}],
            ["Okafor · DataManager"],
        ),
        ("keywords", [{"term": {"en": "salt"}, "scheme": "P02"}, {"term": {"fr": "sel"}}], ["salt (P02); sel"]),
        (
            "place",
            {"boxes": [{"west": 3, "south": 42, "east": 5, "north": 43}]},
            [f"42{NBSP}– 43°{NBSP}N, 3{NBSP}– 5°{NBSP}E"],
        ),
        ("place", {"not_applicable": True}, ["Does not apply"]),
        ("time", {"periods": [{"begin": "2019", "end": "2020-05"}]}, ["2019 – 2020-05"]),
        ("time", {"periods": [{"begin": "2019-01-01", "end": "2019-01-01"}]}, ["2019-01-01"]),
        ("time", {"periods": [{"begin": "2019", "ongoing": True}]}, ["2019 – still growing"]),
        ("time", {"periods": [{"begin": {"age": 66, "unit": "Ma", "plus_minus": 1}}]}, ["66 ± 1 Ma BP"]),
        (
            "vertical",
            [{"minimum": 2, "maximum": 100, "unit": "m", "positive": "down"}],
            [f"2 – 100{NBSP}m · downwards"],
        ),
        ("licence", {"spdx": "CC0-1.0"}, ["Creative Commons Zero 1.0 Universal · CC0-1.0"]),
        ("funding", [{"funder": "Coast", "award_number": "C-1"}], ["Coast · C-1"]),
        ("variables", [{"name": "TEMP", "unit": "degC"}], ["TEMP (Unit: degC)"]),
        ("forwarding", True, ["yes"]),
        ("data_languages", ["en", "fr"], ["en; fr"]),
        ("related", [{"relation": "Cites", "identifier": "10.1/a", "identifier_type": "DOI"}], ["Cites · 10.1/a"]),
        ("lineage", {}, []),
    ],
)
def test_a_field_reads_as_people_say_it(field: str, value: Any, lines: list[str]) -> None:
    assert texts(field, value) == lines


def test_texts_keep_their_language() -> None:
    assert lines_of("title", {"fr": "Sel"}, language="en") == (Line("Sel", "fr", "fr"),)


def test_codes_are_said_by_their_names() -> None:
    assert texts("poles", ["ocean", "other"], names={"ocean": "Océan"}) == ["Océan; other"]


def test_a_reader_of_french_reads_french_words() -> None:
    assert label("lineage", "fr") == "Généalogie"
    assert texts("forwarding", False, "fr") == ["non"]
    assert texts("variables", [{"name": "TEMP", "unit": "degC"}], "fr") == [f"TEMP (Unité{NBSP}: degC)"]
    assert texts("licence", {"spdx": "CC0-1.0"}, "fr-CA")[0].startswith("Creative Commons Zéro")
    assert f"{NBSP}O" in texts("place", {"boxes": [{"west": -5, "south": 42, "east": -3, "north": 43}]}, "fr")[0]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_field_of_the_record_has_a_name(field: str, language: str) -> None:
    assert label(field, language)[0].isupper()


def test_no_field_of_the_record_is_left_out() -> None:
    assert set(FIELDS) | {"schema_version", "publication"} == set(Record.model_fields)


@given(st.dictionaries(st.sampled_from(["name", "unit", "kind", "uri"]), st.text(min_size=1, max_size=20), min_size=1))
def test_every_word_of_an_entry_is_shown(entry: dict[str, str]) -> None:
    shown = " ".join(texts("instruments", [entry]))
    assert all(value in shown for value in entry.values() if value.strip())
