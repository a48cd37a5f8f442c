"""Advice that moderators ask of somebody outside their room, and the proposal that a second moderator confirms."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models.review import Review
from repository.models import Dataset, Grant, Person, RecordVersion


class View(models.TextChoices):
    """What an adviser thinks of a dataset."""

    FAVOURABLE = "favourable", _("publish it as it is")
    NEEDS_CHANGES = "needs_changes", _("publish it after changes")
    UNFAVOURABLE = "unfavourable", _("do not publish it here")
    NO_VIEW = "no_view", _("I cannot say")


class Advice(models.Model):
    """One request to one adviser about one submitted version, and the answer, which moderators alone read.

    ``grant`` (role reviewer, over the dataset) is what lets the adviser in: of their account where the address is one
    of a confirmed account, else of the token that is made from ``key`` and ``issue``. It ends with the request.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="advice")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="advice")
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="+")
    adviser = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="advice_asked")
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField()
    language = models.CharField(max_length=5, default="en")
    question = models.TextField()
    grant = models.OneToOneField(Grant, null=True, on_delete=models.SET_NULL, related_name="advice")
    issue = models.PositiveSmallIntegerField(default=1)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due = models.DateField()
    """The last day (UTC) on which an answer is taken."""
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    view = models.CharField(max_length=16, choices=View.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was taken back, or ran out, without an answer."""

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        verbose_name_plural = "advice"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["review", "email"],
                condition=models.Q(answered_at__isnull=True, ended_at__isnull=True),
                name="advice_asked_once",
            ),
            models.CheckConstraint(
                name="advice_answer_has_a_view",
                condition=models.Q(answered_at__isnull=True, view="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(view="")),
            ),
        ]

    def __str__(self) -> str:
        return f"advice {self.key}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return self.answered_at is None and self.ended_at is None

    @property
    def adviser_name(self) -> str:
        """How moderators call who is asked."""
        return self.adviser.name if self.adviser else self.name or self.email


class AcceptanceProposal(models.Model):
    """The first pair of eyes: a moderator proposes to accept one version; another one confirms by deciding."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="proposals")
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record_version", "actor"], name="acceptance_proposed_once"),
        ]

    def __str__(self) -> str:
        return f"proposal of {self.sha256[:12]}"
