"""Computing a job again, and whether the same came out: by the SHA-256 of each output."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from compute.models import Job, Sameness
from compute.processes.inputs import canonical_inputs
from compute.queries import jobs_visible_to
from compute.services.submitting import begin_job, key_of, process_of
from compute.staging import read_again
from compute.states import LIVE
from repository.errors import NotAllowed, WrongState
from repository.models import Person


@transaction.atomic
def reproduce_job(*, job_id: UUID, actor: Person) -> Job:
    """A new job with the same inputs and files, of the process' present version; the one that still runs, if any.

    What was computed again is itself repeated from the first job. Raises Job.DoesNotExist, NotAllowed (a file that the
    actor may not have now, or that is erased), WrongState (a job that made nothing, quotas), NoSuchProcess and
    InputRefused (the process is another one by now).
    """
    asked = jobs_visible_to(actor).select_related("repeats").get(pk=job_id)
    if not actor.is_active:
        raise NotAllowed(_("You may not do this with this account."))
    first = asked.repeats or asked
    if not first.outputs.exists():
        raise WrongState(_("Only what a job made that succeeded can be reproduced."), code="job-without-outputs")
    Person.objects.select_for_update().get(pk=actor.pk)
    running = Job.objects.filter(owner=actor, repeats=first, state__in=LIVE).first()
    if running is not None:
        return running
    process, references = process_of(first.process), read_again(actor, first)
    is_same = process.version == first.version
    inputs = first.inputs if is_same else canonical_inputs(process, first.inputs)
    job = Job(process=process.id, inputs=inputs, key=key_of(process, inputs), mode=first.mode, owner=actor)
    job.repeats = first
    return begin_job(job, process, references)


def compare_with_first(job: Job) -> None:
    """Keep whether a job that computed another one again made the same. Its outputs are there; the caller saves it."""
    if job.repeats is None:
        return
    first, second = (dict(one.outputs.values_list("name", "sha256")) for one in (job.repeats, job))
    job.differing = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    job.sameness = Sameness.DIFFERENT if job.differing else Sameness.EQUAL
