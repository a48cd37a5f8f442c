"""What an operator had the whole repository do to prove itself, and how it ended: the evidence of a certification."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ExerciseKind(models.TextChoices):
    """The command that was run."""

    BACKUP = "backup", _("backup")
    RESTORE = "restore", _("backup put back")
    VERIFY = "verify", _("every stored byte read again")
    REBUILD = "rebuild", _("rebuilt from a copy")
    DRILL = "drill", _("drill of a rebuild")
    REPORT = "report", _("evidence pack")


class Exercise(models.Model):
    """One run. Append-only. ``figures``: counts alone (of a report the whole document), never a name or a folder."""

    kind = models.CharField(max_length=8, choices=ExerciseKind.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(default=timezone.now)
    is_well = models.BooleanField()
    figures = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "-ended_at"], name="exercise_newest")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.ended_at:%Y-%m-%d}"
