"""Private links: what they open and what not, until when, and that nobody is recorded."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.errors import NotAllowed, WrongState
from repository.models import DraftFile, Grant, Person, ReviewerLink, Role
from repository.models.dataset import Dataset
from repository.services.deposits import add_dataset
from repository.services.reviewer_links import make_link, revoke_link
from tests.driver import run_everything_due
from tests.factories import accept, make_draft, make_moderator, make_public, make_submitted
from tests.repository.sharing.links import address_of, bearer, enter, link_to, page_of

pytestmark = pytest.mark.django_db

CONTENT = b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n"


def file_url(link: ReviewerLink, dataset: Dataset) -> str:
    """The address of its first file behind the link."""
    place = DraftFile.objects.filter(dataset=dataset).order_by("pk")[0]
    return reverse("reviewer-file", args=[link.key, dataset.position, place.pk])


def body(answer: Any) -> bytes:
    """All bytes of an answer."""
    return b"".join(answer)


def test_the_token_leaves_the_address_and_goes_on_in_a_cookie_of_the_link_alone(
    dataset: Dataset, alice: Person
) -> None:
    link = link_to(dataset, alice)
    client = Client()
    answer = client.get(address_of(link))
    assert answer.headers["Location"] == reverse("reviewer", args=[link.key])
    cookie = answer.cookies["varve_review"]
    assert cookie["path"] == reverse("reviewer", args=[link.key])
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    page = client.get(page_of(link))
    assert page.status_code == 200
    assert address_of(link).split("/")[-2] not in page.content.decode()
    for each in (answer, page):
        assert each.headers["Referrer-Policy"] == "same-origin"
        assert each.headers["X-Robots-Tag"].startswith("noindex")
        assert "no-store" in each.headers["Cache-Control"]


def test_the_page_shows_the_draft_with_its_authors_and_files_in_parts(dataset: Dataset, alice: Person) -> None:
    client = bearer(link := link_to(dataset, alice))
    page = client.get(page_of(link)).content.decode()
    assert "Marin, Clara" in page
    assert "oxygen.csv" in page
    assert file_url(link, dataset) in page
    whole = client.get(file_url(link, dataset))
    assert body(whole) == CONTENT
    assert whole.headers["Content-Disposition"] == 'attachment; filename="oxygen.csv"'
    part = client.get(file_url(link, dataset), headers={"Range": "bytes=8-12"})
    assert (part.status_code, body(part)) == (206, CONTENT[8:13])
    assert part.headers["Content-Range"] == f"bytes 8-12/{len(CONTENT)}"
    past = client.get(file_url(link, dataset), headers={"Range": "bytes=999-"})
    assert past.status_code == 416
    for known, status in ((whole.headers["ETag"], 304), ("*", 304), (f'"x{whole.headers["ETag"]}', 200)):
        assert client.head(file_url(link, dataset), headers={"If-None-Match": known}).status_code == status
    assert body(client.head(file_url(link, dataset))) == b""


def test_a_link_without_downloads_lists_and_gives_nothing(dataset: Dataset, alice: Person) -> None:
    client = bearer(link := link_to(dataset, alice, may_download=False))
    assert "oxygen.csv" in client.get(page_of(link)).content.decode()
    assert client.get(file_url(link, dataset)).status_code == 404


def test_a_link_ends_when_revoked_and_by_itself_with_the_same_words_as_one_that_never_was(
    dataset: Dataset, alice: Person
) -> None:
    link, other = link_to(dataset, alice), link_to(dataset, alice)
    client, other_client = bearer(link), bearer(other)
    assert dataset.deposit_id
    revoke_link(actor=alice, deposit_id=dataset.deposit_id, key=link.key)
    Grant.objects.filter(reviewer_link=other).update(until=timezone.now() - timedelta(seconds=1))
    never = Client().get(reverse("reviewer-open", args=["A" * 43]))
    for each in (
        client.get(page_of(link)), client.get(address_of(link)), client.get(file_url(link, dataset)),
        other_client.get(page_of(other)), Client().get(page_of(link)), other_client.get(page_of(link)), never,
    ):  # fmt: skip
        assert each.status_code == 404
        assert "has ended or was revoked" in each.content.decode()


def test_a_cookie_of_one_link_does_not_open_another(dataset: Dataset, alice: Person) -> None:
    one, two = link_to(dataset, alice), link_to(dataset, alice)
    client = bearer(one)
    client.cookies["varve_review"]["path"] = "/"
    assert client.get(page_of(two)).status_code == 404
    forged = Client()
    forged.cookies["varve_review"] = address_of(one).split("/")[-2]
    assert forged.get(page_of(one)).status_code == 404


def test_the_bearer_reaches_nothing_but_what_the_link_is_about(dataset: Dataset, alice: Person) -> None:
    link = link_to(dataset, alice)
    assert dataset.deposit_id
    sibling = add_dataset(deposit_id=dataset.deposit_id, actor=alice)
    client, token = bearer(link), address_of(link).split("/")[-2]
    client.cookies["varve_review"]["path"] = "/"
    assert client.get(page_of(link, sibling.position)).status_code == 404
    for name in ("deposit-status", "deposit-team"):
        assert client.get(reverse(name, args=[dataset.deposit_id])).status_code == 302
    for name in ("deposit-files", "deposit-review"):
        url = reverse(name, args=[dataset.deposit_id, dataset.key])
        assert client.get(url, {"token": token}).status_code == 302
    assert client.get(reverse("moderation-review", args=[dataset.key])).status_code == 302
    assert client.get(reverse("landing", args=[dataset.suffix])).status_code == 404
    assert client.post(page_of(link)).status_code == 405


def test_openings_are_counted_by_number_and_day_alone(dataset: Dataset, alice: Person) -> None:
    link = link_to(dataset, alice)
    bearer(link)
    client = bearer(link)
    client.head(address_of(link))
    client.get(page_of(link))
    link.refresh_from_db()
    assert (link.opened, link.last_opened) == (2, timezone.now().date())
    assert "2 times, last on" in enter(alice).get(reverse("deposit-team", args=[dataset.deposit_id])).content.decode()


def test_it_works_while_submitted_and_leads_to_the_public_page_in_the_end(alice: Person) -> None:
    dataset, mona = make_submitted(alice), make_moderator("mona")
    client = bearer(link := link_to(dataset, alice))
    assert client.get(page_of(link)).status_code == 200
    accept(dataset, mona)
    run_everything_due()
    page = client.get(page_of(link)).content.decode()
    assert reverse("landing", args=[dataset.suffix]) in page
    assert body(client.get(file_url(link, dataset))) == CONTENT


def test_who_makes_links_and_for_how_long(dataset: Dataset, alice: Person, bob: Person) -> None:
    assert dataset.deposit_id
    with pytest.raises(NotAllowed):
        make_link(actor=bob, deposit_id=dataset.deposit_id)
    Grant.objects.create(person=bob, role=Role.READER, deposit=dataset.deposit)
    with pytest.raises(NotAllowed):
        make_link(actor=bob, deposit_id=dataset.deposit_id)
    today = timezone.now().date()
    for day in (today - timedelta(days=1), today + timedelta(days=731)):
        with pytest.raises(WrongState):
            make_link(actor=alice, deposit_id=dataset.deposit_id, last_day=day)
    foreign = make_draft(bob)
    with pytest.raises(Dataset.DoesNotExist):
        make_link(actor=alice, deposit_id=dataset.deposit_id, dataset_key=foreign.key)


def test_a_link_to_a_deposit_shows_all_its_datasets(dataset: Dataset, alice: Person) -> None:
    assert dataset.deposit_id
    add_dataset(deposit_id=dataset.deposit_id, actor=alice, like_first=True)
    link = make_link(actor=alice, deposit_id=dataset.deposit_id)
    client = bearer(link)
    page = client.get(reverse("reviewer", args=[link.key])).content.decode()
    assert page_of(link, 1) in page
    assert page_of(link, 2) in page
    assert client.get(page_of(link, 2)).status_code == 200


def test_what_is_public_cannot_be_anonymous_and_the_form_says_why(alice: Person) -> None:
    dataset = make_public(alice, make_moderator("mona"))
    url = reverse("deposit-link-new", args=[dataset.deposit_id])
    answer = enter(alice).post(url, {"last_day": timezone.now().date(), "hides_authors": "on"})
    assert answer.status_code == 422
    assert "so they cannot be hidden" in answer.content.decode()
    assert not ReviewerLink.objects.exists()


def test_the_form_makes_a_link_and_its_page_shows_the_address(browser: Client, dataset: Dataset) -> None:
    url = reverse("deposit-link-new", args=[dataset.deposit_id])
    wishes = {"label": "Journal of Data", "last_day": timezone.now().date(), "may_download": "on"}
    answer = browser.post(url, wishes)
    page = browser.get(answer.headers["Location"]).content.decode()
    assert address_of(ReviewerLink.objects.get()) in page
    assert "Journal of Data" in page
    revoke = reverse("deposit-link-revoke", args=[dataset.deposit_id, ReviewerLink.objects.get().key])
    browser.post(revoke)
    assert "opens nothing any more" in browser.get(answer.headers["Location"]).content.decode()
