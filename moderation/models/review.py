"""A review: the rounds between submission and final decision, what the checks found, and who has read what."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from moderation.sentences import INTERNAL
from repository.models import Dataset, Person, RecordVersion


class Review(models.Model):
    """One dataset in the moderators' hands, from its first submission to a final decision.

    Each submission is a round and names the record version to decide on. A dataset has one open review at most; a
    request for changes leaves it open, a final decision or a take-back closes it.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="reviews")
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField(default=1)
    is_correction = models.BooleanField(default=False)
    """Whether the dataset was public when it was submitted: readers see the record of before meanwhile."""
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    assignee = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The moderator who accompanies it; nobody until somebody takes it."""
    assigned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dataset"], condition=models.Q(closed_at__isnull=True), name="review_one_open_per_dataset"
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk} of {self.dataset_id}"

    @property
    def is_open(self) -> bool:
        """Whether remarks can still be written in it."""
        return self.closed_at is None


class ReviewFinding(models.Model):
    """One finding of the automatic checks about one submitted version, in both languages."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="findings")
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=500, blank=True)
    severity = models.CharField(max_length=8)
    code = models.CharField(max_length=60)
    english = models.TextField()
    french = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "record_version", "position"], name="review_finding_position"),
        ]

    def __str__(self) -> str:
        return f"{self.code} at {self.path or 'the record'}"

    @property
    def is_internal(self) -> bool:
        """Whether only moderators may read it."""
        return self.code in INTERNAL

    def message(self, language: str) -> str:
        """The sentence in French for `fr` and its regions, else in English."""
        return self.french if language.lower().startswith("fr") else self.english


class Reading(models.Model):
    """A moderator looked at a version: what they are shown of the next one are the changes since."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "person", "record_version"], name="reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.record_version_id}"
