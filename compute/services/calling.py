"""Addresses that are told how a job goes: kept with the request, called by deliveries of events."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from compute.models import CallMoment, Job, JobCall
from compute.services.moves import locked
from compute.states import JobState
from repository.errors import WrongState
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.webhooks import check_target


def keep_calls(job: Job, urls: Mapping[str, str]) -> None:
    """Keep who is told of a job; one that is over tells at once, a second time nobody. Raises WrongState."""
    if urls:
        job = locked(job.pk)
    for moment, url in urls.items():
        if len(url) > (JobCall._meta.get_field("url").max_length or 0):
            raise WrongState(_("This is no address that can be called: it is too long."), code="webhook-refused")
        check_target(url)
        call, is_new = JobCall.objects.get_or_create(job=job, moment=CallMoment(moment), defaults={"url": url})
        if is_new and moment == _moment_of(job):
            record_event("job.call_ordered", subject=call)


def plan_call(*, claim: Claim) -> None:
    """Consumer of ``job.staged`` and ``job.ended``: order the call of this moment, if anybody is to be told."""
    job = Job.objects.get(pk=claim.event.subject_id)
    moment = CallMoment.PROGRESS if claim.event.type == "job.staged" else _moment_of(job)
    with claim.complete():
        call = JobCall.objects.filter(job=job, moment=moment).first() if moment else None
        if call is not None:
            record_event("job.call_ordered", subject=call, caused_by=claim.event)


def _moment_of(job: Job) -> str:
    """Of a job that is over; empty for one that lives, and for one whose results are gone."""
    ends = {JobState.SUCCEEDED: CallMoment.SUCCESS, JobState.FAILED: CallMoment.FAILURE}
    return ends.get(JobState(job.state), "")
