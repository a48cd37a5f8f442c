"""Asking for closed files: by account, by an address that is confirmed; answered, told, ended."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from repository.models import AccessRequest, AccessState, Dataset, Grant, LifecycleEvent, Person, Role
from repository.services.access_answers import KEPT, end_lapsed, file_token, grant_files
from repository.services.access_requests import MOST_OPEN, ask_for_files, ask_for_files_by_mail
from tests.driver import run_everything_due
from tests.repository.closed.conftest import browser_of, told

pytestmark = pytest.mark.django_db
Cast = dict[str, Person]
LAST_DAY = timezone.now().date() + timedelta(days=30)
WORDS = {"name": "Rosa Test", "purpose": "A comparison of sensors.", "website": ""}


def page_of(dataset: Dataset) -> str:
    return reverse("dataset-access", args=[dataset.suffix])


def file_of(dataset: Dataset) -> str:
    return reverse("file", args=[dataset.suffix, dataset.snapshots.get().number, "oxygen.csv"])


def answer(person: Person, dataset: Dataset, request: AccessRequest, act: str, **sent: str) -> int:
    url = reverse("access-answer", args=[dataset.suffix, request.key])
    fields = {f"r{request.pk}-{name}": value for name, value in sent.items()}
    return browser_of(person).post(url, {**fields, act: ""}).status_code


def happened() -> list[str]:
    return list(LifecycleEvent.objects.filter(type__startswith="access.").order_by("pk").values_list("type", flat=True))


def test_with_an_account_one_asks_the_author_gives_and_takes_back(restricted: Dataset, people: Cast) -> None:
    rosa = browser_of(people["rosa"])
    landing = rosa.get(reverse("landing", args=[restricted.suffix])).content.decode()
    assert page_of(restricted) in landing
    assert rosa.post(page_of(restricted), WORDS).status_code == 302
    assert told() == [("alice", f"Somebody asks for the files of {restricted.doi}")]
    assert "have not answered yet" in rosa.get(page_of(restricted)).content.decode()
    asked = AccessRequest.objects.get()
    assert answer(people["alice"], restricted, asked, "grant", last_day=LAST_DAY.isoformat()) == 302
    assert told() == [("rosa", f"You may fetch the files of {restricted.doi}")]
    assert rosa.get(file_of(restricted)).status_code == 200
    assert file_of(restricted) in rosa.get(page_of(restricted)).content.decode()
    assert answer(people["oscar"], restricted, asked, "revoke") == 302
    assert told() == [("rosa", f"Your access to the files of {restricted.doi} has ended")]
    assert rosa.get(file_of(restricted)).status_code == 403
    assert happened() == ["access.requested", "access.granted", "access.revoked"]
    assert not LifecycleEvent.objects.filter(type__startswith="access.", payload__icontains="rosa").exists()


def test_an_address_asks_nobody_before_it_is_confirmed_and_fetches_by_its_link(
    embargoed: Dataset, people: Cast
) -> None:
    sent = {**WORDS, "name": "Jo", "email": "jo@example.net"}
    assert browser_of(None).post(page_of(embargoed), sent).status_code == 302
    run_everything_due()
    (letter,) = mail.outbox
    assert letter.to == ["jo@example.net"]
    mail.outbox.clear()
    link = next("/" + line.split("/", 3)[3] for line in letter.body.splitlines() if "/notices/access/" in line)
    assert browser_of(None).get(link).status_code == 200
    assert told() == [], "programs that open the links of mails confirm nothing"
    assert browser_of(None).get(link[:-3] + "A/").status_code == 404
    assert browser_of(None).post(link).status_code == 200
    assert told() == [("alice", f"Somebody asks for the files of {embargoed.doi}")]
    asked = AccessRequest.objects.get()
    grant_files(actor=people["alice"], key=asked.key, last_day=LAST_DAY)
    run_everything_due()
    (letter,) = mail.outbox
    given = next("/" + line.split("/", 3)[3] for line in letter.body.splitlines() if "?token=" in line)
    listed = browser_of(None).get(given)
    assert listed.status_code == 200
    assert listed.headers["Referrer-Policy"] == "same-origin"
    assert f"{file_of(embargoed)}?token={file_token(asked)}" in listed.content.decode()
    assert browser_of(None).get(file_of(embargoed), {"token": file_token(asked)}).status_code == 200
    assert file_token(asked) not in str(list(Grant.objects.values())), "only its SHA256 is stored"


def test_a_refusal_needs_words_and_brings_them(restricted: Dataset, people: Cast) -> None:
    asked = ask_for_files(dataset=restricted, actor=people["rosa"], name="Rosa", purpose="Why not.")
    told()
    assert answer(people["mona"], restricted, asked, "refuse") == 409
    assert answer(people["mona"], restricted, asked, "refuse", answer="The paper is not out.") == 302
    run_everything_due()
    (letter,) = mail.outbox
    assert "The paper is not out." in letter.body
    assert browser_of(people["rosa"]).get(file_of(restricted)).status_code == 403
    assert answer(people["alice"], restricted, asked, "grant", last_day=LAST_DAY.isoformat()) == 409


@pytest.mark.parametrize("day", ["2020-01-01", "2999-01-01", "soon"])
def test_a_day_that_has_passed_is_too_far_or_is_none_gives_nothing(restricted: Dataset, people: Cast, day: str) -> None:
    asked = ask_for_files(dataset=restricted, actor=people["rosa"], name="Rosa", purpose="Why not.")
    assert answer(people["alice"], restricted, asked, "grant", last_day=day) in (409, 422)
    assert not Grant.objects.filter(role=Role.FILES).exists()


@pytest.mark.parametrize(("who", "status"), [("rosa", 403), ("otto", 403), ("oscar", 403)])
def test_nobody_else_answers(restricted: Dataset, people: Cast, who: str, status: int) -> None:
    asked = ask_for_files(dataset=restricted, actor=people["rosa"], name="Rosa", purpose="Why not.")
    assert answer(people[who], restricted, asked, "grant", last_day=LAST_DAY.isoformat()) == status
    assert not Grant.objects.filter(role=Role.FILES).exists()


def test_a_request_is_answered_at_its_own_dataset_only(datasets: dict[str, Dataset], people: Cast) -> None:
    asked = ask_for_files(dataset=datasets["restricted"], actor=people["rosa"], name="Rosa", purpose="Why not.")
    assert answer(people["alice"], datasets["embargoed"], asked, "grant", last_day=LAST_DAY.isoformat()) == 404


def test_twice_is_once_and_open_files_are_not_asked_for(datasets: dict[str, Dataset], people: Cast) -> None:
    rosa = browser_of(people["rosa"])
    assert [rosa.post(page_of(datasets["restricted"]), WORDS).status_code for _ in range(2)] == [302, 409]
    assert rosa.get(page_of(datasets["open"])).status_code == 302
    assert AccessRequest.objects.count() == 1


def test_a_mailbox_is_no_target(restricted: Dataset) -> None:
    for _ in range(3):
        ask_for_files_by_mail(dataset=restricted, email="Jo@example.net", name="x", purpose="y", language="en")
    run_everything_due()
    assert len(mail.outbox) == 1
    assert MOST_OPEN == 5


def test_what_a_program_fills_in_is_refused(restricted: Dataset) -> None:
    sent = {**WORDS, "email": "jo@example.net", "website": "https://example.org/"}
    assert browser_of(None).post(page_of(restricted), sent).status_code == 422
    assert not AccessRequest.objects.exists()


def test_a_request_that_nobody_answers_is_forgotten_after_a_year(restricted: Dataset, people: Cast) -> None:
    ask_for_files(dataset=restricted, actor=people["rosa"], name="Rosa", purpose="Why not.")
    end_lapsed()
    assert AccessRequest.objects.count() == 1
    AccessRequest.objects.update(asked_at=timezone.now() - KEPT - timedelta(days=1))
    end_lapsed()
    assert not AccessRequest.objects.exists()


def test_what_has_ended_is_told_once_and_forgotten_after_a_year(restricted: Dataset, people: Cast) -> None:
    asked = ask_for_files(dataset=restricted, actor=people["rosa"], name="Rosa", purpose="Why not.")
    grant_files(actor=people["alice"], key=asked.key, last_day=LAST_DAY)
    told()
    Grant.objects.filter(role=Role.FILES).update(until=timezone.now() - timedelta(seconds=1))
    assert browser_of(people["rosa"]).get(file_of(restricted)).status_code == 403, "before the night too"
    assert [end_lapsed(), end_lapsed()] == [1, 0]
    assert told() == [("rosa", f"Your access to the files of {restricted.doi} has ended")]
    AccessRequest.objects.update(answered_at=timezone.now() - KEPT - timedelta(days=1))
    end_lapsed()
    assert not AccessRequest.objects.exists()
    assert happened()[-1] == "access.lapsed"


def test_operators_see_all_of_it_and_unconfirmed_addresses_nobody(restricted: Dataset, people: Cast) -> None:
    ask_for_files(dataset=restricted, actor=people["rosa"], name="Rosa Reads", purpose="Why not.")
    ask_for_files_by_mail(dataset=restricted, email="jo@example.net", name="Jo Unseen", purpose="y", language="en")
    for person, url in (
        ("oscar", reverse("operations-access")),
        ("alice", reverse("access-requests", args=[restricted.suffix])),
    ):
        page = browser_of(people[person]).get(url).content.decode()
        assert "Rosa Reads" in page
        assert "Jo Unseen" not in page
    assert AccessRequest.objects.filter(state=AccessState.ASKED).count() == 1
