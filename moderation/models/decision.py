"""Decisions, kept as evidence."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models.review import Review
from repository.models import Person, RecordVersion


class Outcome(models.TextChoices):
    """What a moderator can decide; the values are those of ``DatasetState``."""

    ACCEPTED = "accepted", _("accepted")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    REJECTED = "rejected", _("rejected")


class Decision(models.Model):
    """Who decided what, why, and on which bytes. Written once; one per submitted version."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    record_version = models.OneToOneField(RecordVersion, on_delete=models.PROTECT, related_name="decision")
    sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="decision_says_why", condition=models.Q(outcome="accepted") | ~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.sha256[:12]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Decisions are written once."""
        if not self._state.adding:
            raise TypeError("a decision is immutable")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Decisions stay."""
        raise TypeError("a decision is immutable")
