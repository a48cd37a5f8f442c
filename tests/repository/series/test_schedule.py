"""When a source is due: presets and lines of cron, in UTC, at most once a day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.series.schedule import last_due, times_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIRST, LAST = datetime(2000, 1, 1), datetime(2060, 1, 1)  # noqa: DTZ001  (hypothesis adds the zone)
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
SCHEDULES = st.sampled_from(("monthly", "weekly", "daily", "30 4 1 */3 *", "0 0 29 2 *", "15 23 * * mon,fri"))


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("monthly", datetime(2026, 11, 1, 3, tzinfo=UTC)),
        ("weekly", datetime(2026, 11, 16, 3, tzinfo=UTC)),
        ("daily", datetime(2026, 11, 21, 3, tzinfo=UTC)),
        ("30 4 1 */3 *", datetime(2026, 10, 1, 4, 30, tzinfo=UTC)),
        ("0 13 * * *", datetime(2026, 11, 20, 13, tzinfo=UTC)),
        ("0 0 29 2 *", datetime(2024, 2, 29, tzinfo=UTC)),
    ],
)
def test_the_last_moment_that_was_due(schedule: str, expected: datetime) -> None:
    assert last_due(schedule, NOON) == expected


@pytest.mark.parametrize(
    "schedule",
    ["", "hourly", "* * * * *", "0 * * * *", "0,30 3 * * *", "0 3 30 2 *", "0 3 * *", "61 3 * * *", "a b c d e",
     "0 3 1 1 1 1", "0 3 ১ * *", "0 3 * * */0", "-1 3 * * *", "0 3 1 * * ; rm", "0 3 " + "1," * 60 + "1 * *"],
)  # fmt: skip
def test_what_is_no_schedule_is_refused(schedule: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        times_of(schedule)


@given(st.text(max_size=30))
def test_any_text_is_a_schedule_or_a_value_error(text: str) -> None:
    try:
        times_of(text)
    except ValueError:
        return


@given(SCHEDULES, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=800)))
def test_it_never_is_in_the_future_nor_goes_back(schedule: str, now: datetime, later: timedelta) -> None:
    due, then = last_due(schedule, now), last_due(schedule, now + later)
    assert due is None or due <= now
    assert due is None or (then is not None and then >= due)
