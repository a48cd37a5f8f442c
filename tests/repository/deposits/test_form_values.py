"""Single values as people type them: places, dates, licences, identifiers."""

from typing import Any

import pytest

from repository.forms.codecs import read_degrees, read_moment
from repository.forms.inference import related_type, settle_funding, settle_related
from repository.forms.localised import Localised
from repository.forms.notes import Notes, Place
from repository.record.assess import assess
from tests.factories import DOCUMENT
from tests.repository.deposits.forms import saved, sent


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("42.1", 42.1),
        ("-5", -5),
        ("43°27'18\"N", 43.455),
        ("43° 27.3' S", -43.455),
        ("5,31° W", -5.31),
        ("3.02 E", 3.02),
        ("143° N", 143),
        ("12 m", "12 m"),
        ("43°75'", "43°75'"),
        ("-5° W", "-5° W"),
        ("43,45", "43,45"),
        ("", ""),
    ],
)
def test_degrees_are_read_where_they_are_plain(typed: str, value: Any) -> None:
    assert read_degrees(typed) == value


def test_a_typed_box_makes_a_record() -> None:
    box = {"west": "3°01'12\" E", "south": "42,12", "east": "5.31", "north": "43,45° N"}
    typed = {f"place__boxes__0__{side}": text for side, text in box.items()}
    after = saved(DOCUMENT, sent(DOCUMENT, **typed))
    record = assess(after).record
    assert record is not None
    found = record.place.boxes[0]
    assert (found.west, found.south, found.east, found.north) == (3.02, 42.12, 5.31, 43.45)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2019", "2019"),
        ("2019/4/2", "2019-04-02"),
        ("66 Ma", {"age": 66, "unit": "Ma"}),
        ("12,5 ± 0,3 ka BP", {"age": 12.5, "unit": "ka", "plus_minus": 0.3}),
        ("12/04/2019", "12/04/2019"),
    ],
)
def test_dates_and_ages_are_read_where_they_are_plain(typed: str, value: Any) -> None:
    assert read_moment(typed) == value


def test_a_licence_is_chosen_by_a_button_or_named() -> None:
    assert saved({}, sent({}, licence__choice="CC0-1.0"))["licence"] == {"spdx": "CC0-1.0"}
    named = saved({}, sent({}, licence__choice="other", licence__name="House licence"))
    assert named["licence"] == {"name": "House licence"}
    assert saved(named, sent(named)) == named


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("doi:10.17882/42182", "DOI"),
        ("https://github.com/x/y", "URL"),
        ("arXiv:2101.00001", "arXiv"),
        ("https://arxiv.org/abs/2101.00001", "arXiv"),
        ("ark:/12345/x", "ARK"),
        ("20.500.12345/abc", "Handle"),
        ("ISSN 1234", ""),
    ],
)
def test_the_kind_of_a_related_identifier_is_worked_out(typed: str, kind: str) -> None:
    assert related_type(typed) == kind


def test_a_chosen_kind_stays_unless_the_identifier_contradicts_it() -> None:
    assert settle_related({"identifier": "10.17882/1", "identifier_type": "Handle"})["identifier_type"] == "Handle"
    assert settle_related({"identifier": "https://a.org", "identifier_type": "DOI"})["identifier_type"] == "URL"
    assert "identifier_type" not in settle_related({"identifier_type": "DOI"})


def test_a_funder_s_identifier_and_its_kind_go_together() -> None:
    row = {"funder": "ANR", "funder_identifier": "https://ror.org/00rbzpz17"}
    assert settle_funding(row)["funder_identifier_type"] == "ROR"
    changed = settle_funding({**row, "funder_identifier": "10.13039/501100001665", "funder_identifier_type": "ROR"})
    assert changed["funder_identifier_type"] == "Crossref Funder ID"
    assert "funder_identifier_type" not in settle_funding({"funder": "ANR", "funder_identifier_type": "ROR"})


def test_questions_of_yes_and_no_have_a_third_answer() -> None:
    assert saved({}, sent({}, forwarding="no"))["forwarding"] is False
    assert "forwarding" not in saved({"forwarding": True}, {**sent({"forwarding": True}), "forwarding": []})
    assert saved({}, sent({}, place__not_applicable="on"))["place"] == {"not_applicable": True}


def test_a_text_whose_language_nobody_said_is_labelled_so() -> None:
    place = Place("title", ("title",), Notes((), "en"))
    shown = Localised("title", "Title").show({"und": "Casts", "de": "Profile"}, place)
    labels = {control.name: str(control.label) for control in shown.controls}
    assert labels["title-und"] == "Language not said"
    assert labels["title-de"] == "de"
