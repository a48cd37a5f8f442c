"""What somebody wants to be told and when, what is told once a day, and whether the mail server takes mail."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.event import LifecycleEvent
from repository.models.person import Person


class When(models.TextChoices):
    """How soon a notice goes out."""

    NOW = "now", _("at once")
    DAILY = "daily", _("once a day, in one mail")
    NEVER = "never", _("not by mail")


class NotificationChoice(models.Model):
    """When a person wants notices of one kind (``repository.notifications.kinds``); without a row its default holds."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notification_choices")
    kind = models.CharField(max_length=40)
    when = models.CharField(max_length=8, choices=When.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "kind"], name="notification_choice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.when}"


class Digest(models.Model):
    """The one mail of a day (UTC) for one person; its lines go once it is sent."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"digest {self.pk}"


class DigestLine(models.Model):
    """One notice that waits for the mail of the day: what a letter's subject says, and where to read it.

    The text of the letter is never kept: who may not read it any more when the mail goes out learns nothing from it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digest_lines")
    digest = models.ForeignKey(Digest, null=True, blank=True, on_delete=models.CASCADE, related_name="lines")
    event = models.ForeignKey(LifecycleEvent, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.TextField()
    address = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "event", "kind"], name="digest_line_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"


class MailServer(models.Model):
    """The mail server as all workers see it; one row.

    ``away_since``: it has taken no mail since then, tried ``tries`` times, next at ``next_try``. ``spent_until``: up to
    where the pace of mails (MAIL_A_MINUTE) is used up.
    """

    away_since = models.DateTimeField(null=True, blank=True)
    next_try = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    spent_until = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return "mail server"
