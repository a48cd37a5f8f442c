"""Texts that are published lead to nobody, and descriptions to no place of a protected species."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.checks import Likeness
from moderation.checks.likeness import differ_by_numbers, nearness
from tests.moderation.checks.made import codes, file, found
from tests.moderation.test_checks import findings

POINT: dict[str, Any] = {"place": {"boxes": [{"west": 6.12, "south": 45.3, "east": 6.12, "north": 45.3}]}}
ORCHID: dict[str, Any] = {"title": {"en": "Stations of Cypripedium calceolus in the Alps, 2019-2026"}}


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("abstract", "Ask clara.marin@example.org for more.", "text-holds-mail"),
        ("lineage", "Questions: 04 68 88 73 73.", "text-holds-phone"),
        ("use_limitations", "Of patient 255081416802538.", "text-holds-nir"),
        ("quality", "Paid to FR14 2004 1010 0505 0001 3M02 606.", "text-holds-iban"),
    ],
)
def test_what_leads_to_a_person_is_told_by_its_beginning(field: str, text: str, code: str) -> None:
    fields: dict[str, Any] = {field: {"en": text, "fr": text}}
    (said,) = (each for each in found(**fields) if each.code == code)
    assert said.pointer == field
    assert not any(word in said.english + said.french for word in ("clara", "88 73", "2550814", "0505"))


def test_contacts_have_their_place_and_are_not_told() -> None:
    contacts: Any = [{"name": "Data desk", "email": "desk@example.org"}]
    assert not {each for each in codes(contacts=contacts) if each.startswith("text-holds")}


def test_a_protected_species_with_a_precise_place_is_told() -> None:
    (said,) = (each for each in found(**ORCHID, **POINT) if each.code == "protected-taxon-named")
    assert (said.pointer, "annex IV" in said.english) == ("place", True)
    assert "protected-taxon-named" not in codes(**ORCHID)
    assert "protected-taxon-named" not in codes(**POINT)


def test_common_names_and_keywords_count_and_so_do_tables_of_positions() -> None:
    named = {"keywords": [{"term": {"fr": "sabot de Vénus"}}]}
    table = file("a.csv", form="CSV", place__boxes=[{"west": 1, "south": 1, "east": 2, "north": 2}])
    assert "protected-taxon-named" in codes(table, **named)
    assert "protected-taxon-named" not in codes(file("a.csv", form="CSV"), **named)


def test_it_is_not_told_twice_where_the_table_itself_was_found() -> None:
    table = file("a.csv", form="CSV", problems=("protected-taxon-located",))
    assert "protected-taxon-named" not in codes(table, **ORCHID, **POINT)


def test_bytes_under_review_elsewhere_are_told_and_public_ones_first() -> None:
    made: Any = file("a.csv", sha256="a" * 64)
    likeness: dict[str, Any] = {"in_hand": {"a" * 64: "10.5072/8"}}
    told = findings(made, likeness=Likeness(**likeness))
    assert "10.5072/8" in told["file-in-hand-elsewhere"].english
    told = findings(made, likeness=Likeness(files={"a" * 64: "10.5072/7"}, **likeness))
    assert "file-in-hand-elsewhere" not in told


def test_titles_that_are_nearly_taken_are_told_once() -> None:
    near = {"10.5072/7": "Dissolved oxygen, Gulf of Lion", "10.5072/8": "Dissolved oxygen of the Gulf"}
    told = [each for each in found(likeness=Likeness(title="10.5072/7", titles=near)) if "title-" in each.code]
    assert [each.code for each in told] == ["title-already-public", "title-nearly-public"]


@given(st.text(max_size=120), st.text(max_size=120))
def test_nearness_is_between_none_and_all_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= nearness(one, other) == nearness(other, one) <= 1
    assert differ_by_numbers(one, other) == differ_by_numbers(other, one)


def test_a_misprint_is_near_and_another_place_is_not() -> None:
    title = "Dissolved oxygen in the Gulf of Lion, 2019-2026"
    assert nearness(title, "Dissolved oxigen in the Gulf of Lions 2019-2026") > 0.7
    assert nearness(title, "Dissolved oxygen in the Bay of Biscay, 2019-2026") < 0.7
    assert differ_by_numbers(title, "Dissolved oxygen in the Gulf of Lion, 2009-2018")
