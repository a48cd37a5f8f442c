"""Every attempt to tell the registrar about a DOI."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.dataset import Dataset


class DoiAttempt(models.Model):
    """One request to the registrar, with the SHA256 of what was sent, so that stale DOIs are found by comparison.

    It is written before anything is sent, with the outcome ``sent``, which stays where a worker was killed.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="doi_attempts")
    doi = models.CharField(max_length=121, blank=True)
    registrar = models.CharField(max_length=20)
    action = models.CharField(max_length=20)
    sent_sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20)
    detail = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["doi", "-id"], name="doi_attempt_newest")]

    def __str__(self) -> str:
        return f"{self.action} {self.dataset_id}: {self.outcome}"
