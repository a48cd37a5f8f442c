"""Whose hand a draft is in, and what two people wrote into one control at the same time."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.dataset import Dataset
from repository.models.person import Person


class Handwriting(models.Model):
    """Who wrote one value of a draft, and when: at most one row for each value that the draft holds.

    ``mark`` names the value by its field and its text, wherever its row stands by now.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="handwriting")
    mark = models.CharField(max_length=32)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "mark"], name="handwriting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} of {self.dataset_id}"


class OtherWording(models.Model):
    """What one person wrote into a control that another changed at the same time: kept beside it until one decides.

    ``row``: the name of its row in the form, or nothing; ``cells``: (rest of a control's name, its texts), the control
    itself first; none where the row was removed (``is_gone``). ``person`` wrote it, null where that is not
    known, at ``written_at``; ``kept_by`` typed what stands there.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="other_wordings")
    field = models.CharField(max_length=60)
    row = models.CharField(max_length=200, blank=True)
    cells = models.JSONField(default=list)
    is_gone = models.BooleanField(default=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset_id", "pk"]

    def __str__(self) -> str:
        return f"{self.field} of {self.dataset_id}"

    @property
    def first(self) -> str:
        """The rest of the control's name; nothing where a whole row is meant."""
        return str(self.cells[0][0]) if self.cells else ""

    @property
    def controls(self) -> dict[str, list[str]]:
        """The whole names, with their texts."""
        start = f"{self.row}-" if self.row else ""
        return {start + name: texts for name, texts in self.cells}

    @property
    def is_adrift(self) -> bool:
        """Whether the row that it hung on is not there any more: it can be read, and taken nowhere."""
        return not self.row and not self.first.startswith(self.field)
