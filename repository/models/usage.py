"""How often public datasets are read and taken: marks of the running hour, and sums by month."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from repository.models.dataset import Dataset


class UsageKind(models.TextChoices):
    """What a reader did: COUNTER calls them investigation and request."""

    VIEW = "view", _("view")
    DOWNLOAD = "download", _("download")


class UsageMark(models.Model):
    """A reader did something to a dataset within an hour, once or often: one row, gone when the hour is summed up.

    ``reader`` is 16 bytes that differ for another address, another browser and another hour; they lead back to nobody.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=UsageKind.choices)
    hour = models.DateTimeField()
    reader = models.BinaryField(max_length=16)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hour", "dataset", "kind", "reader"], name="usage_mark_once_an_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.kind} {self.hour:%Y-%m-%dT%H}"


class UsageMonth(models.Model):
    """Readers of one dataset in one month (its first day, UTC), each counted once an hour."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="usage", db_index=False)
    month = models.DateField()
    views = models.PositiveIntegerField(default=0)
    downloads = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset_id", "month"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "month"], name="usage_month_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.month:%Y-%m}"
