"""Who is told what, in which language, and under which Message-ID."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from moderation.consumers import tell_moderators
from moderation.services.comments import write_comment
from repository.errors import ClaimLost
from repository.lifecycle import DatasetState
from repository.models import Delivery, LifecycleEvent, Person
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.deliveries import claim_delivery, run_delivery
from repository.services.submissions import submit_dataset
from tests.factories import make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db
TITLE = "Dissolved oxygen in the Gulf of Lion, 2019-2026"


def readers(mails: list[EmailMessage]) -> set[str]:
    return {address.partition("@")[0] for mail in mails for address in mail.to}


def speaks_french(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(language="fr")


def test_the_moderators_of_the_discipline_are_told_and_nobody_else(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = make_submitted(cast.alice)
    cast.join(dataset.deposit_id)
    run_room()
    assert readers(mailoutbox) == {"bob", "bella"}
    assert mailoutbox[0].subject == f"Varve: “{TITLE}” waits for you"
    assert f"/moderation/{dataset.key}/" in mailoutbox[0].body


def test_each_reader_is_written_to_in_their_language(cast: Cast, mailoutbox: list[EmailMessage], french: None) -> None:
    speaks_french(cast.bella)
    under_review(cast.alice)
    by_reader = {mail.to[0].partition("@")[0]: mail for mail in mailoutbox}
    assert by_reader["bob"].subject == f"Varve: “{TITLE}” waits for you"
    assert "Dear Bob Test," in by_reader["bob"].body
    assert by_reader["bella"].subject == f"Varve: «\N{NO-BREAK SPACE}{TITLE}\N{NO-BREAK SPACE}» vous attend"
    assert "Bonjour Bella Test," in by_reader["bella"].body


def test_a_mail_sent_again_after_a_lost_claim_has_the_same_message_id(
    cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    dataset = make_submitted(cast.alice)
    run_delivery(delivery_id=Delivery.objects.get(consumer__endswith="open_review").pk)
    row = Delivery.objects.get(consumer__endswith="tell_moderators")
    slow = claim_delivery(delivery_id=row.pk)
    assert slow is not None
    Delivery.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    run_room()
    first = {mail.to[0]: mail.extra_headers["Message-ID"] for mail in mailoutbox}
    mailoutbox.clear()
    with pytest.raises(ClaimLost):
        tell_moderators(slow)
    assert {mail.to[0]: mail.extra_headers["Message-ID"] for mail in mailoutbox} == first
    event = LifecycleEvent.objects.get(type="review.opened", dataset=dataset)
    assert all(str(event.key) in message_id for message_id in first.values())


def test_a_remark_goes_to_the_other_side(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    mailoutbox.clear()
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    run_room()
    assert readers(mailoutbox) == {"alice"}
    assert "Bob Test wrote about: Lineage" in mailoutbox[0].body
    assert f"/deposits/{dataset.deposit_id}/" in mailoutbox[0].body
    mailoutbox.clear()
    write_comment(dataset_key=dataset.key, actor=cast.alice, path="lineage", text="P165.")
    run_room()
    assert readers(mailoutbox) == {"bob"}, "bella took no part in this review"


def test_a_remark_of_the_depositor_that_nobody_follows_goes_to_all_moderators(
    cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    dataset = under_review(cast.alice)
    mailoutbox.clear()
    write_comment(dataset_key=dataset.key, actor=cast.alice, text="May I add a file?")
    run_room()
    assert readers(mailoutbox) == {"bob", "bella", "both"}


def test_a_private_note_reaches_the_other_moderators_only(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    mailoutbox.clear()
    write_comment(dataset_key=dataset.key, actor=cast.bella, path="title", text="Known author?", private=True)
    run_room()
    assert readers(mailoutbox) == {"bob"}
    mailoutbox.clear()
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="title", text="Yes.", private=True)
    run_room()
    assert readers(mailoutbox) == {"bella"}
    assert mailoutbox[0].subject.startswith("Varve: A note among moderators")


@pytest.mark.parametrize(
    ("outcome", "first", "later"),
    [
        (DatasetState.ACCEPTED, f"“{TITLE}” is accepted", f"The correction of “{TITLE}” is accepted"),
        (
            DatasetState.CHANGES_REQUESTED,
            f"Changes are asked for in “{TITLE}”",
            f"Changes are asked for in the correction of “{TITLE}”",
        ),
        (DatasetState.REJECTED, f"“{TITLE}” was not taken", f"The correction of “{TITLE}” was not taken"),
    ],
)
def test_the_depositors_are_told_of_a_decision_in_words_that_fit(
    cast: Cast, mailoutbox: list[EmailMessage], outcome: DatasetState, first: str, later: str
) -> None:
    dataset = under_review(cast.alice)
    mailoutbox.clear()
    answer(dataset, cast.bob, outcome, reason="The units were explained.")
    run_room()
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [(f"Varve: {first}", ["alice@example.org"])]
    assert "The units were explained." in mailoutbox[0].body
    assert f"/deposits/{dataset.deposit_id}/" in mailoutbox[0].body
    correction = under_review(cast.alice, title={"en": TITLE})
    answer(correction, cast.bob, DatasetState.ACCEPTED)
    begin_correction(dataset_key=published(correction).key, actor=cast.alice)
    submit_dataset(dataset_key=correction.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    mailoutbox.clear()
    answer(correction, cast.bob, outcome)
    run_room()
    assert [mail.subject for mail in mailoutbox] == [f"Varve: {later}"]


def test_a_decision_is_told_in_french(cast: Cast, mailoutbox: list[EmailMessage], french: None) -> None:
    speaks_french(cast.alice)
    dataset = under_review(cast.alice)
    mailoutbox.clear()
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, reason="Précisez l'unité.")
    run_room()
    assert mailoutbox[0].subject.startswith("Varve: Des modifications sont demandées pour «")
    assert "Précisez l'unité." in mailoutbox[0].body


def test_a_resubmission_is_announced_as_one(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    run_room()
    mailoutbox.clear()
    resubmit(dataset, cast.alice, note="Units explained.", lineage={"en": "Longer, with the units of every column."})
    assert mailoutbox[0].subject == f"Varve: “{TITLE}” was submitted again"
    assert "Units explained." in mailoutbox[0].body
