"""The stations of published files: a light table that is read from the files and can be read anew at any time."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.dataset import Dataset
from repository.models.layer import DataFile


class StationKind(models.TextChoices):
    """What a station is: CF calls these feature types."""

    PROFILE = "profile", _("cast")
    SERIES = "series", _("series in time")
    PATH = "path", _("path")
    SAMPLE = "sample", _("sample")
    AREA = "area", _("whole file")


class StationReading(models.Model):
    """One file looked through for its stations, by these ``readers``; ``stations`` are its rows of `Station`.

    ``is_cut``: it has more than were kept. ``variables``: the names met in any of them, in their order.
    """

    file = models.OneToOneField(DataFile, on_delete=models.CASCADE, related_name="station_reading")
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="+")
    stations = models.PositiveIntegerField(default=0)
    is_cut = models.BooleanField(default=False)
    variables = ArrayField(models.TextField(), default=list, blank=True)
    readers = models.CharField(max_length=20)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dataset", "file"], name="station_reading_some", condition=models.Q(stations__gt=0)),
        ]

    def __str__(self) -> str:
        return f"stations of file {self.file_id}"


class Station(models.Model):
    """One cast, series, path or sample of a published file; ``number`` counts them within the file from 1.

    Degrees, ``west > east`` goes over the antimeridian; ``begin`` and ``end`` as `repository.stations.shapes.Station`
    writes them, ``first_day`` and ``last_day`` the same as days (``date.toordinal``); metres downwards.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="+", db_index=False)
    file = models.ForeignKey(DataFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=StationKind.choices)
    name = models.CharField(max_length=80, blank=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    begin = models.CharField(max_length=20, blank=True)
    end = models.CharField(max_length=20, blank=True)
    first_day = models.IntegerField(null=True)
    last_day = models.IntegerField(null=True)
    top = models.FloatField(null=True)
    bottom = models.FloatField(null=True)
    observations = models.PositiveIntegerField(default=0)
    variables = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset_id", "file_id", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["file", "number"], name="station_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["dataset", "file", "number"],
                include=["west", "south", "east", "north", "first_day", "last_day", "top", "bottom"],
                name="station_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"station {self.number} of file {self.file_id}"
