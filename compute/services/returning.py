"""Asking for a draft deposit of a job's outputs: made at once with its description, filled with files by a consumer."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from compute.models import Job
from compute.queries import draft_of, jobs_visible_to
from compute.returns.describing import fields_of
from compute.services.moves import locked
from compute.services.telling import told_of
from compute.staging import access_of
from compute.states import JobState
from repository.access import Action, require
from repository.errors import NotAllowed, WrongState
from repository.models import Delivery, Person
from repository.services.deposits import create_deposit, set_access, write_draft
from repository.services.events import record_event


@transaction.atomic
def return_as_draft(*, job_id: UUID, actor: Person) -> Job:
    """Open a draft for the outputs of one's own job; the same one when it is asked for again.

    ``job.deposit`` is the draft, described from the beginning; its files are there from ``job.returned_at`` on. A draft
    that its author removed is made anew. Raises Job.DoesNotExist also for another person's job, NotAllowed (an operator
    sees all jobs and deposits none but his own; a file that was read is erased), WrongState.
    """
    jobs_visible_to(actor).get(pk=job_id)
    job = locked(job_id)
    if job.owner_id != actor.pk:
        raise NotAllowed(_("Only the person who asked for this job can deposit what it made."))
    require(actor, Action.DEPOSIT)
    if draft_of(job) is None:
        check_returnable(job)
        _open_draft(job, actor)
    elif job.returned_at is not None or _is_being_filled(job):
        return job
    else:
        check_returnable(job)
    job.return_refusal = ""
    job.save(update_fields=["deposit", "returned_at", "return_refusal"])
    record_event("job.return_asked", subject=job, actor=actor, payload={"deposit": str(job.deposit_id)})
    return job


def check_returnable(job: Job) -> None:
    """Raise WrongState where nothing was made or is left of it, NotAllowed where it may not be passed on."""
    if job.state == JobState.EXPIRED:
        words = _("What this job made was removed when its days were over. Reproduce it, then deposit what comes out.")
        raise WrongState(words, code="outputs-expired")
    if job.state != JobState.SUCCEEDED or not job.outputs.exists():
        raise WrongState(_("Only what a job made that succeeded can be deposited."), code="job-without-outputs")
    if job.files.filter(file__erased_at__isnull=False).exists():
        words = _("A file that this job read was erased by an order of law, so what it made cannot be deposited.")
        raise NotAllowed(words, code="file-erased")


def _open_draft(job: Job, actor: Person) -> None:
    job.deposit, job.returned_at = create_deposit(actor=actor), None
    dataset = job.deposit.datasets.get()
    write_draft(dataset_key=dataset.key, actor=actor, fields=fields_of(told_of(job)))
    access, day = access_of(job.files.select_related("dataset__current_version", "snapshot"))
    try:
        set_access(dataset_key=dataset.key, actor=actor, access=access, embargo_until=day)
    except WrongState:  # a day that a draft of one's own names, and that has come: its author says another one
        set_access(dataset_key=dataset.key, actor=actor, access=access)


def _is_being_filled(job: Job) -> bool:
    events = {"event__type": "job.return_asked", "event__subject_type": "job", "event__subject_id": str(job.pk)}
    return Delivery.objects.filter(**events, done_at__isnull=True, held_at__isnull=True).exists()
