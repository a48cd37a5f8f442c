"""What readers say is said in both languages, with the same values, and written as each language is written."""

import re
from importlib import import_module
from string import Formatter
from typing import Final

import pytest

from repository.inspection.reading import Place
from repository.inspection.remarks import Sentences, line_of, remark, shown

MODULES: Final = (
    "archive.listing", "grib", "image", "pdf", "raster", "seismic.miniseed", "seismic.sac",
    "seismic.xml", "vector.geojson", "vector.geopackage", "vector.kml", "vector.shapefile",
)  # fmt: skip
SENTENCES: Final = {
    code: sentence
    for module in MODULES
    for code, sentence in import_module(f"repository.inspection.{module}")._SENTENCES.items()
}


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_quote_the_same_values(code: str) -> None:
    severity, english, french = SENTENCES[code]
    assert severity in {"error", "warning", "info"}
    assert names_in(english) == names_in(french)
    assert english != french


@pytest.mark.parametrize("code", SENTENCES)
def test_french_has_no_break_spaces_and_curved_apostrophes(code: str) -> None:
    french = SENTENCES[code][2]
    assert not re.search(r"[^\u00a0\u202f][:;?!»]|«[^\u00a0]|[a-z]'[a-zé]", french)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_calm_and_ends(code: str) -> None:
    for text in SENTENCES[code][1:]:
        assert text[-1] in ".?"
        assert "!" not in text
        assert "  " not in text


TABLE: Final[Sentences] = {"some": ("info", "{count} of {name}, {value}", "{count} sur {name}, {value}")}


def test_numbers_are_written_as_each_language_does() -> None:
    said = remark(TABLE, "some", count=12345, name="a", value=1.5)
    assert (said.english, said.french) == ("12,345 of a, 1.5", "12\u202f345 sur a, 1,5")
    assert said.place == Place("the whole file", "le fichier entier")


def test_what_a_file_is_named_cannot_break_a_sentence() -> None:
    said = remark(TABLE, "some", count=1, name="a\n\x00\u202e{value}" + "x" * 500, value=2)
    assert "\n" not in said.english
    assert "\u202e" not in said.english
    assert len(said.english) < 120


@pytest.mark.parametrize(
    ("text", "line"),
    [("  a \n b ", "a b"), ("", None), (" \t", None), ("a\x00b", None), ("x" * 5_000, None), (3, None), ("é", "é")],
)
def test_a_text_of_a_file_is_a_line_or_nothing(text: object, line: str | None) -> None:
    assert line_of(text) == line


def test_a_long_name_is_shortened() -> None:
    assert shown("x" * 80) == "x" * 80
    assert shown("x" * 81) == "x" * 79 + "…"
