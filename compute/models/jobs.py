"""Jobs: what was asked for, how far it is, what went in and what came out. Nothing of how it is computed."""

import uuid
from typing import Any, ClassVar, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compute.states import LIVE, JobState
from repository.models import AccessPolicy, DataFile, Dataset, Deposit, Person, Snapshot

_STATES: Final = [
    (JobState.CREATED, _("created")),
    (JobState.STAGING, _("being prepared")),
    (JobState.QUEUED, _("waiting")),
    (JobState.RUNNING, _("running")),
    (JobState.COLLECTING, _("being collected")),
    (JobState.REGISTERING, _("being registered")),
    (JobState.SUCCEEDED, _("succeeded")),
    (JobState.FAILED, _("failed")),
    (JobState.DISMISSED, _("dismissed")),
    (JobState.EXPIRED, _("expired")),
]
DEAD: Final = ("failed", "dismissed", "expired")
"""States after which the same request is computed anew."""
_NOT_OVER: Final = sorted(state.value for state in LIVE)


class Sameness(models.TextChoices):
    """What came of computing a job again."""

    EQUAL = "equal", _("the same, byte for byte")
    DIFFERENT = "different", _("not the same")


class Job(models.Model):
    """One run of one process. ``inputs`` are canonical, ``key`` the SHA256 of process, version, inputs and files.

    ``core_hours``: the estimate while it lives, what was used from its end on. ``access``: the most restrictive of its
    inputs, which its outputs inherit. ``handle``: the backend's name for it, empty until it was handed over.
    ``repeats``: the first job, which this one computes again; ``sameness`` and ``differing`` (names of outputs) tell
    what came of it. ``deposit``: the draft made of its outputs; complete from ``returned_at`` on, else
    ``return_refusal`` tells why not.
    ``answering``: how its results are wanted by the door that it came through (response, outputs).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    inputs = models.JSONField()
    key = models.CharField(max_length=64)
    mode = models.CharField(max_length=12, default="interactive")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jobs")
    state = models.CharField(max_length=12, choices=_STATES, default=JobState.CREATED)
    answering = models.JSONField(default=dict)
    limits = models.JSONField()
    core_hours = models.FloatField()
    access = models.CharField(max_length=12, choices=AccessPolicy.choices, default=AccessPolicy.OPEN)
    backend = models.CharField(max_length=20, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    tasks = models.PositiveIntegerField(null=True, blank=True)
    tasks_done = models.PositiveIntegerField(default=0)
    times_handed = models.PositiveSmallIntegerField(default=0)
    error_type = models.CharField(max_length=30, blank=True)
    message = models.TextField(blank=True)
    created = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    expires = models.DateTimeField(null=True, blank=True)
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repetitions")
    sameness = models.CharField(max_length=12, choices=Sameness.choices, blank=True)
    differing = models.JSONField(default=list, blank=True)
    deposit = models.ForeignKey(Deposit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    return_refusal = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "key"],
                condition=models.Q(repeats__isnull=True) & ~models.Q(state__in=DEAD),
                name="job_once",
            ),
            models.UniqueConstraint(
                fields=["owner", "repeats"], condition=models.Q(state__in=_NOT_OVER), name="job_repeated_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "-created"], name="job_of_owner"),
            models.Index(fields=["state"], name="job_live", condition=models.Q(state__in=["queued", "running"])),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.id}"


class JobEvent(models.Model):
    """One move of one job. Append-only."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="moves")
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    actor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.before} -> {self.after}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Moves are written once."""
        if not self._state.adding:
            raise TypeError("a move of a job is immutable")
        super().save(*args, **kwargs)


class JobInput(models.Model):
    """One file that a job reads: from a published layer, or from a draft of one's own (then without ``snapshot``)."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=600)
    file = models.ForeignKey(DataFile, on_delete=models.PROTECT, related_name="+")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["job", "path"], name="job_input_path"),
        ]

    def __str__(self) -> str:
        return self.path


class JobOutput(models.Model):
    """One file that a job made, as the description of its process names it."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="outputs")
    output = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["job", "name"], name="job_output_name"),
        ]

    def __str__(self) -> str:
        return self.name


class CallMoment(models.TextChoices):
    """When a subscriber is told, by the names of OGC 18-062r2."""

    SUCCESS = "successUri"
    PROGRESS = "inProgressUri"
    FAILURE = "failedUri"


class JobCall(models.Model):
    """One address that is told how a job goes; ``told_at`` once it took the call, ``problem`` where it never did."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="calls")
    moment = models.CharField(max_length=14, choices=CallMoment.choices)
    url = models.URLField(max_length=500)
    told_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["job", "moment"], name="job_call_once"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"
