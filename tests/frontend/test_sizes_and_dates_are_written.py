"""Sizes, dates, times and names as a reader of each language writes them."""

import datetime

import pytest
from django.utils import translation

from repository.templatetags import formatting

NBSP = "\N{NO-BREAK SPACE}"
NOON = datetime.datetime(2026, 11, 18, 16, 3, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (84_000, f"84{NBSP}kB"),
        (999_600, f"1{NBSP}MB"),
        (48_200_000, f"48.2{NBSP}MB"),
        (64_000_000, f"64{NBSP}MB"),
        (640_400_000, f"640{NBSP}MB"),
        (1_800_000_000, f"1.8{NBSP}GB"),
        (2_000_000_000_000_000, f"2{NBSP}PB"),
        (None, ""),
    ],
)
def test_a_size_is_short_and_decimal(count: int | None, words: str) -> None:
    with translation.override("en"):
        assert formatting.size_text(count) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (NOON, f"18{NBSP}Nov{NBSP}2026"),
        (NOON.date(), f"18{NBSP}Nov{NBSP}2026"),
        ("2026-11-18", f"18{NBSP}Nov{NBSP}2026"),
        ("2026-11", f"Nov{NBSP}2026"),
        ("2026", "2026"),
        ("-12000", "-12000"),
        ("2026-13-45", "2026-13-45"),
        ("Late Pleistocene", "Late Pleistocene"),
        (None, ""),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(value: object, words: str) -> None:
    with translation.override("en"):
        assert formatting.day_text(value) == words


@pytest.mark.usefixtures("french")
def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    with translation.override("fr"):
        assert formatting.day_text("2026-06-01") == f"1er{NBSP}juin{NBSP}2026"
        assert formatting.day_text("2026-06-21") == f"21{NBSP}juin{NBSP}2026"
    with translation.override("en"):
        assert formatting.day_text("2026-06-01") == f"1{NBSP}Jun{NBSP}2026"


def test_a_moment_has_its_time_and_nothing_is_nothing() -> None:
    with translation.override("en"):
        assert formatting.moment_text(NOON) == f"18{NBSP}Nov{NBSP}2026, 16:03"
        assert formatting.clock_text(NOON) == "16:03"
        assert formatting.clock_text(None) == formatting.moment_text(None) == ""


def test_thousands_stand_apart() -> None:
    with translation.override("en"):
        assert formatting.number_text(4812) == "4,812"
        assert formatting.number_text("many") == "many"


@pytest.mark.parametrize(
    ("name", "letters"), [("Clara Marin", "CM"), ("m.roche@example.org", "MR"), ("Ilić", "I"), ("", "")]
)
def test_an_avatar_has_at_most_two_letters(name: str, letters: str) -> None:
    assert formatting.initials(name) == letters


def test_long_lists_of_people_are_cut_and_counted() -> None:
    with translation.override("en"):
        assert formatting.people_text(["A", "B"]) == "A; B"
        assert formatting.people_text(["A", "B", "C", "D", "E"]) == "A; B; C and 2 more"
        assert formatting.people_text("Marin, C.") == "Marin, C."
        assert formatting.people_text(None) == ""
