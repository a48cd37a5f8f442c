"""What a reader types becomes a question that PostgreSQL understands, whatever it is."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.queries.search_words import fold, tsquery


def test_words_are_found_by_their_beginning_and_all_are_wanted() -> None:
    assert tsquery("Oxygène golf") == "'oxygene':* & 'golf':*"


def test_quotes_keep_words_together_and_a_minus_leaves_one_out() -> None:
    assert tsquery('"Gulf of Lion" -ice') == "'gulf of lion' & !'ice':*"
    assert tsquery('-"sea ice" "unclosed words') == "!'sea ice' & 'unclosed words'"


def test_a_doi_is_found_as_people_paste_it() -> None:
    for typed in ("10.5072/42182", "doi:10.5072/42182", "DOI: 10.5072/42182", "https://doi.org/10.5072/42182"):
        assert tsquery(typed) == "'10.5072/42182':*", typed


def test_signs_alone_ask_for_nothing() -> None:
    for typed in ("", "   ", "- -- !", '""', "& | ! ( ) : *", "'''", "\\", "\x00"):
        assert tsquery(typed) == "", repr(typed)


def test_the_question_stays_short() -> None:
    assert len(tsquery("abcdef " * 1000).split(" & ")) <= 20


def test_letters_lose_their_accents_in_any_writing() -> None:
    assert fold("Ünïcode ﬁn Ł É É") == "unicode fin ł e e"


@pytest.mark.django_db
@settings(max_examples=200, deadline=None)
@given(typed=st.one_of(st.text(max_size=60), st.text("'\"\\-!&|():*<> ab%_;\x00", max_size=40)))
def test_no_text_can_break_the_query(typed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsquery('simple', %s)", [tsquery(typed)])
        assert cursor.fetchone() is not None
