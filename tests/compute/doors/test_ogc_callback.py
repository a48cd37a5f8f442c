"""OGC 18-062r2, clause 12 (`/req/callback/job-callback`): a subscriber is told of results, progress and failure."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from compute.models import Job, JobCall
from compute.services.moves import fail_job
from repository.clients.networks import networks_of
from repository.models import Delivery, LifecycleEvent
from repository.services.events import record_event
from tests.compute.doors.programs import alice, api, executed, finished, nobody_asked_too_often, over, refusal, site
from tests.compute.doors.shapes import fits
from tests.driver import run_everything_due
from tests.repository.api.program import Program
from tests.repository.notices.receiver import Receiver, receiving

__all__ = ["alice", "api", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db
MADE = {"numbers": [1]}


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A program that listens on this machine, which may be called."""
    settings.WEBHOOK_NETWORKS = networks_of("127.0.0.0/8")
    with receiving() as listening:
        yield listening


def asked(receiver: Receiver, *moments: str, **more: Any) -> dict[str, Any]:
    return {"subscriber": dict.fromkeys(moments, receiver.url), **more}


def worked(event: str, job: Job) -> None:
    """What follows an event of a job, without the work before it."""
    Delivery.objects.update(done_at=timezone.now())
    record_event(event, subject=job)
    Delivery.objects.filter(consumer__endswith="hand_over_job").update(done_at=timezone.now())
    run_everything_due()


def said(receiver: Receiver) -> list[Any]:
    return [json.loads(body) for _headers, body in receiver.calls]


def test_the_results_are_told_once_by_value_or_reference(site: Path, api: Program, receiver: Receiver) -> None:
    job = finished(api, asked(receiver, "successUri", "failedUri"), made=MADE)
    worked("job.ended", job)

    assert said(receiver) == [{"echo": {"mediaType": "application/json", "value": MADE}}]
    assert receiver.calls[0][0]["content-type"] == "application/json; charset=utf-8"
    assert "authorization" not in receiver.calls[0][0]
    assert JobCall.objects.get(moment="successUri").told_at is not None
    executed(api, asked(receiver, "successUri"))
    run_everything_due()
    assert len(receiver.calls) == 1, "a job tells each once"


def test_progress_and_failure_are_told(site: Path, api: Program, receiver: Receiver) -> None:
    answer = executed(api, asked(receiver, "inProgressUri", "failedUri"))
    job = Job.objects.get(pk=answer.json()["jobID"])
    worked("job.staged", job)
    fits("StatusInfo", said(receiver)[0])
    fail_job(job, "Data", "No salinity in it.")
    worked("job.ended", job)

    failure = fits("Exception", said(receiver)[1])
    assert (failure["status"], failure["detail"]) == (422, "No salinity in it.")


def test_who_subscribes_to_what_is_there_is_told_at_once(site: Path, api: Program, receiver: Receiver) -> None:
    over(Job.objects.get(pk=executed(api, {}).json()["jobID"]), made=MADE)
    Delivery.objects.update(done_at=timezone.now())
    executed(api, asked(receiver, "successUri", outputs={"echo": {"transmissionMode": "reference"}}))
    run_everything_due()

    assert said(receiver)[0]["echo"]["href"].endswith("/results/echo.json")


def test_a_subscriber_that_is_away_is_called_again_for_a_day(site: Path, api: Program, receiver: Receiver) -> None:
    receiver.status = 500
    job = finished(api, asked(receiver, "successUri"), made=MADE)
    worked("job.ended", job)
    assert len(receiver.calls) == 1
    assert Delivery.objects.filter(done_at__isnull=True).count() == 1
    receiver.status = 204
    Delivery.objects.filter(done_at__isnull=True).update(due_at=timezone.now())
    run_everything_due()
    assert len(receiver.calls) == 2
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


def test_after_a_day_or_when_it_is_gone_it_is_given_up(site: Path, api: Program, receiver: Receiver) -> None:
    receiver.status = 410
    job = finished(api, asked(receiver, "successUri"), made=MADE)
    worked("job.ended", job)
    assert JobCall.objects.get().problem == "answered 410"

    receiver.status = 500
    JobCall.objects.all().delete()
    executed(api, asked(receiver, "successUri"))
    LifecycleEvent.objects.filter(type="job.call_ordered").update(at=timezone.now() - timedelta(days=2))
    run_everything_due()
    assert JobCall.objects.get().problem == "answered 500"
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("subscriber", "expected"),
    [
        ([], (400, "InvalidParameterValue")),
        ({"otherUri": "https://example.org/"}, (400, "InvalidParameterValue")),
        ({"successUri": 7}, (400, "InvalidParameterValue")),
        ({"successUri": "http://example.org/"}, (400, "InvalidParameterValue")),
        ({"successUri": "https://169.254.169.254/"}, (400, "InvalidParameterValue")),
        ({"failedUri": "https://user:secret@example.org/"}, (400, "InvalidParameterValue")),
        ({"inProgressUri": "file:///etc/passwd"}, (400, "InvalidParameterValue")),
        ({"successUri": "https://example.org/" + "x" * 600}, (400, "InvalidParameterValue")),
    ],
)
def test_an_address_that_is_never_called_is_refused_at_once(
    api: Program, subscriber: Any, expected: tuple[int, str]
) -> None:
    assert refusal(executed(api, {"subscriber": subscriber})) == expected
    assert not Job.objects.exists()


def test_a_private_address_is_not_called_whatever_its_name_is(
    site: Path, api: Program, receiver: Receiver, settings: Any
) -> None:
    settings.WEBHOOK_NETWORKS = ()
    job = finished(api, {}, made=MADE)
    JobCall.objects.create(job=job, moment="successUri", url="https://127.0.0.1:1/")
    worked("job.ended", job)
    assert "public" in JobCall.objects.get().problem
    assert receiver.calls == []
