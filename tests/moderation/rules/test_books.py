"""A rule book that is wrong is refused with everything that is wrong with it, each at its place."""

import copy
import json
from typing import Any

import pytest

from moderation.rules.faults import CODES, BookRefused
from moderation.rules.first import first_book, first_text
from moderation.rules.reading import LONGEST, parse_book, read_book

SMALL: dict[str, Any] = {
    "questions": [{"id": "mine", "text": {"en": "Is it?", "fr": "Est-ce ?"}}],
    "groups": [{"id": "wise", "name": {"en": "the wise", "fr": "les sages"}}],
    "scope": [
        {
            "id": "one", "pole": "ocean", "when": {"all": [{"word": ["tide*"]}, {"answer": {"mine": ["yes"]}}]},
            "then": "advice", "group": "wise", "because": {"en": "So.", "fr": "Donc."},
        }
    ],
    "concerns": [{"id": "two", "pole": "climate", "when": {"always": True}, "because": {"en": "So.", "fr": "Donc."}}],
    "deciding": [{"id": "three", "pole": "ocean", "when": {"poles_at_least": 2}, "because": {"en": "a", "fr": "b"}}],
    "otherwise": {name: {"en": "Else.", "fr": "Sinon."} for name in ("in", "open", "deciding")},
}  # fmt: skip
POLES = {"ocean", "climate"}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The small book with another value at a place; ``...`` takes what is there away."""
    book = copy.deepcopy(SMALL)
    *before, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    inner: Any = book
    for part in before:
        inner = inner[part]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return book


def codes(book: Any) -> list[tuple[str, str]]:
    with pytest.raises(BookRefused) as refused:
        read_book(book, poles=POLES)
    return [(fault.path, fault.code) for fault in refused.value.faults]


def test_the_small_book_and_the_first_book_are_read() -> None:
    assert read_book(SMALL, poles=POLES).question("mine").values == {"yes", "no"}
    assert first_book().version == 1
    assert parse_book(first_text()) == first_book()


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        ("scope", [], None, None),
        ("scope", {}, "scope", "not-list"),
        ("scope", [1], "scope/0", "not-object"),
        ("other", 1, "", "unknown"),
        ("otherwise", ..., "", "missing"),
        ("otherwise/in/fr", "", "otherwise/in/fr", "not-text"),
        ("scope/0/id", "No Slug", "scope/0/id", "not-slug"),
        ("scope/0/then", "perhaps", "scope/0/then", "no-verdict"),
        ("scope/0/group", ..., "scope/0", "group-missing"),
        ("scope/0/group", "fools", "scope", "no-group"),
        ("scope/0/then", "out", "scope/0", "belongs-missing"),
        ("scope/0/because/de", "Also.", "scope/0/because", "unknown"),
        ("scope/0/when", {}, "scope/0/when", "one-key"),
        ("scope/0/when", {"moon": ["full"]}, "scope/0/when", "unknown"),
        ("scope/0/when", {"all": []}, "scope/0/when/all", "not-list"),
        ("scope/0/when", {"word": ["…"]}, "scope/0/when/word/0", "empty-phrase"),
        ("scope/0/when", {"word": [3]}, "scope/0/when/word/0", "not-text"),
        ("scope/0/when", {"always": False}, "scope/0/when/always", "not-flag"),
        ("scope/0/when", {"poles_at_least": True}, "scope/0/when/poles_at_least", "not-number"),
        ("scope/0/when", {"answer": {"yours": ["yes"]}}, "scope/one", "no-question"),
        ("scope/0/when", {"answer": {"mine": ["perhaps"]}}, "scope/one", "no-choice"),
        ("scope/0/when", {"word": ["tide"]}, "questions", "unused"),
        ("scope/0/pole", "moon", "scope/one", "no-pole"),
        ("concerns/0/when", {"pole": ["moon"]}, "concerns/two", "no-pole"),
        ("concerns/0/required", False, "concerns/0/required", "not-flag"),
        ("questions/0/choices", [], "questions/0/choices", "not-list"),
    ],
)
def test_a_fault_is_told_at_its_place(path: str, value: Any, where: str | None, code: str | None) -> None:
    found = codes(changed(path, value))
    if code is None:
        assert {each[1] for each in found} == {"unused"}
    else:
        assert (where, code) in found


def test_a_name_that_stands_twice_and_a_key_that_stands_twice_are_refused() -> None:
    assert ("scope", "twice") in codes({**SMALL, "scope": SMALL["scope"] * 2})
    with pytest.raises(BookRefused) as refused:
        parse_book('{"scope": [], "scope": []}')
    assert refused.value.faults[0].code == "not-json"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[" * 100_000, "1" * 5_000, "null", '{"scope": "\\ud800"}', '{"scope": "\\u0000"}', "x" * (LONGEST + 1)],
)
def test_what_is_no_book_at_all_is_refused_and_never_an_error(text: str) -> None:
    with pytest.raises(BookRefused) as refused:
        parse_book(text)
    assert refused.value.faults[0].message("fr")


def test_conditions_are_bounded_in_depth_and_number() -> None:
    deep: dict[str, Any] = {"always": True}
    for _level in range(20):
        deep = {"not": deep}
    assert "too-deep" in {code for _path, code in codes(changed("concerns/0/when", deep))}
    assert "too-many" in {code for _path, code in codes(changed("concerns/0/when", {"word": ["tide"] * 201}))}
    assert "too-many" in {code for _path, code in codes({**SMALL, "scope": SMALL["scope"] * 301})}


def test_every_fault_speaks_both_languages() -> None:
    with pytest.raises(BookRefused) as refused:
        parse_book(json.dumps(changed("scope/0/then", "perhaps")))
    fault = refused.value.faults[0]
    assert fault.message("en") == "scope/0/then: This must be one of in, out, advice."
    assert fault.message("fr-FR") == "scope/0/then: Il faut in, out ou advice."
    assert len(CODES) > 20
