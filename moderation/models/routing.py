"""The rule books, what depositors answer, and what the rules said of each submitted version."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from moderation.models.review import Review
from repository.models import Dataset, Person, RecordVersion


class RuleBook(models.Model):
    """One version of the rules of scope, never changed; the newest is in force. Without a row the first book is."""

    version = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    """JSON as it was written, with its order and blanks."""
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]

    def __str__(self) -> str:
        return f"rule book {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Versions are written once."""
        if not self._state.adding:
            raise TypeError("a rule book is immutable")
        super().save(*args, **kwargs)


class ScopeAnswer(models.Model):
    """What a depositor answers to a question of the rules about a dataset; the last answer counts."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="scope_answers")
    question = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "question"], name="scope_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class Routing(models.Model):
    """What the rules said of one submitted version, with the book and the answers that they used. Written once.

    ``deciding`` is the code of the discipline that decides; ``result`` is `moderation.rules.routing.RoutingResult`.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="routings")
    record_version = models.OneToOneField(RecordVersion, on_delete=models.PROTECT, related_name="routing")
    book_version = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    result = models.JSONField()
    deciding = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"routing of {self.record_version_id} by book {self.book_version}"
