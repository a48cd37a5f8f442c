"""Asking for a job: inputs and rights checked, the price shown and held against quotas, the same request once."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from compute.hrefs import without_hrefs
from compute.jobdir import Limits
from compute.models import DEAD, Job, JobEvent, JobInput
from compute.processes.base import Process, Resources
from compute.processes.inputs import canonical_inputs, canonical_text
from compute.processes.registry import processes
from compute.queries import core_hours_given, core_hours_of, live_jobs_of
from compute.running import limits_of
from compute.services.calling import keep_calls
from compute.services.where import backend
from compute.staging import References
from compute.states import JobState
from repository.errors import NotAllowed, RepositoryError, WrongState
from repository.models import Person
from repository.services.events import record_event


class NoSuchProcess(RepositoryError):
    """There is no process of that id."""

    code = "no-such-process"


def process_of(process_id: str) -> Process:
    """Raises NoSuchProcess."""
    try:
        return processes()[process_id]
    except KeyError as error:
        raise NoSuchProcess(_("There is no such process.")) from error


def price_of(*, process_id: str, given: Any, actor: Person) -> Resources:
    """What a job would take, shown before it is asked for. Raises as `submit_job` does, but for quotas."""
    process, references = process_of(process_id), References(actor)
    return process.estimate(
        canonical_inputs(process, references.expect(without_hrefs(process, given)), files=references)
    )


@transaction.atomic
def submit_job(
    *,
    process_id: str,
    given: Any,
    actor: Person,
    mode: str = "interactive",
    answering: dict[str, Any] | None = None,
    at_least: Mapping[str, int] | None = None,
    calls: Mapping[str, str] | None = None,
) -> Job:
    """A job, or the one that is there already for the same request of the same person.

    ``answering``: how its results are wanted, by doors that are asked so; the last request decides. ``at_least``:
    fields of its price that are raised to so much, after a first try that lacked it. ``calls``: moment -> address that
    is told.

    Raises NoSuchProcess, InputRefused (which names the input and the rule), NotAllowed (a file that the actor may not
    have), WrongState (beyond a quota, or more than the backend takes).
    """
    if not actor.is_active:
        raise NotAllowed(_("You may not do this with this account."))
    process, references = process_of(process_id), References(actor)
    inputs = canonical_inputs(process, references.expect(without_hrefs(process, given)), files=references)
    key = key_of(process, inputs)
    Person.objects.select_for_update().get(pk=actor.pk)
    known = Job.objects.filter(owner=actor, key=key, repeats__isnull=True).exclude(state__in=DEAD).first()
    if known is not None:
        keep_calls(known, calls or {})
        return _answered_so(known, answering)
    job = Job(process=process.id, inputs=inputs, key=key, mode=mode, owner=actor, answering=answering or {})
    begin_job(job, process, references, at_least=at_least or {})
    keep_calls(job, calls or {})
    return job


def begin_job(
    job: Job, process: Process, references: References, *, at_least: Mapping[str, int] = MappingProxyType({})
) -> Job:
    """Keep a new job within its owner's quotas. Raises WrongState. The owner's row is locked."""
    price = raised(process.estimate(job.inputs), at_least)
    _check_quotas(job.owner, price, sum(one.size for one in references.found))
    job.version, job.access = process.version, references.access
    job.limits, job.core_hours = asdict(limits_of(price)), price.core_hours
    job.save(force_insert=True)
    for one in references.found:
        one.job = job
    JobInput.objects.bulk_create(references.found)
    JobEvent.objects.create(job=job, after=JobState.CREATED, actor=job.owner)
    payload = {"process": process.id, "key": job.key}
    record_event("job.submitted", subject=job, actor=job.owner, payload=payload)
    return job


def _answered_so(job: Job, answering: dict[str, Any] | None) -> Job:
    if answering is not None and job.answering != answering:
        job.answering = answering
        job.save(update_fields=["answering"])
    return job


def raised(price: Resources, at_least: Mapping[str, int]) -> Resources:
    """A price with some of its fields raised."""
    return replace(price, **{name: max(getattr(price, name), most) for name, most in at_least.items()})


def key_of(process: Process, inputs: dict[str, Any]) -> str:
    """The same process, version, inputs and files (whose SHA256 stands in the inputs) have the same key."""
    return hashlib.sha256(canonical_text({"id": process.id, "version": process.version, "inputs": inputs})).hexdigest()


def limits_kept(job: Job) -> Limits:
    """What one task of a job is held to."""
    return Limits(**job.limits)


def _check_quotas(actor: Person, price: Resources, size: int) -> None:
    most = backend().capabilities()
    if price.n_tasks > most.max_tasks or price.mem_mb > most.max_mem_mb or price.walltime_s > most.max_wall_s:
        words = _("This is more than one job may take here: %(tasks)d tasks, %(memory)d MB and %(seconds)d s each.")
        numbers = {"tasks": most.max_tasks, "memory": most.max_mem_mb, "seconds": most.max_wall_s}
        raise WrongState(words % numbers, code="job-too-large")
    if size > settings.COMPUTE_INPUT_BYTES:
        raise WrongState(_("The files are larger than one job may read."), code="job-too-large")
    if live_jobs_of(actor).count() >= settings.COMPUTE_JOBS_MOST:
        words = _("%(most)d of your jobs are not over yet, as many as one person may have. Wait for one to end.")
        raise WrongState(words % {"most": settings.COMPUTE_JOBS_MOST}, code="too-many-jobs")
    if core_hours_of(actor) + price.core_hours > core_hours_given(actor):
        words = _("This may take %(hours).1f core-hours, more than is left of your %(given)d of thirty days.")
        numbers_ = {"hours": price.core_hours, "given": core_hours_given(actor)}
        raise WrongState(words % numbers_, code="core-hours-spent")
