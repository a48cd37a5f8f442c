"""Organisations and funders by their ROR identifier, and the rows by which they are found."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models


class Organisation(models.Model):
    """One organisation. ``labels``: language -> name; ``funder_id``: in Crossref's registry of funders, digits only.

    It is never deleted: one that closed is not ``is_active`` and is offered no more. ``digest``: of what was read.
    """

    ror = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=300)
    labels = models.JSONField(default=dict, blank=True)
    others = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    acronyms = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=100, blank=True)
    funder_id = models.CharField(max_length=20, blank=True)
    is_funder = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_delivered = models.BooleanField(default=False)
    """Known from the list that comes with the software alone; the registry's own data take its place."""
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class OrganisationNameKind(models.IntegerChoices):
    """Which name of an organisation a row holds; the smaller, the better a match."""

    LABEL = 0
    ACRONYM = 1
    OTHER = 2


class OrganisationName(models.Model):
    """One name of an active organisation, folded for search. Derived from the organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    kind = models.SmallIntegerField(choices=OrganisationNameKind.choices)
    is_funder = models.BooleanField(default=False)
    folded = models.CharField(max_length=300)
    words = models.GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["folded"], opclasses=["varchar_pattern_ops"], name="organisation_name_beginning"),
            GinIndex(fields=["words"], name="organisation_name_words"),
        ]

    def __str__(self) -> str:
        return self.folded
