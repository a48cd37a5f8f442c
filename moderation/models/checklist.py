"""Checklists of the disciplines, version by version, and what was answered to them about a submitted version."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.checklists import Point, read_points
from moderation.models.review import Review
from repository.models import Person, Pole, RecordVersion


class Checklist(models.Model):
    """One version of a list. Written once: a change makes the next version. Without ``pole``, of all the others.

    ``made_by`` is empty for the list that came with the software.
    """

    pole = models.ForeignKey(Pole, null=True, blank=True, on_delete=models.PROTECT, related_name="checklists")
    number = models.PositiveIntegerField()
    items = models.JSONField(default=list)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pole_id", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pole", "number"], name="checklist_number", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"checklist {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Versions are written once."""
        if not self._state.adding:
            raise TypeError("a version of a checklist is immutable")
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """Which list and which version, as controls of a form name it: ``ocean.7``, ``.1``."""
        return f"{self.pole.code if self.pole else ''}.{self.number}"

    @property
    def points(self) -> tuple[Point, ...]:
        """What is looked at."""
        return read_points(self.items)


class ChecklistAnswer(models.Model):
    """What a moderator answered to one point about one submitted version. Written once: a later one counts instead."""

    class Kind(models.TextChoices):
        """An answer; ``open`` takes an earlier one back."""

        YES = "yes", _("yes")
        NO = "no", _("no")
        NOT_APPLICABLE = "not_applicable", _("does not apply")
        OPEN = "open", _("not yet")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="checklist_answers")
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="+")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="answers")
    point = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    note = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["review", "record_version"], name="checklist_answer_round"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.point} of {self.checklist_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Answers are written once."""
        if not self._state.adding:
            raise TypeError("an answer to a checklist is immutable")
        super().save(*args, **kwargs)
