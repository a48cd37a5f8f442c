"""Proposed values in words, in both languages; whatever a reader gives, something readable is shown."""

from typing import Any

import pytest
from django.utils import translation

from repository.queries.file_readings import facts_words
from repository.queries.proposal_words import MOST_WORDS, words_of

NB = "\N{NO-BREAK SPACE}"
BOX = {"west": 170.5, "south": -20, "east": -175.25, "north": -10.5}
CASES = [
    ("title", {"fr": "Profils CTD"}, "Profils CTD", "Profils CTD"),
    ("place/boxes", [BOX], f"20{NB}– 10.5°{NB}S", f"20{NB}– 10,5°{NB}S"),
    ("time/periods", [{"begin": "2026-10-03", "end": "2026-10-19"}], f"3{NB}Oct{NB}2026 – 19{NB}Oct{NB}2026",
     f"3{NB}oct.{NB}2026 – 19{NB}oct.{NB}2026"),
    ("time/periods", [{"begin": "2019", "ongoing": True}], "from 2019, still growing", "2019"),
    ("vertical", [{"minimum": 2, "maximum": 2340.5, "positive": "down"}], f"2 – 2340.5{NB}m", f"2 – 2340,5{NB}m"),
    ("variables", [{"name": "TEMP", "standard_name": "sea_water_temperature"}, {"name": "X"}],
     "sea water temperature; X", "sea water temperature; X"),
    ("creators", [{"kind": "person", "family": "Marin", "given": "Clara"}, {"kind": "organisation", "name": "OOB"}],
     "Clara Marin; OOB", "Clara Marin; OOB"),
    ("licence", {"spdx": "CC-BY-4.0"}, "Creative Commons Attribution 4.0", "Creative Commons Attribution 4.0"),
    ("keywords", [{"term": {"en": "oxygen", "fr": "oxygène"}}], "oxygen", "oxygène"),
    ("reference_systems", [{"epsg": 4326, "name": "WGS 84"}], "WGS 84 (EPSG:4326)", "WGS 84 (EPSG:4326)"),
    ("spatial_resolution", [{"distance": 0.25, "unit": "degree"}], f"0.25{NB}degree", f"0,25{NB}degree"),
    ("language", "en", "English", "Anglais"),
    ("temporal_resolution", {"duration": "P1D"}, "P1D", "P1D"),
    ("processing_level", "L2", "L2", "L2"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "english", "french"), CASES, ids=[case[0] for case in CASES])
def test_a_value_is_told_in_the_language_of_the_page(field: str, value: Any, english: str, french: str) -> None:
    with translation.override("en"):
        assert english in words_of(field, value)
    with translation.override("fr"):
        assert french in words_of(field, value)


@pytest.mark.parametrize("odd", [None, 7, "text", [], {}, [None], [{"west": "x"}], {"a": [{"b": None}]}])
@pytest.mark.parametrize("field", ["place/boxes", "creators", "licence", "title", "variables", "unknown"])
def test_an_odd_value_breaks_no_page(field: str, odd: Any) -> None:
    assert isinstance(words_of(field, odd), str)


def test_a_long_text_is_cut_and_a_long_list_counted() -> None:
    with translation.override("en"):
        assert len(words_of("abstract", {"en": "word " * 500})) <= MOST_WORDS + 1
        many = [{"name": f"VAR{number}"} for number in range(40)]
        assert words_of("variables", many).endswith("and 34 more")


def test_the_facts_of_a_file_are_counts() -> None:
    facts = {"rows": 24, "columns": ["a", "b"], "encoding": "ASCII", "stations": True, "width": 120, "height": 80}
    with translation.override("en"):
        assert facts_words(facts) == "2 columns, 24 rows, 120 by 80 cells"
    assert facts_words({"rows": -1, "bytes": 5}) == ""
