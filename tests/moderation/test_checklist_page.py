"""The checklist on the review page, in the decision's own form: no typed word is lost, with or without a decision."""

import pytest
from django.test import Client
from lxml import html

from moderation.models import ChecklistAnswer, Decision
from moderation.services.checklists import write_checklist
from repository.lifecycle import DatasetState
from repository.models import Dataset, Pole
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, under_review
from tests.moderation.test_checklists import SCOPE, UNITS

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(cast: Cast, client: Client) -> Dataset:
    """A dataset under review by a list with a required point; bob is signed in."""
    write_checklist(actor=cast.bob, pole=Pole.objects.get(code="ocean"), points=(UNITS, SCOPE), seen=0)
    client.force_login(cast.bob)
    return under_review(cast.alice)


def page_of(client: Client, dataset: Dataset) -> html.HtmlElement:
    response = client.get(f"/moderation/{dataset.key}/")
    assert response.status_code == 200
    return html.fromstring(response.text)


def form_of(page: html.HtmlElement, **changes: str) -> dict[str, str]:
    """What the browser sends of the decision's form: its own controls and those that name it."""
    found: dict[str, str] = {}
    for control in page.xpath("//form[@id='decide']//*[@name] | //*[@name and @form='decide']"):
        if control.tag == "select":
            found[control.get("name")] = control.xpath("./option[@selected]/@value")[0]
        elif control.tag != "button":
            found[control.get("name")] = control.get("value") or control.text or ""
    return {**found, **changes}


def test_the_list_says_what_acceptance_waits_for(client: Client, dataset: Dataset) -> None:
    part = page_of(client, dataset).xpath("//section[@id='checklist']")[0].text_content()
    for words in ("Units are explained.", "required", "0 of 2", "Accepting opens when 1 required point is answered."):
        assert words in part


def test_keeping_answers_keeps_the_words_of_the_decision_too(client: Client, dataset: Dataset) -> None:
    said = form_of(
        page_of(client, dataset),
        **{"point.ocean.1.p1": "no", "note.ocean.1.p1": "Which <scale>?", "reason": "My long explanation."},
    )
    response = client.post(f"/moderation/{dataset.key}/checklist/", said)
    assert response["Location"] == f"/moderation/{dataset.key}/#checklist"
    page = page_of(client, dataset)
    assert page.xpath("//textarea[@id='reason']")[0].text == "My long explanation."
    assert page.xpath("//textarea[@name='note.ocean.1.p1']")[0].text == "Which <scale>?"
    assert "1 of 2" in page.xpath("//section[@id='checklist']")[0].text_content()
    assert "Bob Test" in page.xpath("//section[@id='checklist']")[0].text_content()
    assert page_of(client, dataset).xpath("//textarea[@id='reason']")[0].text is None


def test_a_decision_keeps_the_answers_that_were_chosen_with_it(client: Client, dataset: Dataset) -> None:
    said = form_of(page_of(client, dataset), **{"point.ocean.1.p1": "yes", "outcome": "accepted"})
    assert client.post(f"/moderation/{dataset.key}/decision/", said).status_code == 302
    assert Decision.objects.get().outcome == "accepted"
    assert ChecklistAnswer.objects.get().kind == "yes"


def test_a_refused_acceptance_says_which_point_is_open_and_loses_nothing(client: Client, dataset: Dataset) -> None:
    changes = {"point.ocean.1.p2": "not_applicable", "outcome": "accepted", "reason": "Well done."}
    response = client.post(f"/moderation/{dataset.key}/decision/", form_of(page_of(client, dataset), **changes))
    assert response.status_code == 409
    assert "1 required point of the checklist is not answered yet: Units are explained." in response.text
    assert "Well done." in response.text
    assert not Decision.objects.exists()
    assert ChecklistAnswer.objects.get().kind == "not_applicable"


def test_the_next_round_can_be_answered_as_the_one_before(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.post(
        f"/moderation/{dataset.key}/checklist/", form_of(page_of(client, dataset), **{"point.ocean.1.p1": "yes"})
    )
    answer(dataset, cast.bella, DatasetState.CHANGES_REQUESTED)
    resubmit(dataset, cast.alice, title={"en": "Oxygen, again"})
    page = page_of(client, dataset)
    assert "In the round before: yes (Bob Test," in page.xpath("//section[@id='checklist']")[0].text_content()
    client.post(f"/moderation/{dataset.key}/checklist/", form_of(page, do="take-over"))
    assert ChecklistAnswer.objects.latest("pk").record_version == dataset.submitted_version


def test_a_closed_review_shows_what_was_answered_and_takes_no_more(client: Client, dataset: Dataset) -> None:
    said = form_of(page_of(client, dataset), **{"point.ocean.1.p1": "yes", "outcome": "accepted"})
    client.post(f"/moderation/{dataset.key}/decision/", said)
    page = page_of(client, dataset)
    assert not page.xpath("//section[@id='checklist']//select")
    assert "yes" in page.xpath("//section[@id='checklist']")[0].text_content()
    response = client.post(f"/moderation/{dataset.key}/checklist/", said, follow=True)
    assert "There is no open review to write in." in response.text
    assert ChecklistAnswer.objects.count() == 1


@pytest.mark.parametrize("said", [{}, {"version": "x"}, {"version": "1", "point.ocean.1.p1": "perhaps"}])
def test_what_is_no_answer_is_a_bad_request(client: Client, dataset: Dataset, said: dict[str, str]) -> None:
    assert client.post(f"/moderation/{dataset.key}/checklist/", said).status_code == 400
    assert not ChecklistAnswer.objects.exists()


def test_points_that_no_list_has_are_passed_over(client: Client, dataset: Dataset) -> None:
    said = {"version": "1", "point.climate.1.p1": "yes", "point.ocean.1.p77": "yes", "point.ocean.x.p1": "yes"}
    assert client.post(f"/moderation/{dataset.key}/checklist/", said).status_code == 302
    assert not ChecklistAnswer.objects.exists()


def test_depositors_see_neither_list_nor_answers(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.post(
        f"/moderation/{dataset.key}/checklist/",
        form_of(page_of(client, dataset), **{"point.ocean.1.p1": "no", "note.ocean.1.p1": "Sloppy people."}),
    )
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, reason="The units.")
    client.force_login(cast.alice)
    for address in ("", f"datasets/{dataset.key}/description/", f"datasets/{dataset.key}/review/"):
        text = client.get(f"/deposits/{dataset.deposit_id}/{address}").text
        assert "Sloppy people." not in text, address
        assert "Units are explained." not in text, address
        assert "hecklist" not in text, address


def test_the_points_are_read_in_french(client: Client, dataset: Dataset, french: None) -> None:
    client.cookies["django_language"] = "fr"
    part = page_of(client, dataset).xpath("//section[@id='checklist']")[0].text_content()
    for words in ("Les unités sont expliquées.", "Liste de contrôle", "obligatoire", "pas encore"):
        assert words in part
