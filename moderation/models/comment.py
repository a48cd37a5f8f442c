"""Remarks about a field or a file, written by moderators and depositors."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from moderation.models.review import Review
from repository.models import Dataset, Person


class Comment(models.Model):
    """One message. Those of one review with the same ``path`` are one thread; an empty path is about the whole.

    ``path`` is a top-level field of the record (`lineage`) or a file (`files/oxygen.csv`). ``private`` ones are read by
    moderators only. ``by_moderator`` keeps the side it was written from, ``by_mail`` that it came as an answer by mail.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="comments")
    path = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_moderator = models.BooleanField()
    text = models.TextField()
    private = models.BooleanField(default=False)
    by_mail = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="comment_private_is_a_moderators",
                condition=models.Q(private=False) | models.Q(by_moderator=True),
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} at {self.path or 'the whole'}"
