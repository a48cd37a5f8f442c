"""Thirty questions in two languages: the dataset that is meant stands first, or nearly always."""

import pytest

from tests.catalogue import found
from tests.repository.catalogue.relevance.corpus import make_corpus, questions

BEST_PLACES = 3
MEAN_RECIPROCAL_RANK = 0.95


@pytest.fixture(autouse=True)
def _corpus(db: None) -> None:
    make_corpus()


def test_thirty_questions_in_two_languages_find_what_is_meant() -> None:
    asked = questions()
    assert [language for language, _words, _code in asked] == ["en"] * 15 + ["fr"] * 15
    places = {words: _place(words, code) for _language, words, code in asked}
    lost = {words: place for words, place in places.items() if not 1 <= place <= BEST_PLACES}
    assert not lost
    assert sum(1 / place for place in places.values()) / len(places) >= MEAN_RECIPROCAL_RANK, places


def _place(words: str, code: str) -> int:
    """Where the dataset stands in the list, from 1; 0 for nowhere. Words that nobody wrote are asked as suggested."""
    results = found(q=words)
    if not results.total and results.instead:
        results = found(q=results.instead.words)
    listed = [hit.identifier for hit in results.hits]
    wanted = f"10.80999/relevance.{code}"
    return listed.index(wanted) + 1 if wanted in listed else 0
