"""What search reads: one row per record that can be found, ours or harvested."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from repository.models.dataset import Dataset


class CatalogueEntry(models.Model):
    """A findable record. Derived: ``catalogue_rebuild`` makes all of them anew from what is public.

    ``found_by``: a `repository.catalogue.findable.Findable` as JSON, which the index is made of. A trigger notes every
    change of a row as a `CatalogueChange`.
    """

    dataset = models.OneToOneField(
        Dataset, null=True, blank=True, on_delete=models.CASCADE, related_name="catalogue_entry"
    )
    origin = models.CharField(max_length=40, default="local")
    identifier = models.CharField(max_length=200, unique=True)
    title = models.TextField()
    title_language = models.CharField(max_length=12, blank=True)
    abstract = models.TextField(blank=True)
    creators = models.JSONField(default=list, blank=True)
    poles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    keywords = ArrayField(models.TextField(), default=list, blank=True)
    published = models.DateField(null=True)
    modified = models.DateTimeField(null=True)
    period = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=160, blank=True)
    access = models.CharField(max_length=12, default="open")
    found_by = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-published", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["poles"], name="catalogue_poles"),
            models.Index(fields=["-published", "-id"], name="catalogue_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class CatalogueChange(models.Model):
    """The newest change of one entry, or its end; written by a trigger, in the order in which changes are seen.

    The trigger passes the publishing lock, so that a smaller ``number`` never appears after a larger one.
    """

    entry = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: entry {self.entry}"


class CatalogueEpoch(models.Model):
    """One row: the life of this database. A restored one begins another, so that an index of before is not believed."""

    key = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.key)
