"""What harvesting keeps beside datasets: who is in which set, in the order of lists, and where records came from."""

from typing import ClassVar

from django.db import models

from repository.models import Dataset


class SetMember(models.Model):
    """One item in one set, or in a set above it. Written by a trigger whenever a dataset's sets or datestamp change.

    Its key is the order in which a set is listed, so that a page of a small set costs what a page of all items does.
    """

    pk = models.CompositePrimaryKey("spec", "datestamp", "item")
    spec = models.CharField(max_length=80, db_collation="C")
    datestamp = models.DateTimeField()
    item = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.item} in {self.spec}"


class Origin(models.Model):
    """Where a record was harvested that is given on from here.

    ``chain`` tells where it was harvested before that, the newest first, each as an object of the same names.
    ``about`` is the container for harvesters, written when the row is.
    """

    dataset = models.OneToOneField(Dataset, on_delete=models.CASCADE, primary_key=True, related_name="origin")
    base_url = models.URLField(max_length=500)
    identifier = models.CharField(max_length=500)
    datestamp = models.CharField(max_length=20)
    namespace = models.CharField(max_length=300)
    harvested_at = models.DateTimeField()
    is_altered = models.BooleanField()
    chain = models.JSONField(default=list)
    about = models.BinaryField()

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset"]

    def __str__(self) -> str:
        return f"{self.identifier} of {self.base_url}"
