"""What readers write to the authors of a dataset, or report of it, until it was sent by mail."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.dataset import Dataset


class MessageKind(models.TextChoices):
    """Whom it is for."""

    AUTHORS = "authors"
    PROBLEM = "problem"


class ReaderMessage(models.Model):
    """One message on its way: the row goes as soon as the mail was taken. Nothing of it is kept here."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="reader_messages")
    kind = models.CharField(max_length=8, choices=MessageKind.choices)
    name = models.CharField(max_length=200)
    reply_to = models.EmailField()
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.dataset_id}"
