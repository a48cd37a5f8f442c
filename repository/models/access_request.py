"""Who asked for the closed files of a public dataset, and what was answered."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.dataset import Dataset
from repository.models.person import Grant, Person


class AccessState(models.TextChoices):
    """How far a request for files has come."""

    ASKED = "asked", _("the address is not confirmed")
    WAITING = "waiting", _("waits for an answer")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    ENDED = "ended", _("ended")


LIVE = (AccessState.ASKED, AccessState.WAITING, AccessState.GRANTED)
"""One reader has one of these at most for one dataset."""


class AccessRequest(models.Model):
    """One reader, with an account or by a mail address that they confirm, asks for the files of one dataset.

    ``grant``: what lets them have the files, while it lasts; that of an address is a token's. The row goes a year after
    the end; the events stay, without a name.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="access_requests")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="access_requests")
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    language = models.CharField(max_length=5, default="en")
    state = models.CharField(max_length=8, choices=AccessState.choices)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.TextField(blank=True)
    grant = models.OneToOneField(Grant, null=True, blank=True, on_delete=models.SET_NULL, related_name="access_request")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="access_request_has_one_reader",
                condition=models.Q(person__isnull=False, email="")
                | (models.Q(person__isnull=True) & ~models.Q(email="")),
            ),
            models.UniqueConstraint(
                fields=["dataset", "person"],
                condition=models.Q(state__in=["asked", "waiting", "granted"]),
                name="access_once_a_person",
            ),
            models.UniqueConstraint(
                "dataset",
                Lower("email"),
                condition=~models.Q(email="") & models.Q(state__in=["asked", "waiting", "granted"]),
                name="access_once_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"access request {self.pk}"

    @property
    def lane(self) -> str:
        """What happens to one request goes one after another, beside the road of its dataset."""
        return f"accessrequest:{self.pk}"
