"""The stages of a publication are told from its events, and a stage that fails says when it is tried again."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from repository.models import Dataset, Delivery, Person
from repository.queries.deliveries import due_deliveries
from repository.queries.progress import is_finished, publication_progress
from repository.services.deliveries import run_delivery
from tests.driver import run_everything_due
from tests.factories import accept, make_draft, make_submitted
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again


def accepted(alice: Person, mona: Person) -> Dataset:
    """A dataset that was just accepted; nothing was done about it yet."""
    dataset = make_submitted(alice)
    run_everything_due()
    return accept(dataset, mona)


def states(dataset: Dataset) -> list[str]:
    """The states of the five stages."""
    dataset.refresh_from_db()
    return [stage.state for stage in publication_progress(dataset)]


def work_on(*events: str) -> None:
    """Do only what these events ask for."""
    for delivery in due_deliveries(now=timezone.now()).filter(event__type__in=events).order_by("id"):
        run_delivery(delivery_id=delivery.pk)


def test_a_draft_and_a_submitted_dataset_have_no_stages(alice: Person) -> None:
    assert publication_progress(make_draft(alice)) == ()
    assert publication_progress(make_submitted(alice)) == ()


def test_each_stage_is_done_in_its_turn(alice: Person, mona: Person) -> None:
    dataset = accepted(alice, mona)
    assert states(dataset) == ["now", "", "", "", ""]
    work_on("dataset.accepted")
    assert states(dataset) == ["done", "now", "", "", ""]
    work_on("snapshot.frozen")
    assert states(dataset) == ["done", "done", "now", "", ""]
    assert publication_progress(dataset)[2].note == "1 of 2 copies verified, the package among them"
    work_on("package.sealed")
    work_on("replica.requested")
    assert states(dataset) == ["done", "done", "done", "now", ""]
    assert publication_progress(dataset)[2].note == "2 of 2 copies verified, the package among them"
    work_on("package.replicated")
    assert states(dataset) == ["done", "done", "done", "done", "now"]
    assert not is_finished(publication_progress(dataset))
    work_on("doi.registered")
    assert states(dataset) == ["done"] * 5
    stages = publication_progress(dataset)
    assert is_finished(stages)
    times = [stage.at for stage in stages if stage.at]
    assert len(times) == 5
    assert times == sorted(times)


def test_a_stage_that_failed_says_why_and_when_it_is_tried_again(alice: Person, mona: Person, settings: Any) -> None:
    dataset = accepted(alice, mona)
    work_on("dataset.accepted")
    Delivery.objects.filter(event__type="snapshot.frozen").update(
        last_error="the disk is full", due_at=timezone.now() + timedelta(hours=1), attempts=3
    )
    stage = publication_progress(dataset)[1]
    assert stage.state == "now"
    assert "the disk is full." in stage.note
    assert "nothing is asked of you" in stage.note


def test_a_held_stage_says_so_with_its_reason(alice: Person, mona: Person) -> None:
    dataset = accepted(alice, mona)
    for event in ("dataset.accepted", "snapshot.frozen", "package.sealed"):
        work_on(event)
    Delivery.objects.filter(event__type="replica.requested").update(held_at=timezone.now(), last_error="No store.")
    stage = publication_progress(dataset)[2]
    assert (stage.state, stage.note) == ("held", "1 of 2 copies verified, the package among them. No store.")


def test_mail_that_fails_is_no_stage_of_the_road(alice: Person, mona: Person) -> None:
    dataset = accepted(alice, mona)
    Delivery.objects.filter(consumer="moderation.consumers.tell_decision").update(
        held_at=timezone.now(), last_error="no mail server"
    )
    assert states(dataset)[0] == "now"


def test_a_correction_shows_its_own_road(publish: Publish, alice: Person, mona: Person) -> None:
    dataset = published_again(publish(), alice, mona, lineage={"en": "Mended."})
    assert states(dataset) == ["done"] * 5
    publications = list(dataset.publications.order_by("number"))
    assert publication_progress(dataset)[4].at == publications[1].published_at
