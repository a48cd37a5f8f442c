"""Another wording that a moderator suggests for one place of the record; the depositor takes it over or refuses it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models.review import Review
from repository.models import Dataset, Person, RecordVersion


class Suggestion(models.Model):
    """One value for one place. ``pointer`` is a JSON Pointer (RFC 6901) into the record: ``/title/en``.

    A last step ``-`` stands for one more entry of a list. ``before`` is what stood there in the version read, null
    for nothing. Rows are never deleted: what was suggested and answered stays.
    """

    class State(models.TextChoices):
        """Whose word was the last."""

        OPEN = "open", _("suggested")
        ACCEPTED = "accepted", _("taken over")
        REFUSED = "refused", _("not taken over")
        WITHDRAWN = "withdrawn", _("withdrawn")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="suggestions")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="suggestions")
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="+")
    pointer = models.CharField(max_length=500)
    before = models.JSONField(null=True, blank=True)
    value = models.JSONField()
    note = models.TextField(blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    laid_at = models.CharField(max_length=500, blank=True)
    """Where it was put when it was taken over: rows may have moved since the version it was suggested for."""

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="suggestion_answer_has_a_name",
                condition=models.Q(state="open", answered_by__isnull=True, answered_at__isnull=True)
                | (~models.Q(state="open") & models.Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk} at {self.pointer}"

    @property
    def field(self) -> str:
        """The top-level field of the record."""
        return self.pointer.split("/")[1]
