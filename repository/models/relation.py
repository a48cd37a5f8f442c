"""What public records say of other works with a DOI: asked from the other side, for datasets of this repository."""

from typing import ClassVar

from django.db import models

from repository.models.dataset import Dataset


class DatasetRelation(models.Model):
    """``source`` ``relation`` the work ``doi`` (bare, lower case): made anew with the public record.

    No key to the other dataset: writing it must lock no row of somebody else's, and it may come later.
    """

    source = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="relations")
    doi = models.CharField(max_length=200)
    relation = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar[list[str]] = ["source_id", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["doi"], name="relation_other_side")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.doi}"
