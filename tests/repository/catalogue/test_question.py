"""A question is read from any address without an error, and written as one that asks the same."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.catalogue.facets import FACETS
from repository.catalogue.question import MOST_VALUES, Place, Question, Sort, query_string, read_question
from repository.catalogue.spans import EARLIEST, LATEST, Span, day_of_year
from tests.strategies import PATIENT

NAMES = [
    "q",
    "box",
    "polygon",
    "from",
    "to",
    "top",
    "bottom",
    "sort",
    "page",
    "after",
    "west",
    "pole",
    "author",
    "year",
]
SCRAPS = [
    "",
    "x",
    "-5",
    "5,43,6,44",
    "0 0,1 0,1 1",
    "2019-02-30",
    "2019-02",
    "-66000000",
    "nan",
    "1e999",
    "newest",
    "\x00",
]
ADDRESSES = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=20)), min_size=1, max_size=3)
)


def asked(text: str) -> Question:
    return read_question(parse_qs(text, keep_blank_values=True))


def test_nothing_asked_is_everything() -> None:
    assert asked("") == Question()
    assert asked("").is_everything
    assert query_string(Question()) == "?"


def test_an_address_says_all_that_can_be_asked() -> None:
    question = asked(
        "q=oxygen&pole=ocean&pole=climate&year=2020&box=5,42,7,44&polygon=0 0,1 0,1 1&from=2014&to=2026-03"
        "&top=0&bottom=200&sort=title&page=3"
    )
    assert question.words == "oxygen"
    assert question.chosen == {"pole": ("ocean", "climate"), "year": ("2020",)}
    assert question.place == Place(5.0, 42.0, 7.0, 44.0)
    assert list(question.polygon) == [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]
    assert (question.since, question.until, question.top, question.bottom) == ("2014", "2026-03", 0.0, 200.0)
    assert (question.sort, question.page, question.ignored) == (Sort.TITLE, 3, ())


def test_the_four_sides_of_a_form_are_a_box() -> None:
    assert asked("west=170&south=-20&east=-170&north=0").place == Place(170, -20, -170, 0)


def test_numbers_of_a_form_may_have_a_decimal_comma() -> None:
    assert asked("west=3,5&south=-1,25&east=4&north=2").place == Place(3.5, -1.25, 4, 2)
    question = asked("top=-0,5&bottom=1,000")
    assert (question.top, question.bottom, question.ignored) == (-0.5, None, ("bottom",))


@pytest.mark.parametrize(
    "text",
    [
        "box=1,2,3",
        "box=a,b,c,d",
        "box=nan,0,1,1",
        "polygon=0 0,1 1",
        "from=soon",
        "to=2019-13",
        "top=inf",
        "sort=odd",
        "page=x",
    ],
)
def test_what_cannot_be_understood_is_left_out_and_told(text: str) -> None:
    question = asked(text)
    assert question.is_everything
    assert question.ignored == (text.partition("=")[0],)


def test_a_page_beyond_the_last_is_the_last_and_one_below_the_first_the_first() -> None:
    assert asked("page=99999999").page == 500
    assert asked("page=99999999&per_page=100").page == 100
    assert [asked(f"per_page={said}").size for said in ("1", "0", "-5", "101", "x", "")] == [1, 20, 1, 100, 20, 20]
    assert asked("page=-4").page == 1


def test_a_thousand_values_of_a_facet_are_cut_and_told() -> None:
    question = asked("&".join(f"author={number}" for number in range(1000)))
    assert len(question.values_of("author")) == MOST_VALUES
    assert question.ignored == ("author",)
    assert asked(f"pole={'x' * 301}").ignored == ("pole",)


def test_years_before_christ_and_an_open_end_are_days() -> None:
    assert asked("from=-66000000&to=-44").span == Span(
        day_of_year(-66_000_000, last=False), day_of_year(-44, last=True)
    )
    assert asked("from=2019").span == Span(day_of_year(2019, last=False), LATEST)
    assert asked("to=2019").span == Span(EARLIEST, day_of_year(2019, last=True))


def test_a_period_in_the_wrong_order_is_put_right() -> None:
    assert asked("from=2020&to=2010").span == asked("from=2010&to=2020").span


def test_choosing_a_value_begins_at_the_first_page() -> None:
    question = asked("q=ice&page=4").with_values("pole", ["ocean"])
    assert query_string(question) == "?q=ice&pole=ocean"
    assert query_string(question.with_values("pole", [])) == "?q=ice"


@PATIENT
@given(ADDRESSES)
def test_any_address_is_a_question_that_its_own_address_asks_again(address: dict[str, list[str]]) -> None:
    question = read_question(address)
    again = asked(query_string(question)[1:])
    assert query_string(again) == query_string(question)
    assert set(question.chosen) <= {facet.code for facet in FACETS}
