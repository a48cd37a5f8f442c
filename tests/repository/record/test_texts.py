"""Texts: what characters they may hold, their one spelling, and texts in several languages."""

import copy
import pickle

import pytest
from pydantic import TypeAdapter, ValidationError

from repository.record.languages import Language, LocalisedLine, LocalisedText, iso_639_2
from repository.record.part import TYPED, Line, Number, Text

LINE: TypeAdapter[str] = TypeAdapter(Line)
TEXT: TypeAdapter[str] = TypeAdapter(Text)
NUMBER: TypeAdapter[float] = TypeAdapter(Number)
LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "￾", "￿", "﷐", "\U0001fffe"])
def test_no_text_holds_a_character_that_xml_or_a_reader_cannot_carry(character: str) -> None:
    for adapter in (LINE, TEXT):
        with pytest.raises(ValidationError, match="character U"):
            adapter.validate_python(f"a{character}b")


@pytest.mark.parametrize("character", ["\n", "\t", "\r", "\u2028", "\u2029"])
def test_a_line_has_no_tab_and_no_line_break(character: str) -> None:
    with pytest.raises(ValidationError, match="character U"):
        LINE.validate_python(f"a{character}b")


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValidationError):
        LINE.validate_python("a\ud800b")


def test_a_text_keeps_its_tabs_and_has_one_kind_of_line_break() -> None:
    assert TEXT.validate_python("a\r\nb\rc\n\td") == "a\nb\nc\n\td"


def test_letters_composed_in_two_ways_are_one_text_and_blanks_around_it_are_dropped() -> None:
    assert LINE.validate_python(" e\u0301te\u0301 ") == "\u00e9t\u00e9"


def test_blank_texts_are_refused() -> None:
    for adapter in (LINE, TEXT):
        with pytest.raises(ValidationError):
            adapter.validate_python("  ")


@pytest.mark.parametrize(
    ("tag", "spelling"),
    [("fre", "fr"), ("fra", "fr"), ("ENG", "en"), ("pt_br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("gsw", "gsw")],
)
def test_a_language_has_one_spelling(tag: str, spelling: str) -> None:
    assert LANGUAGE.validate_python(tag) == spelling


@pytest.mark.parametrize("tag", ["", "e", "english", "xx", "fr-", "fr_FR_x", "français"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    with pytest.raises(ValidationError):
        LANGUAGE.validate_python(tag)


def test_three_letter_codes_come_in_the_terminological_and_the_bibliographic_list() -> None:
    assert (iso_639_2("fr-CA"), iso_639_2("fr", bibliographic=True), iso_639_2("gsw")) == ("fra", "fre", "gsw")
    assert (iso_639_2("de"), iso_639_2("de", bibliographic=True)) == ("deu", "ger")


def test_a_localised_text_is_equal_whatever_the_order_of_its_languages_and_can_be_hashed() -> None:
    one, other = LocalisedLine({"fr": "oxygène", "en": "oxygen"}), LocalisedLine({"eng": "oxygen", "fra": "oxygène"})
    assert one == other
    assert hash(one) == hash(other)
    assert list(one) == ["en", "fr"]


def test_a_localised_text_cannot_be_changed() -> None:
    text = LocalisedText({"en": "one"})
    with pytest.raises(AttributeError):
        text._pairs = ()
    with pytest.raises(TypeError):
        text["en"] = "two"  # type: ignore[index]


def test_a_localised_text_can_be_copied_and_pickled() -> None:
    text = LocalisedText({"en": "one\ntwo"})
    assert copy.deepcopy(text) == text
    assert pickle.loads(pickle.dumps(text)) == text


def test_one_language_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="given twice"):
        LocalisedLine({"fr": "a", "fra": "b"})


def test_the_best_text_is_in_the_language_asked_for_else_english_else_any() -> None:
    text = LocalisedLine({"fr": "eau", "en": "water", "de": "Wasser"})
    assert text.best("fr-CA") == "eau"
    assert text.best("nl", "de") == "Wasser"
    assert text.best("nl") == "water"
    assert LocalisedLine({"fr": "eau", "de": "Wasser"}).best("nl") == "Wasser"


@pytest.mark.parametrize(
    ("typed", "number"), [("43,45", 43.45), ("−5", -5), ("+.5", 0.5), ("1 200", 1200), ("1e3", 1000), ("7.", 7)]
)
def test_a_number_as_typed_is_read_in_a_draft_and_refused_in_a_record(typed: str, number: float) -> None:
    assert NUMBER.validate_python(typed, context=TYPED) == number
    with pytest.raises(ValidationError):
        NUMBER.validate_python(typed)


@pytest.mark.parametrize(
    "wrong", [True, None, "", "1.200,5", "12°30", "nan", "inf", float("nan"), float("inf"), 10**400]
)
def test_what_is_no_finite_number_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        NUMBER.validate_python(wrong, context=TYPED)


def test_minus_zero_is_zero() -> None:
    assert str(NUMBER.validate_python(-0.0)) == "0.0"
