"""Vocabularies: thesauri and lists as SKOS concepts, and the rows by which they are found."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models


class ConceptScheme(models.Model):
    """A thesaurus or list. ``titles``: language -> title; ``uses``: boxes that search it; ``kind``: of a keyword."""

    slug = models.SlugField(max_length=60, unique=True)
    titles = models.JSONField(default=dict)
    address = models.CharField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=100, blank=True)
    uses = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    kind = models.CharField(max_length=20, default="theme")
    loaded_from = models.CharField(max_length=500, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    imported_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def title(self, language: str) -> str:
        """The title in a language, else in English, else any, else the slug."""
        titles: dict[str, str] = self.titles
        return titles.get(language) or titles.get("en") or next(iter(titles.values()), "") or self.slug


class Concept(models.Model):
    """One entry. It is never deleted: what a new version of its scheme lacks is ``is_deprecated``.

    ``labels`` and ``definitions``: language -> text; ``other_labels``: language -> texts; ``digest``: of what was read.
    """

    scheme = models.ForeignKey(ConceptScheme, on_delete=models.PROTECT, related_name="concepts")
    uri = models.CharField(max_length=500)
    notation = models.CharField(max_length=200, blank=True)
    labels = models.JSONField(default=dict)
    other_labels = models.JSONField(default=dict, blank=True)
    definitions = models.JSONField(default=dict, blank=True)
    broader: "models.ManyToManyField[Concept, Any]" = models.ManyToManyField(
        "self", symmetrical=False, related_name="narrower", blank=True
    )
    is_deprecated = models.BooleanField(default=False)
    replaced_by = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["scheme", "uri"], name="concept_uri"),
        ]

    def __str__(self) -> str:
        return self.uri


class LabelKind(models.IntegerChoices):
    """Which name of a concept a row holds; the smaller, the better a match."""

    PREFERRED = 0
    OTHER = 1
    NOTATION = 2


class ConceptLabel(models.Model):
    """One name of a concept that is not deprecated, folded for search. Derived from the concept."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="names")
    scheme = models.ForeignKey(ConceptScheme, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    kind = models.SmallIntegerField(choices=LabelKind.choices)
    folded = models.CharField(max_length=300)
    words = models.GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["folded"], opclasses=["varchar_pattern_ops"], name="concept_label_beginning"),
            GinIndex(fields=["words"], name="concept_label_words"),
        ]

    def __str__(self) -> str:
        return self.folded
