"""Listings of sources, hostile ones too: what is taken, what is left out, what a person has to look at."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.series.listing import Alarm, Found, Held, Listing, alarm_of, compare, listing_of
from repository.services.taken_files import path_in_dataset

NAMES = st.text(string.ascii_letters + "./\\ é\u0301~\0\n", max_size=20)
SIZES = st.integers(min_value=-1, max_value=50)
FOUND = st.builds(Found, NAMES, SIZES, st.sampled_from(("", "1", "2")))


def listed(*found: Found) -> Listing:
    """As a snapshot reads it."""
    return listing_of(found, path_of=path_in_dataset)


def files(*names: str) -> list[Found]:
    return [Found(name, 10, "1") for name in names]


@given(st.lists(FOUND, max_size=12))
def test_whatever_is_listed_every_path_stays_inside_and_is_there_once(found: list[Found]) -> None:
    listing = listed(*found)
    for path in listing.files:
        assert path
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert path == unicodedata.normalize("NFC", path)
    assert len(set(listing.files.values())) == len(listing.files)
    assert listing.mark == listed(*reversed(found)).mark


@given(st.lists(FOUND, max_size=12), st.lists(FOUND, max_size=12))
def test_new_changed_and_gone_lead_from_one_listing_to_the_other(old: list[Found], now: list[Found]) -> None:
    before = {path: Held(each.size, each.mark) for path, each in listed(*old).files.items()}
    after = listed(*now).files
    change = compare(before, after)
    assert {*before, *change.new} - {*change.gone} == set(after)
    same = set(after) - {*change.new, *change.changed}
    assert all(before[path] == (after[path].size, after[path].mark) and after[path].mark for path in same)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../up.nc", "a/../../b", "C:\\x.nc", "", "x" * 500, "\ud800.nc", ".DS_Store", "a\0b"]
)
def test_what_no_dataset_can_hold_is_left_out_and_told(name: str) -> None:
    listing = listed(Found(name, 10, "1"), *files("good.nc"))
    assert list(listing.files) == ["good.nc"]
    assert listing.left_out_count == 1
    "".join(listing.left_out).encode()


def test_a_file_without_bytes_is_left_out() -> None:
    assert listed(Found("empty.nc", 0, "1")).left_out == ("empty.nc",)


def test_one_file_told_twice_in_the_same_words_is_one_file() -> None:
    listing = listed(*files("a.nc", "a.nc"))
    assert (list(listing.files), listing.clashes) == (["a.nc"], ())


@pytest.mark.parametrize("second", [Found("a.nc", 11, "1"), Found("A.nc", 10, "1"), Found("./a.nc", 10, "2")])
def test_names_that_clash_stop_the_source(second: Found) -> None:
    listing = listed(*files("a.nc"), second)
    assert len(listing.clashes) == 1
    assert alarm_of({}, listing, percent=20) is Alarm.CLASH


def test_two_forms_of_one_accent_clash() -> None:
    listing = listed(*files("e\u0301t\u00e9.nc", "\u00e9t\u00e9.nc"))
    assert len(listing.files) == 1
    assert len(listing.clashes) == 1


@pytest.mark.parametrize(("gone", "alarm"), [(0, None), (2, None), (3, Alarm.SHRANK), (10, Alarm.SHRANK)])
def test_a_source_that_shrinks_suddenly_is_not_obeyed(gone: int, alarm: Alarm | None) -> None:
    before = {f"{number}.nc": Held(10, "1") for number in range(10)}
    assert alarm_of(before, listed(*files(*list(before)[gone:])), percent=20) is alarm


def test_files_that_lose_their_bytes_count_as_gone() -> None:
    before = {f"{number}.nc": Held(1000, "1") for number in range(10)}
    assert alarm_of(before, listed(*files(*before)), percent=20) is Alarm.SHRANK


def test_a_listing_without_end_is_cut_and_stops_the_source() -> None:
    listing = listing_of(iter(files(*map(str, range(30)))), path_of=path_in_dataset, most=20)
    assert alarm_of({}, listing, percent=20) is Alarm.TOO_MANY


@pytest.mark.parametrize("count", [30_000, pytest.param(300_000, marks=pytest.mark.drill)])
def test_hundreds_of_thousands_of_files_are_compared_in_seconds(count: int) -> None:
    found = [Found(f"d{number % 100}/{number}.nc", 10, "1") for number in range(count)]
    listing = listing_of(found, path_of=lambda name: name)
    before = {path: Held(10, "0" if path.endswith("7.nc") else "1") for path in listing.files}
    change = compare(before, listing.files)
    assert len(change.changed) == count // 10
    assert alarm_of(before, listing, percent=20) is None


def test_what_is_there_and_cannot_be_read_is_neither_gone_nor_smaller() -> None:
    before = {"large.nc": Held(1000, "1"), "small.nc": Held(1, "1")}
    listing = listed(Found("large.nc", 0, "", is_whole=False), Found("small.nc", 1, "1"))
    assert alarm_of(before, listing, percent=10) is None
    assert compare(before, listing.files) == ((), ("large.nc",), ())
    assert listing.left_out == ()
