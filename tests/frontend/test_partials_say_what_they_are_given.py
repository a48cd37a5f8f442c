"""The shared partials: words escaped, states as word, icon and colour, errors tied to their fields."""

import datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template.loader import render_to_string
from lxml import html

from repository.lifecycle import DatasetState, Standing
from repository.templatetags.badges import badge_of
from repository.templatetags.plates import as_box, frame_text

AT = datetime.datetime(2026, 11, 18, 16, 40, tzinfo=datetime.UTC)


def render(name: str, /, **context: object) -> html.HtmlElement:
    return html.fragment_fromstring(render_to_string(f"partials/_{name}.html", context), create_parent="div")


class Form(forms.Form):
    title = forms.CharField(help_text="What, where and when.")
    note = forms.CharField(required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="I may publish this.")


@pytest.mark.parametrize("state", [*DatasetState, *Standing])
def test_every_state_of_a_dataset_has_a_word(state: str) -> None:
    assert str(badge_of(state).word)
    assert render("badge", state=state).text_content().strip() == str(badge_of(state).word)


def test_an_unknown_state_is_an_error_and_not_an_empty_badge() -> None:
    with pytest.raises(KeyError):
        badge_of("lost")


def test_an_error_is_tied_to_its_field() -> None:
    form = Form({"note": ""})
    box = render("field", field=form["title"])
    control = box.cssselect("input")[0]
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_title-help id_title-error"
    assert box.cssselect("#id_title-error")[0].text_content().strip() == form.errors["title"][0]
    assert box.cssselect("label")[0].get("for") == "id_title"


def test_an_optional_field_says_so_and_a_required_one_does_not() -> None:
    assert "optional" in render("field", field=Form()["note"]).text_content()
    assert "optional" not in render("field", field=Form()["title"]).text_content()
    assert render("field", field=Form()["note"]).cssselect("textarea.area")


def test_the_label_of_a_box_to_tick_stands_beside_it() -> None:
    label = render("field", field=Form()["agreed"]).cssselect("label.check")[0]
    assert label.cssselect("input[type=checkbox]")
    assert "I may publish this." in label.text_content()


def test_a_field_written_by_hand_has_the_same_parts() -> None:
    finding = SimpleNamespace(severity="warning", sentence="No unit <here>.", code="unit-missing")
    box = render("field", name="title", label="Title", value='CTD "A"', error="A title is missing.", findings=[finding])
    control = box.cssselect("input#title")[0]
    assert control.get("value") == 'CTD "A"'
    assert control.get("aria-describedby") == "title-error"
    assert "No unit <here>." in box.text_content()
    assert box.cssselect("[data-code=unit-missing]")


def test_a_choice_written_by_hand_keeps_what_was_chosen() -> None:
    box = render("field", name="pole", label="Pole", type="select", value="b", options=[("a", "A"), ("b", "B")])
    assert [option.get("value") for option in box.cssselect("option[selected]")] == ["b"]


@pytest.mark.parametrize(
    ("severity", "kind"), [("error", "bad"), ("warning", "warn"), ("info", "info"), ("ok", "ok"), ("bad", "bad")]
)
def test_a_finding_has_the_colour_and_the_icon_of_its_severity(severity: str, kind: str) -> None:
    finding = render("finding", severity=severity, sentence="Say it.", href="#unit", action="Here").cssselect("p")[0]
    assert f"finding--{kind}" in finding.get("class", "")
    assert finding.cssselect("svg.ico")
    assert finding.cssselect("a[href='#unit']")[0].text == "Here"


def test_a_record_only_layer_is_hatched_and_the_one_being_read_is_marked() -> None:
    layers = [
        {"date": AT, "title": "<Oct>", "url": "/a", "current": True, "under": "#42350", "anchor": "42350"},
        {"date": AT, "title": "Record only", "record_only": True, "weight": "thin"},
    ]
    core = render("core", layers=layers)
    first, second = core.cssselect("li")
    assert first.get("aria-current") == "true"
    assert first.get("id") == "42350"
    assert "<Oct>" in first.text_content()
    assert second.cssselect(".bed-note[aria-hidden=true]")


def test_stages_say_in_words_what_their_dots_show() -> None:
    stages = [{"name": "Frozen", "state": "done", "at": AT}, {"name": "Copied", "state": "held"}, {"name": "Public"}]
    words = render("stages", stages=stages, finished=True)
    assert words.cssselect("ol[data-finished]")
    assert "(done)" in words.cssselect(".is-done")[0].text_content()
    assert "operator" in words.cssselect(".is-held")[0].text_content()


def test_a_private_message_is_labelled() -> None:
    messages = [{"author": "I. Bertin", "role": "moderator", "at": AT, "body": "<b>?</b>", "private": True}]
    thread = render("thread", thread={"id": 4, "state": "open", "about": "Lineage", "messages": messages})
    assert thread.cssselect(".msg--priv .badge")
    assert "<b>?</b>" in thread.text_content()
    assert not thread.cssselect("form")


def test_the_citation_of_a_test_doi_says_that_it_does_not_resolve() -> None:
    box = render(
        "cite", citation="Marin (2026).", doi_url="https://doi.org/10.5072/1", landing_url="/x", doi_is_test=True
    )
    assert box.cssselect("a[href='/x']")[0].text == "https://doi.org/10.5072/1"
    assert "does not resolve" in box.text_content()
    assert box.cssselect("button[hidden]"), "without script there is no copy button"


def test_a_plate_draws_mappings_and_objects_and_leaves_out_what_is_not_finished() -> None:
    done = {"west": "3", "south": 42, "east": 5.0, "north": 43}
    half = {"west": "3", "south": "", "east": None}
    plate = render("plate", boxes=[done, half, SimpleNamespace(west=1, south=2, east=3, north=4)], title="Where")
    assert len(plate.cssselect("svg.map .extent")) == 2
    assert as_box(half) is None
    assert frame_text(half) == ""
