"""What was typed in the search box becomes terms: words, beginnings, phrases, words left out, identifiers."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.catalogue import words
from repository.catalogue.words import MOST_TERMS, Term, TermKind, fold, terms_of, words_of
from tests.strategies import PATIENT


def test_the_examples_in_the_books_hold() -> None:
    assert doctest.testmod(words).failed == 0


def kinds(typed: str) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(term.kind.value, term.words, term.is_excluded) for term in terms_of(typed)]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("sea ice ", [("word", ("sea",), False), ("word", ("ice",), False)]),
        ("Température", [("beginning", ("temperature",), False)]),
        ("of", [("word", ("of",), False)]),
        ("phyto* lion ", [("beginning", ("phyto",), False), ("word", ("lion",), False)]),
        ("* ** ?", []),
        ("co* x", [("word", ("co",), False), ("word", ("x",), False)]),
        ('"golfe du Lion"', [("phrase", ("golfe", "du", "lion"), False)]),
        ('"never closed', [("phrase", ("never", "closed"), False)]),
        ('"lion"', [("word", ("lion",), False)]),
        ("sea-water", [("phrase", ("sea", "water"), False)]),
        ("-glider salt ", [("word", ("glider",), True), ("word", ("salt",), False)]),
        ('-"ice core"', [("phrase", ("ice", "core"), True)]),
        ("doi:10.80999/42", [("identifier", ("10.80999/42",), False)]),
        ("https://doi.org/10.80999/ABC", [("identifier", ("10.80999/abc",), False)]),
        ("température de l'océan ", [("word", (word,), False) for word in ("temperature", "de", "ocean")]),
        ("d’oxyg", [("beginning", ("oxyg",), False)]),
        ("-qu'eau-forte ", [("phrase", ("eau", "forte"), True)]),
        (
            "\"l'eau\" o'brien l'",
            [("phrase", ("l", "eau"), False), ("phrase", ("o", "brien"), False), ("word", ("l",), False)],
        ),
        ('""" - -- "" "', []),
        ("海洋 кислород ", [("word", ("海洋",), False), ("word", ("кислород",), False)]),
    ],
)
def test_what_was_typed_is_understood(typed: str, terms: list[tuple[str, tuple[str, ...], bool]]) -> None:
    assert kinds(typed) == terms


def test_ten_thousand_words_are_cut_to_what_a_question_holds() -> None:
    assert len(terms_of("a " * 10_000)) == MOST_TERMS


@PATIENT
@given(st.text(max_size=700))
def test_any_text_gives_terms_of_folded_words(typed: str) -> None:
    for term in terms_of(typed):
        assert term.words
        if term.kind is not TermKind.IDENTIFIER:
            assert all(word.isalnum() and fold(word) == word for word in term.words)


@PATIENT
@given(st.lists(st.sampled_from(["sea", "ice", "water", "lion"]), min_size=1, max_size=MOST_TERMS))
def test_plain_words_are_kept_in_their_order(typed: list[str]) -> None:
    assert terms_of(" ".join(typed) + " ") == tuple(Term(TermKind.WORD, (word,)) for word in typed)


@PATIENT
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words_of(" ".join(words_of(text))) == words_of(text)
