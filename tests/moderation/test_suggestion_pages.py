"""Suggested wordings where people meet them: the form of a moderator, the depositor's page, beside the field itself."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from lxml import html

from moderation.models import Suggestion
from moderation.services.suggestions import accept_suggestion, suggest_wording
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, run_room, under_review

pytestmark = pytest.mark.django_db

TITLE = "Dissolved oxygen in the Gulf of Lion, 2019-2026"
BETTER = "Dissolved oxygen in the bay of Lion, 2019-2026"


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    return under_review(cast.alice)


def suggested(cast: Cast, dataset: Dataset, pointer: str = "/title/en", text: str = BETTER) -> Suggestion:
    return suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer=pointer, text=text, note="It is a bay.")


def returned(client: Client, cast: Cast, dataset: Dataset) -> Dataset:
    """The dataset in its author's hands again, who is signed in."""
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    client.force_login(cast.alice)
    return dataset


def step_form(client: Client, dataset: Dataset) -> tuple[str, dict[str, list[str]]]:
    """The address of a step, and what a browser sends of its form."""
    address = f"/deposits/{dataset.deposit_id}/datasets/{dataset.key}/description/"
    (found,) = html.fromstring(client.get(address).text).xpath("//form[contains(@class, 'deposit__form')]")
    said: dict[str, list[str]] = {}
    for name, value in found.form_values():
        said.setdefault(name, []).append(value)
    return address, said


def test_a_moderator_suggests_in_a_form_that_begins_with_the_text(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.force_login(cast.bob)
    address = f"/moderation/{dataset.key}/suggest/title/"
    assert address in client.get(f"/moderation/{dataset.key}/").text
    page = html.fromstring(client.get(address).text)
    assert page.xpath("//textarea[@id='text']")[0].text.strip() == TITLE
    assert page.xpath("//select[@id='place']/option/@value") == ["/title/en", "/title/fr"]
    response = client.post(address, {"pointer": "/title/en", "text": BETTER, "note": "It is a bay."}, follow=True)
    row = html.fromstring(response.text).xpath("//div[@id='field-title']")[0]
    assert [each.text for each in row.xpath(".//div[@class='suggestion']//ins")] == ["bay"]
    assert "It is a bay." in row.text_content()


def test_what_cannot_be_suggested_is_said_and_the_words_stay(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.force_login(cast.bob)
    said = {"pointer": "/place/boxes/0/north", "text": "143 <b>", "note": "Look"}
    response = client.post(f"/moderation/{dataset.key}/suggest/place/", said)
    assert response.status_code == 409
    assert "143 &lt;b&gt;" in response.text
    assert html.fromstring(response.text).xpath("//*[@role='alert']")
    assert client.get(f"/moderation/{dataset.key}/suggest/nothing/").status_code == 404
    assert client.get(f"/moderation/{dataset.key}/suggest/publication/").status_code == 404
    assert client.post(f"/moderation/{dataset.key}/suggest/title/", {"text": "x"}).status_code == 400


def test_the_depositor_reads_it_on_the_deposits_page_and_waits_for_the_draft(
    client: Client, cast: Cast, dataset: Dataset
) -> None:
    made = suggested(cast, dataset)
    client.force_login(cast.alice)
    page = html.fromstring(client.get(f"/deposits/{dataset.deposit_id}/").text)
    (shown,) = page.xpath(f"//div[@id='suggestion-{made.pk}']")
    assert [each.text for each in shown.iter("del")] == ["Gulf"]
    assert not shown.xpath(".//button")
    assert "when the description is in your hands again" in page.text_content()


def test_one_click_on_the_deposits_page_takes_it_over_and_another_undoes_it(
    client: Client, cast: Cast, dataset: Dataset
) -> None:
    made = suggested(cast, dataset)
    returned(client, cast, dataset)
    address = f"/moderation/{dataset.key}/suggestions/{made.pk}/"
    page = html.fromstring(client.get(f"/deposits/{dataset.deposit_id}/").text)
    assert page.xpath(f"//form[@action='{address}']//button/@value") == ["accept", "refuse"]
    response = client.post(address, {"do": "accept"}, follow=True)
    assert "Taken over into the description." in response.text
    assert "Taken over by Alice Test" in response.text
    assert Dataset.objects.get(pk=dataset.pk).draft["title"]["en"] == BETTER
    client.post(address, {"do": "undo"})
    assert Dataset.objects.get(pk=dataset.pk).draft["title"]["en"] == TITLE
    response = client.post(address, {"do": "refuse", "word": "It is a <gulf>."}, follow=True)
    assert "It is a &lt;gulf&gt;." in response.text
    client.force_login(cast.bob)
    assert "It is a &lt;gulf&gt;." in client.get(f"/moderation/{dataset.key}/").text


def test_beside_the_field_what_was_typed_elsewhere_on_the_page_is_saved_with_the_answer(
    client: Client, cast: Cast, dataset: Dataset
) -> None:
    made = suggested(cast, dataset)
    returned(client, cast, dataset)
    address, said = step_form(client, dataset)
    assert f'name="suggestion-word-{made.pk}"' in client.get(address).text
    typed = {**said, "abstract-en": ["An abstract that was typed in the same moment, long enough to be one."]}
    response = client.post(address, {**typed, "do": f"suggestion:accept:{made.pk}"})
    assert response["Location"] == f"{address}#section-title"
    draft = Dataset.objects.get(pk=dataset.pk).draft
    assert draft["title"]["en"] == BETTER
    assert draft["abstract"]["en"].startswith("An abstract that was typed")
    text = client.get(address).text
    assert "Taken over by Alice Test" in text
    client.post(address, {**step_form(client, dataset)[1], "do": f"suggestion:undo:{made.pk}"})
    assert Dataset.objects.get(pk=dataset.pk).draft["title"]["en"] == TITLE


def test_who_types_into_the_very_field_and_then_takes_over_keeps_what_was_typed(
    client: Client, cast: Cast, dataset: Dataset
) -> None:
    made = suggested(cast, dataset)
    returned(client, cast, dataset)
    address, said = step_form(client, dataset)
    pressed = {**said, "title-en": ["My own words"], "do": f"suggestion:accept:{made.pk}"}
    response = client.post(address, pressed, follow=True)
    assert "was changed since, so nothing was replaced" in response.text
    assert "It was suggested for another text than the one that stands there now: “My own words”" in response.text
    assert Dataset.objects.get(pk=dataset.pk).draft["title"]["en"] == "My own words"


def test_a_word_beside_the_field_goes_with_the_refusal(client: Client, cast: Cast, dataset: Dataset) -> None:
    made = suggested(cast, dataset)
    returned(client, cast, dataset)
    address, said = step_form(client, dataset)
    client.post(address, {**said, f"suggestion-word-{made.pk}": ["A gulf."], "do": f"suggestion:refuse:{made.pk}"})
    made.refresh_from_db()
    assert (made.state, made.answer) == ("refused", "A gulf.")


@pytest.mark.parametrize("pressed", ["suggestion:accept:999", "suggestion:eat:1", "suggestion:accept:x", "suggestion:"])
def test_odd_buttons_change_nothing(client: Client, cast: Cast, dataset: Dataset, pressed: str) -> None:
    returned(client, cast, dataset)
    address, said = step_form(client, dataset)
    assert client.post(address, {**said, "do": pressed}).status_code == 302
    assert Dataset.objects.get(pk=dataset.pk).draft["title"]["en"] == TITLE


def test_the_suggestion_of_another_dataset_is_not_reached_through_ones_own(
    client: Client, cast: Cast, dataset: Dataset
) -> None:
    other = under_review(cast.dora)
    made = suggested(cast, other)
    returned(client, cast, dataset)
    address, said = step_form(client, dataset)
    client.post(address, {**said, "do": f"suggestion:refuse:{made.pk}"})
    there = f"/moderation/{dataset.key}/suggestions/{made.pk}/"
    assert client.post(there, {"do": "refuse"}).status_code == 404
    made.refresh_from_db()
    assert made.state == "open"


def test_the_history_tells_what_was_suggested_and_answered(client: Client, cast: Cast, dataset: Dataset) -> None:
    made = suggested(cast, dataset)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    accept_suggestion(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk)
    client.force_login(cast.bob)
    history = client.get(f"/moderation/{dataset.key}/").text.partition('id="history"')[2]
    assert history.index("Wording suggested: Title, en") < history.index("Suggestion taken over: Title, en")


def test_the_depositors_are_told_by_mail_in_their_language(
    cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage], french: None
) -> None:
    Person.objects.filter(pk=cast.alice.pk).update(language="fr")
    mailoutbox.clear()
    made = suggested(cast, dataset)
    run_room()
    (mail,) = mailoutbox
    assert mail.to == ["alice@example.org"]
    assert "Une rédaction est proposée pour" in mail.subject
    for words in (TITLE, BETTER, "It is a bay.", "Titre, en", f"#suggestion-{made.pk}"):
        assert words in mail.body


def test_a_suggestion_that_was_withdrawn_at_once_is_not_mailed(
    client: Client, cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]
) -> None:
    mailoutbox.clear()
    made = suggested(cast, dataset)
    client.force_login(cast.bob)
    client.post(f"/moderation/{dataset.key}/suggestions/{made.pk}/", {"do": "withdraw"})
    run_room()
    assert mailoutbox == []
    client.force_login(cast.alice)
    assert f"suggestion-{made.pk}" not in client.get(f"/deposits/{dataset.deposit_id}/").text
