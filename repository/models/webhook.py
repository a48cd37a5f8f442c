"""Programs that are told by a signed request when a dataset becomes public, changes or is withdrawn."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.person import Person, Pole


class WebhookEvent(models.TextChoices):
    """What can be told."""

    PUBLISHED = "dataset.published", _("A dataset becomes public")
    UPDATED = "dataset.updated", _("A public dataset gets a new layer, or its description is corrected")
    WITHDRAWN = "dataset.withdrawn", _("A dataset is withdrawn")


class WebhookScope(models.TextChoices):
    """Which datasets it is told about."""

    OWN = "own", _("Datasets that you write")
    WATCHED = "watched", _("Datasets that you watch")
    POLE = "pole", _("All datasets of a discipline")


class Webhook(models.Model):
    """One address that is called. Its secret is made from ``key`` and ``issue`` by the key of the site, and not kept.

    ``failing_since``: no call succeeded since then, the next is tried at ``next_try``; after days of that it is
    ``disabled_at``.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=500)
    events = ArrayField(models.CharField(max_length=20, choices=WebhookEvent.choices))
    scope = models.CharField(max_length=8, choices=WebhookScope.choices)
    pole = models.ForeignKey(Pole, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    issue = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(default=timezone.now)
    failing_since = models.DateTimeField(null=True, blank=True)
    next_try = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"webhook {self.pk}"

    @property
    def lane(self) -> str:
        """One call at a time."""
        return f"webhook:{self.pk}"


class WebhookAttempt(models.Model):
    """One call: what was told, how it ended. ``status`` is empty where no answer came; the newest fifty are kept."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="attempts")
    event = models.UUIDField()
    type = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"attempt {self.pk}"
