"""What another discipline, or a group of experts, thinks of one submitted version."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models.review import Review
from repository.models import Person, RecordVersion


class OpinionView(models.TextChoices):
    """What an opinion can say."""

    FAVOURABLE = "favourable", _("favourable")
    CHANGES = "changes", _("needs changes")
    UNFAVOURABLE = "unfavourable", _("unfavourable")


class Opinion(models.Model):
    """One opinion that was asked for about one submitted version, and what came of it.

    Asked of a discipline (``pole``), or of a group of experts on behalf of the discipline ``pole`` (``group``); by a
    rule, or by the moderator ``asked_by``. Given once: ``view``, ``reason``, ``person``. Of a required one the
    discipline that decides may say why it does not wait (``waived_reason``); that is kept.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="opinions")
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="opinions")
    pole = models.CharField(max_length=40)
    group = models.CharField(max_length=60, blank=True)
    group_en = models.CharField(max_length=1000, blank=True)
    group_fr = models.CharField(max_length=1000, blank=True)
    required = models.BooleanField(default=False)
    why_en = models.TextField(blank=True)
    why_fr = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    view = models.CharField(max_length=12, choices=OpinionView.choices, blank=True)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record_version", "pole", "group"], name="opinion_asked_once"),
            models.CheckConstraint(
                name="opinion_given_is_whole",
                condition=models.Q(view="", person__isnull=True, given_at__isnull=True)
                | (~models.Q(view="") & models.Q(person__isnull=False, given_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="opinion_waived_says_why",
                condition=models.Q(waived_by__isnull=True) | ~models.Q(waived_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"opinion of {self.group or self.pole} on {self.record_version_id}"

    @property
    def is_given(self) -> bool:
        """Whether it was given."""
        return bool(self.view)

    @property
    def holds_up(self) -> bool:
        """Whether an acceptance waits for it."""
        return self.required and not self.view and self.waived_by_id is None

    def why(self, language: str) -> str:
        """Why it is asked for: the rule's sentence, or the words of who asked."""
        return self.why_fr if language.lower().startswith("fr") else self.why_en
