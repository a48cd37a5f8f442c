"""The pages that start from what there is: what they show, send on, and refuse."""

import pytest
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, Deposit, Person, Template
from tests.factories import make_draft, make_public, make_submitted
from tests.repository.deposits.pages import address

pytestmark = pytest.mark.django_db


def test_the_list_of_deposits_leads_to_the_ways_to_start(browser: Client, alice: Person) -> None:
    assert reverse("deposit-start") in browser.get(reverse("deposit-list")).content.decode()
    make_draft(alice)
    assert reverse("deposit-start") in browser.get(reverse("deposit-list")).content.decode()


def test_the_ways_to_start_show_what_there_is(browser: Client, alice: Person) -> None:
    empty = browser.get(reverse("deposit-start")).content.decode()
    assert "From your last deposit" not in empty
    assert "From a file" in empty
    draft = make_draft(alice)
    page = browser.get(reverse("deposit-start")).content.decode()
    assert "From your last deposit" in page
    assert f"from:{draft.key}" in page


def test_a_pressed_button_opens_a_filled_deposit_and_says_from_where(browser: Client, alice: Person) -> None:
    draft = make_draft(alice)
    answer = browser.post(reverse("deposit-start"), {"do": f"from:{draft.key}"}, follow=True)
    new = Dataset.objects.exclude(pk=draft.pk).get()
    assert new.draft == draft.draft
    assert "your deposit of" in answer.content.decode()
    description = browser.get(address("deposit-description", new)).content.decode()
    assert "your deposit of" in description


@pytest.mark.parametrize("pressed", ["", "from:", "from:zzz", "from:12345", "use:title", "from:\x00"])
def test_a_button_that_no_page_has_opens_nothing(browser: Client, pressed: str) -> None:
    assert browser.post(reverse("deposit-start"), {"do": pressed}).status_code == 200
    assert not Deposit.objects.exists()


def test_a_dataset_that_is_not_for_me_is_not_there(browser: Client, bob: Person, dataset: Dataset) -> None:
    others = make_submitted(bob)
    for url in (reverse("deposit-start"), address("deposit-take", dataset)):
        assert browser.post(url, {"do": f"from:{others.key}"}).status_code == 404
    assert not Template.objects.exists()
    assert Deposit.objects.count() == 2


def test_public_datasets_are_found_with_the_choices_they_need(
    alice: Person, mona: Person, bob: Person, client: Client
) -> None:
    public = make_public(alice, mona)
    client.force_login(bob)
    page = client.get(reverse("deposit-start"), {"q": public.doi}).content.decode()
    assert f"from:{public.key}" in page
    assert "IsNewVersionOf" in page
    client.post(reverse("deposit-start"), {"do": f"from:{public.key}", "relation": "IsDerivedFrom", "people": "on"})
    new = Deposit.objects.get(created_by=bob).datasets.get()
    assert new.draft["related"][0]["relation"] == "IsDerivedFrom"
    assert new.draft["creators"]


def test_without_anything_taken_the_page_says_so(browser: Client, dataset: Dataset) -> None:
    assert "Nothing was taken over" in browser.get(address("deposit-taken", dataset)).content.decode()
