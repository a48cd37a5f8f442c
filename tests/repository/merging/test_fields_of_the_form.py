"""The merge on real fields: parts used by another, long lists in pages, other languages, answers that never came."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from repository.forms.actions import parse_action
from repository.forms.shown import WINDOW
from repository.forms.step_form import read_typed
from repository.record.document import prune
from tests.factories import DOCUMENT
from tests.repository.deposits.forms import FIELDS, draw, saved, sent

Posted = dict[str, Sequence[str]]


def after(stored: Mapping[str, Any], posted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The document after saving while typing."""
    changed = read_typed(FIELDS, posted, own=stored, is_autosave=True).changed
    return {key: value for key, value in {**stored, **changed}.items() if value is not None}


def only(posted: Posted, field: str) -> Posted:
    """One field of a form, as a script sends it."""
    marks = {f"is-{field}", f"was-{field}"}
    return {name: texts for name, texts in posted.items() if name in marks or name.partition("-")[0] == field}


def test_a_proposal_used_meanwhile_is_not_undone_by_what_is_on_its_way() -> None:
    begun = {"place": {"names": [{"name": {"en": "Gulf"}}]}}
    typed = only(sent(begun, place__names__0__name__en="Gulf of Lion"), "place")
    box = {"west": 3.0, "south": 42.0, "east": 5.0, "north": 43.0}
    used = {"place": {"boxes": [box], "names": [{"name": {"en": "Gulf"}}]}}
    assert prune(after(used, typed)) == {"place": {"boxes": [box], "names": [{"name": {"en": "Gulf of Lion"}}]}}


def test_a_box_drawn_by_one_takes_no_side_from_another_s() -> None:
    posted = only(sent({}, place__boxes__0__west="3", place__boxes__0__east="5"), "place")
    theirs = {"west": -10, "south": -20, "east": -5, "north": -15}
    boxes = prune(after({"place": {"boxes": [theirs]}}, posted))["place"]["boxes"]
    assert boxes == [theirs, {"west": 3, "east": 5}]


def test_a_page_of_a_long_list_is_merged_into_the_list_that_others_moved() -> None:
    people = [{"family": f"F{number}", "given": f"G{number}"} for number in range(2 * WINDOW)]
    page = {f"was-{each.field}": [each.base] for each in draw({"creators": people}, starts={"creators": WINDOW})}
    posted = {**sent({"creators": people}), **page}
    posted = {name: texts for name, texts in posted.items() if not name.startswith("creators-")}
    for number in range(WINDOW, 2 * WINDOW):
        posted |= {f"creators-{number}-row": ["1"], f"creators-{number}-family": [f"F{number}"]}
        posted[f"creators-{number}-given"] = ["Typed" if number == WINDOW + 3 else f"G{number}"]
    posted |= {"creators-start": [str(WINDOW)], "creators-end": [str(2 * WINDOW)]}
    stored = [{"family": "New", "given": "First"}, *people[1:]]
    families = [(row["family"], row["given"]) for row in saved({"creators": stored}, posted)["creators"]]
    wanted = [(row["family"], row["given"]) for row in stored]
    wanted[WINDOW + 3] = (f"F{WINDOW + 3}", "Typed")
    assert families == wanted


def test_a_language_that_two_people_add_is_one_control() -> None:
    posted = sent({"title": {"en": "Oxygen"}}, title__other__language="de", title__other__text="Sauerstoff")
    stored = {"title": {"en": "Oxygen", "de": "Der Sauerstoff"}}
    typed = read_typed(FIELDS, posted, own=stored)
    assert typed.changed["title"]["de"] == "Sauerstoff"
    ((field, clash),) = typed.clashes
    assert (field, dict(clash.cells)) == ("title", {"title-de": ("Der Sauerstoff",)})


def test_a_sending_whose_answer_never_came_is_no_other_person() -> None:
    tried = json.dumps({"mark": "", "texts": {"title-en": ["Oxy"]}})
    posted = {**sent({}, title__en="Oxygen"), "tried-title": [tried]}
    typed = read_typed(FIELDS, posted, own={"title": {"en": "Oxy"}})
    assert (typed.changed["title"], typed.clashes) == ({"en": "Oxygen"}, [])
    again = read_typed(FIELDS, posted, own={"title": {"en": "Another's"}})
    assert len(again.clashes) == 1


def test_a_button_of_a_list_works_on_the_row_it_stood_at() -> None:
    posted = sent(DOCUMENT)
    stored = {**DOCUMENT, "creators": [{"kind": "person", "family": "Third"}, *DOCUMENT["creators"]]}
    after_press = saved(stored, posted, parse_action("remove:creators-0"))["creators"]
    assert [row["family"] for row in after_press] == ["Third", DOCUMENT["creators"][1]["family"]]


def test_what_is_no_base_is_passed_over() -> None:
    for was in ("", "[]", "{}", '{"texts": 3}', '{"mark": [], "texts": {"title-en": {"a": 1}}}', "[" * 5000, "\x00"):
        posted = {**sent({"title": {"en": "Drawn"}}, title__en="Typed"), "was-title": [was]}
        assert saved({"title": {"en": "Stored"}}, posted)["title"]["en"] == "Typed"


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_disjoint_edits_of_a_whole_description_survive_in_either_order(data: st.DataObject) -> None:
    names = [
        name
        for name, texts in sent(DOCUMENT).items()
        if name.endswith(("-en", "-fr", "-family", "-given", "-orcid", "-name"))
        and texts
        and not name.startswith("licence")
    ]
    mine = data.draw(st.sets(st.sampled_from(names), min_size=1, max_size=4))
    theirs = data.draw(st.sets(st.sampled_from(names), min_size=1, max_size=4)) - mine
    typed = {name.replace("-", "__"): f"Mine {at}" for at, name in enumerate(sorted(mine))}
    others = {name.replace("-", "__"): f"Theirs {at}" for at, name in enumerate(sorted(theirs))}
    together = prune(saved(DOCUMENT, sent(DOCUMENT, **typed, **others)))
    for first, second in ((typed, others), (others, typed)):
        stored = saved(DOCUMENT, sent(DOCUMENT, **first))
        last = read_typed(FIELDS, sent(DOCUMENT, **second), own=stored)
        merged = prune({**stored, **last.changed})
        said = json.dumps(merged)
        assert all(text in said for text in (*typed.values(), *others.values()))
        assert merged == together or any(each.startswith("creators") for each in (*mine, *theirs))
