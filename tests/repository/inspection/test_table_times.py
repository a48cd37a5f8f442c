"""Dates in the many ways they are written; what can be read in two ways is never guessed."""

import pytest

from repository.inspection.times import Dates, NotADate, Since, iso_day, read_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-04-12", "2019-04-12"),
        ("2019-04-12T23:30:00Z", "2019-04-12"),
        ("2019-04-12T23:30:00-02:00", "2019-04-13"),
        ("2019-04-12T00:30:00+01:00", "2019-04-11"),
        ("2019-04-12 12:00:00.123", "2019-04-12"),
        ("2019/4/1", "2019-04-01"),
        ("20190412", "2019-04-12"),
        ("12-Apr-2019", "2019-04-12"),
        ("12 avril 2019 10:15", "2019-04-12"),
        ("1 août 2019", "2019-08-01"),
        ("2019-04", "2019-04"),
        ("2019", "2019"),
        ("05/05/2019", "2019-05-05"),
    ],
)
def test_a_date_is_read(text: str, day: str) -> None:
    assert read_date(text) == (day, day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2019-02-30",
        "31/04/2019x",
        "12/04/19",
        "2019-13-01",
        "noon",
        "2019-04-12T25:00",
        "12345",
        "1.5",
        "32/32/2019",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        read_date(text)


def gathered(*texts: str, **given: str) -> Dates:
    dates = Dates(order="day" if given.get("order") == "day" else None)
    dates.add(texts)
    return dates


def test_day_and_month_are_told_apart_by_one_plain_date() -> None:
    assert gathered("01/02/2019", "13/02/2019").period() == {"begin": "2019-02-01", "end": "2019-02-13"}
    assert gathered("01/02/2019", "02/13/2019").period() == {"begin": "2019-01-02", "end": "2019-02-13"}


def test_day_and_month_that_could_be_exchanged_are_not_guessed() -> None:
    dates = gathered("01/02/2019", "05/04/2019")
    assert dates.period() is None
    assert dates.ambiguous
    assert dates.slashed == "01/02/2019"


def test_an_order_that_the_label_states_is_believed() -> None:
    assert gathered("01/02/2019", order="day").period() == {"begin": "2019-02-01", "end": "2019-02-01"}
    assert gathered("02/13/2019", order="day").period() is None


def test_dates_that_fit_neither_order_give_no_period() -> None:
    dates = gathered("13/02/2019", "02/13/2019")
    assert dates.period() is None
    assert dates.orders == ()


def test_blank_dates_and_marks_do_not_count() -> None:
    dates = gathered("2019-04-12", "", "NaN", "n/a", "0000-00-00", "9999-12-31", "-9999")
    assert dates.period() == {"begin": "2019-04-12", "end": "2019-04-12"}


@pytest.mark.parametrize("text", ["2019-02-30", "yesterday", "12/04/19"])
def test_one_wrong_date_leaves_no_period(text: str) -> None:
    dates = gathered("2019-04-12", text)
    assert dates.period() is None
    assert dates.wrong == text


@pytest.mark.parametrize("text", ["0001-01-01", "2999-01-01"])
def test_a_year_of_no_measurement_leaves_no_period(text: str) -> None:
    assert gathered("2019-04-12", text).period() is None


def test_numbers_beyond_the_calendar_are_no_dates() -> None:
    with pytest.raises(NotADate):
        iso_day(10**300, 1, 1)
    with pytest.raises(NotADate):
        read_date("2019-04-12" + " " * 100_000 + "x")


def test_years_and_days_mix_without_loss() -> None:
    assert gathered("2018", "2019-04-12", "2019").period() == {"begin": "2018", "end": "2019"}


def test_a_count_from_a_moment_is_a_date() -> None:
    since = Since.of("days since 1950-01-01T00:00:00Z")
    assert since is not None
    assert since.day(25_000.5) == "2018-06-13"
    assert Since.of("hours since 2019-04-12 00:00") is not None
    assert Since.of("degC") is None
    with pytest.raises(NotADate):
        since.day(1e300)
