"""Where values of a draft may be taken from: another dataset, or a description in a file."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.dataset import Dataset
from repository.models.person import Person


class TemplateKind(models.TextChoices):
    """What a template was made of."""

    DEPOSIT = "deposit"
    """A dataset of one's own."""
    PUBLISHED = "published"
    """A public dataset of somebody else."""
    FILE = "file"


class Template(models.Model):
    """One more source of proposals for a draft, beside its files.

    ``document`` is a partial record without what is true of one dataset alone; ``places``: top-level field -> path in
    the file; ``remarks``: ``readers.result.Remark`` as JSON, what was not understood. ``name`` is a file's name,
    ``doi`` a dataset's, ``dated`` the day on which a deposit was opened.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="templates")
    kind = models.CharField(max_length=10, choices=TemplateKind.choices)
    name = models.CharField(max_length=200, blank=True)
    doi = models.CharField(max_length=121, blank=True)
    dated = models.DateField(null=True, blank=True)
    dialect = models.CharField(max_length=20, blank=True)
    document = models.JSONField(default=dict)
    places = models.JSONField(default=dict, blank=True)
    remarks = models.JSONField(default=list, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset_id", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} for {self.dataset_id}"
