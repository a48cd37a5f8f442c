"""Whatever stands in an address: an answer, soon."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.catalogue.facets import FACET_CODES
from tests.repository.catalogue.index.shelf import Shelf, dataset
from tests.strategies import PATIENT

SOON_S = 20.0
"""On a machine with much else to do; alone these take milliseconds."""

HOSTILE = [
    "word " * 10_000,
    "x" * 100_000,
    "* " * 5_000,
    "a* b* c* d* e*",
    "abc* " * 100,
    "*" * 500,
    '"' * 499,
    '"unbalanced phrase',
    'one" two',
    '-"',
    "- - -",
    "-a -b -c",
    "[a-z]* (.* (.+)+$",
    "(a|b)*",
    "\\",
    "a\\*",
    "title:ocean AND (NOT x) OR +y^4 ~2",
    "{[/regex/]}",
    "10.1234/" + "9" * 600,
    "doi:",
    "https://doi.org/",
    "\x00\x01\x1f",
    "\ud800",
    "\u202eocean\u202c",
    "о́кеан",
    "🌊" * 200,
    "海" * 500,
    "ภ" * 500,
    "e\u0301" * 250,
    "z" + "\u0301" * 400,
    "ﷺ" * 100,
    "İIıi",
    "%00%ff",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
]


@pytest.fixture(scope="module")
def ocean(lasting_shelf: Shelf) -> Shelf:
    lasting_shelf.put({1: dataset("Ocean", boxes=[(0, 0, 1, 1)], facets={"pole": ("ocean",)})})
    return lasting_shelf


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_answered_soon(ocean: Shelf, typed: str) -> None:
    before = time.monotonic()
    found = ocean.found(q=typed, facets=sorted(FACET_CODES))
    ocean.reader.better_spelling(typed)
    assert found.total in (0, 1)
    assert time.monotonic() - before < SOON_S


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({"box": "1e300,0,1,1"}, 1),
        ({"box": "-999999,-999999,999999,999999"}, 1),
        ({"box": "0,89,0,900"}, 0),
        ({"box": "0.5,0.5,0.5,0.5"}, 1),
        ({"box": "inf,nan,0,0"}, 1),
        ({"box": "361,0,362,1"}, 1),
        ({"box": "1,1,0,0"}, 1),
        ({"since": "-9999999999"}, 0),
        ({"since": "99999999999999"}, 1),
        ({"since": "0000-00-00"}, 1),
        ({"pole": "x" * 300}, 0),
        ({"pole": "x" * 301}, 1),
        ({"pole": [f"x{n}" for n in range(1000)]}, 0),
        ({"pole": "ocean\x00"}, 1),
        ({"pole": "\ud800"}, 1),
        ({"no-such-facet": "x"}, 1),
        ({"page": "-1"}, 1),
        ({"page": "1e3"}, 1),
        ({"page": "9" * 30}, 1),
        ({"after": "9" * 18}, 1),
        ({"after": "-" + "9" * 18}, 0),
        ({"after": "9" * 40}, 1),
        ({"top": "-1e400"}, 1),
        ({"per_page": "1000000"}, 1),
        ({"polygon": ",".join(["0 0", "1 1"] * 100)}, 1),
        ({"polygon": "0 0," * 100_000}, 1),
        ({"polygon": "0 0,0 0,0 0"}, 1),
        ({"polygon": "-360 0,360 0,-360 90,360 -90"}, 1),
    ],
    ids=range(28),
)
def test_values_beyond_sense_are_answered_or_left_out(ocean: Shelf, asked: dict[str, str], total: int) -> None:
    found = ocean.found(**asked, facets=("pole",))
    assert found.total == total


NAMES = st.sampled_from(["q", "box", "polygon", "from", "to", "top", "bottom", "sort", "page", "after", "pole", "year"])
SIDES = st.floats(allow_nan=True).map(str) | st.integers().map(str)
VALUES = st.text(max_size=40) | st.lists(SIDES, min_size=2, max_size=8).map(",".join)


@PATIENT
@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_any_address_is_answered(ocean: Shelf, asked: dict[str, str]) -> None:
    found = ocean.found(**{("since" if name == "from" else name): told for name, told in asked.items()})
    assert found.total in (0, 1)
