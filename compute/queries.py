"""What is asked about jobs and products."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from compute.models import Granule, Job, Product, ProductKind, Sameness
from compute.states import LIVE, JobState
from repository.access import Action, Actor, can
from repository.lifecycle import Standing
from repository.models import Allowance, Dataset, Person

MONTH: Final = timedelta(days=30)


def jobs_visible_to(actor: Actor) -> QuerySet[Job]:
    """One's own; all of them for an operator."""
    if can(actor, Action.OPERATE):
        return Job.objects.all()
    return Job.objects.filter(owner=actor) if isinstance(actor, Person) else Job.objects.none()


def live_jobs_of(person: Person) -> QuerySet[Job]:
    """What is not over."""
    return Job.objects.filter(owner=person, state__in=LIVE)


def core_hours_of(person: Person) -> float:
    """Used within the last thirty days, and reserved by what is not over."""
    counted = Job.objects.filter(owner=person).filter(
        Q(state__in=LIVE) | Q(created__gt=timezone.now() - MONTH),
    )
    return counted.aggregate(all=Sum("core_hours"))["all"] or 0.0


def core_hours_given(person: Person) -> int:
    """For thirty days: the person's own allowance, else what the site gives everybody."""
    own = Allowance.objects.filter(person=person).values_list("core_hours", flat=True).first()
    return int(settings.COMPUTE_CORE_HOURS if own is None else own)


def jobs_to_look_after() -> QuerySet[Job]:
    """What a backend has."""
    return Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).exclude(handle="")


def draft_of(job: Job) -> Dataset | None:
    """The dataset made of a job's outputs, until its author removes it."""
    if job.deposit_id is None:
        return None
    return Dataset.objects.filter(deposit_id=job.deposit_id, is_removed=False).order_by("position", "pk").first()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of computing ``first`` again: None while it is not known. ``differing``: names of outputs.

    ``other_version``: the process was another one, so that a difference is no fault.
    """

    first: Job
    is_equal: bool | None
    differing: tuple[str, ...]
    other_version: bool


def verdict_of(job: Job) -> Verdict | None:
    """Of a job that computes another one again; None for any other."""
    if job.repeats is None:
        return None
    is_equal = job.sameness == Sameness.EQUAL if job.sameness else None
    return Verdict(job.repeats, is_equal, tuple(job.differing), job.version != job.repeats.version)


def folder_of(job: Job) -> Path:
    """Where a job lies while it lives; the nodes of a cluster see it under the same path."""
    return Path(settings.COMPUTE_FOLDER) / "jobs" / str(job.pk)


def results_of(job: Job) -> Path:
    """Where its outputs are kept until they expire."""
    return Path(settings.COMPUTE_FOLDER) / "results" / str(job.pk)


def progress_of(job: Job) -> int:
    """Finished tasks of all, in percent; the last one is the merge."""
    if job.state == JobState.SUCCEEDED:
        return 100
    return min(99, 100 * job.tasks_done // (job.tasks + 1)) if job.tasks else 0


def newest_job(owner: Person, key: str) -> Job | None:
    """The one that stands for a request; what repeats another one for comparison is none."""
    return Job.objects.filter(owner=owner, key=key, repeats__isnull=True).order_by("-created", "-pk").first()


def newest_jobs(owner: Person, keys: list[str]) -> dict[str, Job]:
    """By key."""
    found = Job.objects.filter(owner=owner, key__in=keys, repeats__isnull=True).order_by("created", "pk")
    return {job.key: job for job in found}


def sees_jobs_of(actor: Actor, owner: Person) -> bool:
    """The person, and operators."""
    return actor == owner or can(actor, Action.OPERATE)


def products_visible_to(actor: Actor) -> QuerySet[Product]:
    """One's own, retired ones too, and those of others that are public; all of them for an operator."""
    products = Product.objects.select_related("owner", "source__current_version")
    if can(actor, Action.OPERATE):
        return products
    public = Q(is_public=True, retired__isnull=True)
    return products.filter(public | Q(owner=actor) if isinstance(actor, Person) else public)


def systematic_products() -> QuerySet[Product]:
    """Those that take what comes now: neither paused nor stopped, of a dataset that is public."""
    running = Product.objects.filter(kind=ProductKind.SYSTEMATIC, paused__isnull=True, retired__isnull=True)
    return running.filter(source__standing=Standing.PUBLIC).select_related("owner", "source").order_by("pk")


def granules_waiting(product: Product) -> QuerySet[Granule]:
    """Those without a job and without a reason for having none, the oldest first."""
    return Granule.objects.filter(product=product, job=None, code="").order_by("pk")
