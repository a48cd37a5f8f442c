"""What a scientific council says, afterwards, of what is public."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models import Dataset, Person, Pole


class Worth(models.TextChoices):
    """Whether a public dataset should be promoted into the services of a discipline."""

    YES = "yes", _("worth promoting")
    PERHAPS = "perhaps", _("to be discussed")
    NO = "no", _("fine where it is")


class CouncilVote(models.Model):
    """What one member of the council of a discipline thinks of one public dataset; the last word counts."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="council_votes")
    pole = models.ForeignKey(Pole, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    worth = models.CharField(max_length=8, choices=Worth.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "pole", "person"], name="council_votes_once"),
        ]

    def __str__(self) -> str:
        return f"{self.worth} for {self.dataset_id}"
