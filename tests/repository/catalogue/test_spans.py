"""Periods of any age lie on one line of days."""

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.catalogue import spans
from repository.catalogue.spans import EARLIEST, LATEST, Span, day_of_year, span_of, spans_of, year_of_day
from repository.record.dates import DeepTime, Period
from repository.record.languages import LocalisedLine
from tests.strategies import PATIENT


def test_the_examples_in_the_books_hold() -> None:
    assert doctest.testmod(spans).failed == 0


def days(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.mark.parametrize(
    ("period", "span"),
    [
        (Period(begin="2019", end="2019"), days("2019-01-01", "2019-12-31")),
        (Period(begin="2019-02", end="2020-02"), days("2019-02-01", "2020-02-29")),
        (Period(begin="2019-04-12"), Span(date(2019, 4, 12).toordinal(), LATEST)),
        (Period(end="1850"), Span(EARLIEST, date(1850, 12, 31).toordinal())),
        (Period(begin="2019", ongoing=True), Span(date(2019, 1, 1).toordinal(), LATEST)),
        (Period(name=LocalisedLine({"en": "Holocene"})), None),
    ],
)
def test_a_period_is_its_days(period: Period, span: Span | None) -> None:
    assert span_of(period) == span


def test_an_age_before_present_is_found_by_its_year_with_its_doubt() -> None:
    span = span_of(
        Period(begin=DeepTime(age=66.0, unit="Ma", plus_minus=1.0), end=DeepTime(age=66.0, unit="Ma", plus_minus=1.0))
    )
    assert span is not None
    assert span.first < day_of_year(-66_500_000, last=False)
    assert span.last > day_of_year(-65_500_000, last=False)
    assert span.meets(Span(day_of_year(-66_000_000, last=False), day_of_year(-65_990_000, last=True)))
    assert not span.meets(Span(day_of_year(-10_000, last=False), LATEST))


def test_periods_that_touch_are_one() -> None:
    periods = [Period(begin="2020", end="2020"), Period(begin="2018", end="2019"), Period(begin="2022", end="2022")]
    assert spans_of(periods) == (days("2018-01-01", "2020-12-31"), days("2022-01-01", "2022-12-31"))


@PATIENT
@given(st.integers(-4_600_000_000, 20_000))
def test_a_year_ends_the_day_before_the_next_begins(year: int) -> None:
    assert day_of_year(year, last=False) <= day_of_year(year, last=True)
    assert day_of_year(year, last=True) + 1 == day_of_year(year + 1, last=False)
    assert year_of_day(day_of_year(year, last=False)) == year
    assert year_of_day(day_of_year(year, last=True)) == year
