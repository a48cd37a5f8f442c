"""Lists in the form: rows added, removed, moved and left blank; long lists in pages; texts in other languages."""

from typing import Any

import pytest

from repository.forms.actions import parse_action
from repository.forms.sending import posted_of
from repository.forms.shown import WINDOW
from repository.forms.step_form import overlay, read_step
from repository.record.document import prune
from tests.factories import DOCUMENT
from tests.repository.deposits.forms import FIELDS, draw, saved, sent


def after_button(document: dict[str, Any], button: str, **typed: str) -> dict[str, Any]:
    """The document after a button of a list was pressed."""
    return saved(document, sent(document, **typed), parse_action(button))


def families(document: dict[str, Any]) -> list[str]:
    """The creators' family names."""
    return [creator.get("family", creator.get("name", "")) for creator in document["creators"]]


def test_a_button_saves_what_was_typed_and_adds_a_row() -> None:
    after = after_button(DOCUMENT, "add:creators:organisation", creators__1__family="Obi")
    assert families(after) == ["Marin", "Obi", ""]
    assert after["creators"][2] == {"kind": "organisation"}


def test_creators_are_moved_and_removed_with_everything_they_hold() -> None:
    assert families(after_button(DOCUMENT, "down:creators-0")) == ["Okafor", "Marin"]
    after = after_button(DOCUMENT, "up:creators-1")
    assert after["creators"][1] == DOCUMENT["creators"][0]
    assert families(after_button(DOCUMENT, "remove:creators-0")) == ["Okafor"]


@pytest.mark.parametrize(
    "button",
    ["up:creators-0", "down:creators-1", "remove:creators-7", "up:title", "add:nothing", "drop:creators", "add:"],
)
def test_a_button_that_names_nothing_there_changes_nothing(button: str) -> None:
    assert after_button(DOCUMENT, button) == DOCUMENT


def test_an_affiliation_is_added_inside_its_creator() -> None:
    after = after_button(DOCUMENT, "add:creators-0-affiliations")
    assert after["creators"][0]["affiliations"] == [{"name": "Observatory of Banyuls"}, {}]
    assert after["creators"][1] == DOCUMENT["creators"][1]


def test_saving_drops_rows_that_say_nothing() -> None:
    document = {**DOCUMENT, "creators": [*DOCUMENT["creators"], {"kind": "person"}, {}, {"kind": "organisation"}]}
    assert saved(document, sent(document))["creators"] == DOCUMENT["creators"]


def test_an_empty_list_shows_one_row_that_costs_nothing_left_blank() -> None:
    posted = sent({})
    assert "creators-0-family" in posted
    assert saved({}, posted) == {}


def test_several_keywords_are_read_from_one_line() -> None:
    typed = {"keywords__more": "salinity, oxygen;  Gulf of Lion\noxygen", "keywords__more__language": "en"}
    after = saved({}, sent({}, **typed))
    assert after["keywords"] == [{"term": {"en": word}} for word in ("salinity", "oxygen", "Gulf of Lion")]


def test_another_language_is_added_and_kept_even_without_its_code() -> None:
    after = saved(DOCUMENT, sent(DOCUMENT, title__other__language="de", title__other__text="Sauerstoff"))
    assert after["title"]["de"] == "Sauerstoff"
    assert saved(after, sent(after, title__de="Sauerstoff im Golf"))["title"]["de"] == "Sauerstoff im Golf"
    nameless = saved(DOCUMENT, sent(DOCUMENT, title__other__text="Oxygenium"))
    assert nameless["title"]["und"] == "Oxygenium"


def test_a_long_list_is_edited_a_page_at_a_time() -> None:
    document = {"creators": [{"family": f"F{number}"} for number in range(2 * WINDOW + 3)]}
    posted = posted_of(draw(document, starts={"creators": WINDOW}))
    assert f"creators-{WINDOW}-family" in posted
    assert "creators-0-family" not in posted
    posted[f"creators-{WINDOW + 1}-family"] = ["Changed"]
    after = saved(document, posted)
    assert [row["family"] for row in after["creators"]] == [
        "Changed" if number == WINDOW + 1 else f"F{number}" for number in range(2 * WINDOW + 3)
    ]
    shorter = saved(
        document, posted_of(draw(document, starts={"creators": WINDOW})), parse_action(f"remove:creators-{WINDOW}")
    )
    assert len(shorter["creators"]) == 2 * WINDOW + 2
    assert {"family": f"F{WINDOW}"} not in shorter["creators"]


def test_saving_while_typing_sends_one_control_and_moves_no_row() -> None:
    document = {"creators": [{"family": f"F{number}"} for number in range(WINDOW + 2)]}
    changed = {f"creators-{WINDOW + 1}-given": ["Ada"]}
    after = read_step(FIELDS, overlay(FIELDS, document, changed), own=document, is_autosave=True)
    assert set(after) == {"creators"}
    assert prune(after["creators"][WINDOW + 1]) == {"family": f"F{WINDOW + 1}", "given": "Ada"}
    assert len(after["creators"]) == WINDOW + 2
    blank = {"creators": [{}, {"family": "Marin"}]}
    typed = read_step(FIELDS, overlay(FIELDS, blank, {"creators-1-given": ["C"]}), own=blank, is_autosave=True)
    assert [prune(row) for row in typed["creators"]] == [{}, {"family": "Marin", "given": "C"}]


def test_what_a_co_author_saved_meanwhile_is_not_undone() -> None:
    posted = sent(DOCUMENT, abstract__en="A new abstract.")
    meanwhile = {**DOCUMENT, "title": {"en": "A title by somebody else"}}
    changed = read_step(FIELDS, posted, own=meanwhile)
    assert changed == {"abstract": {"en": "A new abstract."}}
