"""The urgent lane: a dataset that a paper under revision waits for, as its depositor declares it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models import Dataset, Person


class Ending(models.TextChoices):
    """How a dataset left the urgent lane."""

    GIVEN_UP = "given_up", _("given up by the depositor")
    LOWERED = "lowered", _("taken out by a moderator")
    DECIDED = "decided", _("decided")


class Urgency(models.Model):
    """Which journal waits, for which manuscript, until when. At most one row per dataset; live while not settled.

    A later correction may be urgent again: the row is then written anew, and the events tell what it said before.
    """

    dataset = models.OneToOneField(Dataset, on_delete=models.PROTECT, related_name="urgency")
    journal = models.CharField(max_length=200)
    manuscript = models.CharField(max_length=100)
    """The reference that the journal gave it, such as ``2026GL112233R``."""
    wanted_by = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    reason = models.TextField(blank=True)
    """Why a moderator took it out."""

    class Meta:
        verbose_name_plural = "urgencies"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dataset"], name="urgency_live", condition=models.Q(settled_at__isnull=True)),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="urgency_settled_says_how",
                condition=models.Q(settled_at__isnull=True, ending="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(ending="")),
            ),
            models.CheckConstraint(
                name="urgency_lowered_says_why", condition=~models.Q(ending="lowered") | ~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} for {self.journal}"

    @property
    def is_live(self) -> bool:
        """Whether the dataset is in the urgent lane now."""
        return self.settled_at is None
