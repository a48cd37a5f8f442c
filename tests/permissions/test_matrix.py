"""Role x address x verb x state, over the whole URL table: the answers expected are in ``rows.py``, told by rules.

The suite asks each address until everybody, and every state, got each answer foreseen for them; the drill asks all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import product

import pytest

from tests.addresses.asking import Stored, stored_since, written
from tests.addresses.scene import ACTORS, STATES, Scene, nothing_stays
from tests.addresses.table import Address, every_address
from tests.permissions.rows import REFUSALS, ROWS
from tests.permissions.rules import LET_IN, Rule

pytestmark = pytest.mark.django_db

OURS = {address.name: address for address in every_address() if not address.name.startswith("admin")}
ADMINISTRATION = [address for address in every_address() if address.name.startswith("admin")]
OTHER_VERBS = ("put", "patch", "delete", "options", "trace")


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {*OURS} - {*ROWS} == set(), "say in tests/permissions/rows.py who may open these"
    assert {*ROWS} - {*OURS} == set()


Cells = Callable[[str, Rule], Iterable[tuple[str, str]]]


def every_cell(name: str, _rule: Rule) -> Iterator[tuple[str, str]]:
    """Every (actor, state) of an address; an embargo makes a difference to files only."""
    states = STATES if name in ("file", "layer-zip") else tuple(state for state in STATES if state != "embargoed")
    for state in states if ROWS[name].of_dataset else ("public",):
        for actor in ACTORS:
            yield actor, state


def some_cells(name: str, rule: Rule) -> list[tuple[str, str]]:
    """The fewest found by which each actor, and each state, gets every answer that the rule has for them."""
    tells = {cell: {*((part, rule(*cell)) for part in cell)} for cell in every_cell(name, rule)}
    left, chosen = set[tuple[str, int]]().union(*tells.values()), list[tuple[str, str]]()
    while left:
        used = Counter(actor for actor, _ in chosen)
        chosen.append(max(tells, key=lambda cell: (len(tells[cell] & left), -used[cell[0]])))
        left -= tells[chosen[-1]]
    return chosen


asked = pytest.mark.parametrize(
    ("name", "cells"),
    [pytest.param(name, some_cells, id=name) for name in sorted(ROWS)]
    + [
        pytest.param(name, every_cell, id=f"{name}-all", marks=pytest.mark.drill)
        for name in sorted(ROWS)
        if ROWS[name].of_dataset
    ],
)


def test_of_each_address_everybody_gets_every_answer_that_is_foreseen_for_them() -> None:
    for name, row in ROWS.items():
        for rule in (row.get, row.post):
            asked_of = some_cells(name, rule)
            foreseen = {(part, rule(*cell)) for cell in every_cell(name, rule) for part in cell}
            assert foreseen == {(part, rule(*cell)) for cell in asked_of for part in cell}, name


def path_of(scene: Scene, address: Address, state: str) -> str:
    """The true address about the dataset in a state."""
    values = scene.values(state)
    if address.name == "account_confirm_email":
        values["key"] = values["confirmation"]
    if address.name == "export":
        values["name"] = "datacite-xml"
    return address.filled(values)


@asked
def test_a_link_opens_what_it_is_for_and_changes_nothing(scene: Scene, stored: Stored, name: str, cells: Cells) -> None:
    wrong, begun = [], written()
    for actor, state in cells(name, ROWS[name].get):
        expected = ROWS[name].get(actor, state)
        status = scene.browser(actor).get(path_of(scene, OURS[name], state)).status_code
        if status != expected:
            wrong.append(f"{actor}, {state}: {status}, not {expected}")
    assert wrong == []
    if name not in MARKED_BY_READING:
        assert stored_since(begun, stored) == stored


MARKED_BY_READING = {"moderation-review", "saved-search", "account_confirm_email", "account_logout"}
"""That a moderator has read a version is noted, and that somebody looked at a saved search; a mail's link confirms when
its page is opened, or asks to."""


@asked
def test_a_form_reaches_only_those_it_is_for_and_changes_nothing_for_others(
    scene: Scene, stored: Stored, name: str, cells: Cells
) -> None:
    wrong, begun = [], written()
    for actor, state in cells(name, ROWS[name].post):
        expected = ROWS[name].post(actor, state)
        if expected == LET_IN:
            with nothing_stays():
                status = scene.browser(actor).post(path_of(scene, OURS[name], state)).status_code
        else:
            status = scene.browser(actor).post(path_of(scene, OURS[name], state)).status_code
        if status not in REFUSALS.get(expected, {expected}):
            wrong.append(f"{actor}, {state}: {status}, not {expected}")
    assert wrong == []
    assert stored_since(begun, stored) == stored


OTHER_ASKED = list(product(OTHER_VERBS, ("author", "anonymous", "operator", "stranger")))


@pytest.mark.parametrize(
    "each", [1, pytest.param(len(OTHER_ASKED), marks=pytest.mark.drill)], ids=["one_of_an_address", "all"]
)
def test_no_other_verb_changes_anything(scene: Scene, stored: Stored, each: int) -> None:
    begun = written()
    for place, address in enumerate(every_address()):
        for verb, actor in (OTHER_ASKED[(place + step) % len(OTHER_ASKED)] for step in range(each)):
            status = scene.browser(actor).generic(verb.upper(), path_of(scene, address, "public")).status_code
            assert status < 500, (address.name, actor, verb)
    assert stored_since(begun, stored) == stored


def test_a_head_is_answered_as_its_get_without_a_body(scene: Scene) -> None:
    for name, row in ROWS.items():
        if row.get("author", "correction") == 200:
            answer = scene.browser("author").head(path_of(scene, OURS[name], "correction"))
            assert answer.status_code == 200, name
            assert b"".join(answer) == b"", name


@pytest.mark.parametrize("actor", ACTORS)
def test_the_administration_is_closed_to_everybody_without_its_flags(scene: Scene, actor: str) -> None:
    for address in ADMINISTRATION:
        with nothing_stays():
            answer = scene.browser(actor).get(path_of(scene, address, "public"))
        if actor == "administrator":
            assert answer.status_code in (200, 302, 400, 403, 404, 405), address.name
        elif answer.status_code == 302:
            assert "/login/" in answer.headers["Location"] or address.name == "admin:logout", address.name
        else:
            assert answer.status_code in (403, 404, 405), address.name
