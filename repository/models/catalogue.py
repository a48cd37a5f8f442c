"""What search reads: one row per record that can be found, ours or harvested."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from repository.catalogue.queried import NO_DAY, NO_DAYS, NO_MOMENT
from repository.models.dataset import Dataset

if TYPE_CHECKING:
    _Field = models.Field[str | None, str | None]
else:
    _Field = models.Field

_ORDERS = ("title", "creator", "publisher", "type", "published", "modified", "began", "ended")

ASKED_ONLY = ("queried", "any_text", "hull", "areas", "days")
"""Large columns that filters read inside the database, and no page."""


class NativeField(_Field):
    """A value of one of PostgreSQL's own types, in its text form; only SQL reads it."""

    def __init__(self, *args: Any, native: str, **options: Any) -> None:
        self.native = native
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """With the name of the type."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "native": self.native}

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The name of the type."""
        return self.native

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        """The text form."""
        return None if value is None else str(value)


class CatalogueEntry(models.Model):
    """A findable record. Derived: ``catalogue_rebuild`` makes all of them anew from what is public.

    ``found_by``: a `repository.catalogue.findable.Findable` as JSON, which the index is made of. A trigger notes every
    change of a row as a `CatalogueChange`. From ``queried`` on: what `harvest.records` asks, made by
    `repository.catalogue.queried`; ``queried`` is None where a row was not filled yet.
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

    queried = models.JSONField(null=True)
    any_text = models.TextField(default="", blank=True)
    hull = NativeField(native="box", null=True)
    areas = NativeField(native="polygon[]", null=True)
    days = NativeField(native="int8multirange", null=True)
    order_title = models.TextField(default="", blank=True)
    order_creator = models.TextField(default="", blank=True)
    order_publisher = models.TextField(default="", blank=True)
    order_type = models.TextField(default="", blank=True)
    order_published = models.DateField(default=NO_DAY)
    order_modified = models.DateTimeField(default=NO_MOMENT)
    order_began = models.BigIntegerField(default=NO_DAYS)
    order_ended = models.BigIntegerField(default=NO_DAYS)

    class Meta:
        ordering: ClassVar[list[str]] = ["-published", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["poles"], name="catalogue_poles"),
            models.Index(fields=["-published", "-id"], name="catalogue_newest"),
            GinIndex(fields=["queried"], opclasses=["jsonb_path_ops"], name="catalogue_queried"),
            GistIndex(fields=["hull"], name="catalogue_hull"),
            GistIndex(fields=["days"], name="catalogue_days"),
            models.Index(fields=["identifier", "id"], name="catalogue_by_identifier"),
            *(models.Index(fields=[f"order_{key}", "id"], name=f"catalogue_by_{key}") for key in _ORDERS),
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
