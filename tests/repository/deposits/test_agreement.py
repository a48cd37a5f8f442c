"""The deposit agreement: read on the last step, accepted with every submission, kept with who, what and when."""

from hashlib import sha256

import pytest
from django.test import Client

from repository.errors import Incomplete
from repository.lifecycle import DatasetState
from repository.models import Agreement, AgreementAcceptance, Dataset, LifecycleEvent, Person
from repository.queries.agreements import Accepted
from repository.services.submissions import submit_dataset, take_back_dataset
from tests.factories import make_draft
from tests.repository.deposits.pages import AGREED, Page, address

pytestmark = pytest.mark.django_db


def test_the_whole_text_stands_on_the_last_step_beside_a_box_to_tick(browser: Client, alice: Person) -> None:
    page = Page.of(browser, address("deposit-review", make_draft(alice)))
    assert "Forward to other centres" in page.text("//*[contains(@class, 'agreement')]")
    box = page.tree.xpath("//form[contains(@action, '/submit/')]//input[@name='agree']")[0]
    assert (box.get("type"), box.get("value"), box.get("checked")) == ("checkbox", "1", None)
    assert not page.tree.xpath("//*[contains(@class, 'agreement')]//@style")


@pytest.mark.parametrize("sent", [{}, {"agree": ""}, {"agree": "yes"}, {"agree": "9" * 30}, {"agree": "٣"}])
def test_without_it_nothing_is_submitted_and_the_page_says_why(
    browser: Client, alice: Person, sent: dict[str, str]
) -> None:
    dataset = make_draft(alice)
    answer = browser.post(address("deposit-submit", dataset), sent)
    dataset.refresh_from_db()
    assert dataset.state == DatasetState.DRAFT
    assert not AgreementAcceptance.objects.exists()
    assert "Read the deposit agreement and accept it" in browser.get(answer["Location"]).content.decode()


def test_who_accepted_what_when_is_kept_with_the_version_and_told_by_the_event(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice, forwarding=True)
    browser.post(address("deposit-submit", dataset), AGREED | {"agree-language": "fr"})
    dataset.refresh_from_db()
    kept = AgreementAcceptance.objects.get(record_version=dataset.submitted_version)
    text = Agreement.objects.get(version=1).text_fr
    assert (kept.person, kept.agreement.version, kept.language, kept.forwarding) == (alice, 1, "fr", True)
    assert kept.sha256 == sha256(text.encode()).hexdigest()
    told = LifecycleEvent.objects.get(type="dataset.submitted").payload["agreement"]
    assert told | {"at": ""} == {"version": 1, "language": "fr", "sha256": kept.sha256, "forwarding": True, "at": ""}
    assert told["at"].endswith("Z")


def test_it_is_accepted_anew_with_every_submission(alice: Person) -> None:
    dataset = make_draft(alice)
    for _time in range(2):
        submit_dataset(dataset_key=dataset.key, actor=alice, agreement=Accepted(1, "en"))
        take_back_dataset(dataset_key=dataset.key, actor=alice)
    assert AgreementAcceptance.objects.filter(record_version__dataset=dataset).count() == 2


def test_a_version_that_came_while_the_page_was_open_is_to_be_read_first(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    Agreement.objects.create(version=2, text_en="Another one.", text_fr="Un autre.")
    answer = browser.post(address("deposit-submit", dataset), AGREED)
    page = browser.get(answer["Location"]).content.decode()
    assert "has changed since you opened this page" in page
    assert "Another one." in page
    with pytest.raises(Incomplete) as refused:
        submit_dataset(dataset_key=dataset.key, actor=alice, agreement=Accepted(1, "en"))
    assert refused.value.code == "agreement-changed"


def test_what_was_accepted_never_changes(alice: Person) -> None:
    dataset: Dataset = make_draft(alice)
    submit_dataset(dataset_key=dataset.key, actor=alice, agreement=Accepted(1, "en"))
    with pytest.raises(TypeError):
        AgreementAcceptance.objects.get().save()
    with pytest.raises(TypeError):
        Agreement.objects.get(version=1).save()


@pytest.mark.parametrize(("language", "words"), [("en", "What stays mine"), ("fr", "Ce qui reste à moi")])
def test_every_version_can_be_read_by_anybody_in_both_languages(client: Client, language: str, words: str) -> None:
    Agreement.objects.create(version=2, text_en="Another one.", text_fr="Un autre.")
    answer = client.get("/agreement/?version=1", headers={"accept-language": language})
    assert words in answer.content.decode()
    assert ("earlier version" in answer.content.decode()) == (language == "en")
    assert client.get("/agreement/?version=7").status_code == 404
    assert words not in client.get("/agreement/", headers={"accept-language": language}).content.decode()
