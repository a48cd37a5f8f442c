"""What reading the files of drafts gave, and what people answered to the values that the files propose."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.dataset import Dataset
from repository.models.layer import DataFile
from repository.models.person import Person


class Gravity(models.IntegerChoices):
    """How grave the worst problem of a file is."""

    NONE = 0
    INFO = 1
    WARNING = 2
    ERROR = 3


class Inspection(models.Model):
    """One file read for what it says of itself; not read yet while ``read_at`` is null.

    ``reading``: a ``repository.inspection.reading.Reading`` as JSON; null where the bytes were gone by then.
    ``readers``: the version of the readers that read it. ``seconds``: how long they took.
    """

    file = models.OneToOneField(DataFile, on_delete=models.CASCADE, related_name="inspection")
    reading = models.JSONField(null=True, blank=True)
    readers = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    has_proposals = models.BooleanField(default=False)
    gravity = models.PositiveSmallIntegerField(choices=Gravity.choices, default=Gravity.NONE)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="inspection_waiting", condition=models.Q(read_at__isnull=True)),
            models.Index(fields=["file"], name="inspection_troubled", condition=models.Q(gravity__gt=0)),
        ]

    def __str__(self) -> str:
        return f"reading of file {self.file_id}"


class ProposalAnswer(models.Model):
    """What a person did with the value that the files propose for one field of a dataset.

    ``mark`` names what was proposed; ``value`` is what was put into the draft (used), ``before`` what the top-level
    field of the dataset's own draft held until then, null for nothing: undoing puts it back.
    """

    class Kind(models.TextChoices):
        """What was answered."""

        USED = "used"
        REFUSED = "refused"

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="proposal_answers")
    field = models.CharField(max_length=60)
    """The path of the field with slashes, such as ``time/periods``."""
    kind = models.CharField(max_length=8, choices=Kind.choices)
    mark = models.CharField(max_length=32)
    value = models.JSONField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset_id", "field"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "field"], name="proposal_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.dataset_id}: {self.kind}"
