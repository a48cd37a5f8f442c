"""Waiting is counted in working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.waiting import working_days

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, date(2026, 11, 17), 1),
        (date(2026, 11, 20), date(2026, 11, 22), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (MONDAY, date(2026, 11, 23), 5),
        (MONDAY, date(2026, 12, 14), 20),
        (date(2026, 11, 21), date(2026, 11, 22), 0),
    ],
)
def test_weekends_are_not_waited_for(begin: date, end: date, days: int) -> None:
    assert working_days(begin, end) == days


def test_an_end_before_the_begin_is_no_wait() -> None:
    assert working_days(date(2026, 11, 18), MONDAY) == 0


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_the_count_agrees_with_counting_one_by_one(begin: date, length: int) -> None:
    days = [date.fromordinal(begin.toordinal() + step) for step in range(1, length + 1)]
    end = days[-1] if days else begin
    assert working_days(begin, end) == sum(day.weekday() < 5 for day in days)
