"""What is shown of a published file on its page: made once, by a worker."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.layer import DataFile


class Preview(models.Model):
    """The preview of one file; ``document`` is null where there is nothing to show.

    ``document``: a ``repository.previews.shapes.Preview`` as JSON, but for its positions, which are in ``stations`` as
    [longitude, latitude, name]; ``picture``: the image that goes with it. ``makers``: the version that made it.
    """

    file = models.OneToOneField(DataFile, on_delete=models.CASCADE, related_name="preview")
    document = models.JSONField(null=True, blank=True)
    stations = models.JSONField(null=True, blank=True)
    station_count = models.PositiveIntegerField(default=0)
    picture = models.BinaryField(default=bytes, blank=True)
    picture_type = models.CharField(max_length=40, blank=True)
    picture_sha256 = models.CharField(max_length=64, blank=True)
    makers = models.CharField(max_length=20)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["file"], name="preview_stations", condition=models.Q(station_count__gt=0)),
        ]

    def __str__(self) -> str:
        return f"preview of file {self.file_id}"
