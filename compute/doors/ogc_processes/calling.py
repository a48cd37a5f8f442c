"""Telling a subscriber how a job goes (OGC 18-062r2, clause 12): one guarded request, tried again for a day."""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from compute.doors.ogc_processes.answers import encoded
from compute.doors.ogc_processes.documents import status_of
from compute.doors.ogc_processes.refused import Unanswered
from compute.doors.ogc_processes.results import check_there, results_document
from compute.models import CallMoment, Job, JobCall
from repository.clients.networks import public_address
from repository.clients.outgoing import OutgoingClient
from repository.errors import PatientFailure, PermanentFailure, TransientFailure
from repository.services.deliveries import Claim

logger = logging.getLogger(__name__)

PATIENCE: Final = timedelta(days=1)
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=1)
TIMEOUT_S: Final = 10.0
_LARGEST_ANSWER: Final = 64 * 1024


class SubscriberSilent(PatientFailure):
    """A subscriber did not take a call; it is called again."""

    code = "subscriber-silent"


def call_subscriber(claim: Claim) -> None:
    """Consumer of ``job.call_ordered``. Raises SubscriberSilent where it has to be made again."""
    call = JobCall.objects.select_related("job__owner").get(pk=claim.event.subject_id)
    problem, is_final = _called(call) if call.job.owner.is_active else ("the account is closed", True)
    age = timezone.now() - claim.event.at
    if problem and not is_final and age < PATIENCE:
        wait = min(max(age / 2, FIRST_PAUSE), LONGEST_PAUSE)
        raise SubscriberSilent(
            problem,
            waits_for=f"subscriber:{call.pk}",
            patience_s=2 * PATIENCE.total_seconds(),
            retry_after_s=wait.total_seconds(),
        )
    with claim.complete():
        JobCall.objects.filter(pk=call.pk).update(**_outcome(problem))
    logger.info("job.called job=%s moment=%s problem=%s", call.job_id, call.moment, problem)


def _outcome(problem: str) -> dict[str, str | datetime]:
    return {"problem": problem[:200]} if problem else {"problem": "", "told_at": timezone.now()}


def _called(call: JobCall) -> tuple[str, bool]:
    """What went wrong, empty for nothing; and whether it will go wrong for ever."""
    try:
        status = _post(call.url, encoded(_body(call.job, CallMoment(call.moment))))
    except PermanentFailure as error:
        return str(error) or type(error).__name__, True
    except (TransientFailure, OSError) as error:
        return str(error) or type(error).__name__, False
    return ("", True) if 200 <= status < 300 else (f"answered {status}", status == 410)


def _body(job: Job, moment: CallMoment) -> dict[str, Any]:
    """Results as a document, the status while it runs, or the exception that it failed with."""
    if moment is CallMoment.PROGRESS:
        return status_of(job)
    try:
        check_there(job)
        return results_document(job)
    except Unanswered as failed:
        return failed.as_json()


def _post(url: str, body: bytes) -> int:
    parts = urlsplit(url)
    client = OutgoingClient(
        base_url=f"{parts.scheme}://{parts.netloc}",
        timeout_s=TIMEOUT_S,
        largest_answer=_LARGEST_ANSWER,
        address_of=partial(public_address, allowed=settings.WEBHOOK_NETWORKS),
    )
    query = f"?{parts.query}" if parts.query else ""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    return client.request("POST", f"{parts.path or '/'}{query}", body=body, headers=headers).status
