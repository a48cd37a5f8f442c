"""How much a person may store, and asking for more."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.deposit import Deposit
from repository.models.person import Person


class AllowanceRequest(models.Model):
    """Somebody asks for more room in the deposits of ``person``; one at a time waits for an operator.

    ``wanted_bytes``: what one deposit should take. ``granted_bytes`` is null while it waits and where it was refused.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="allowance_requests")
    deposit = models.ForeignKey(Deposit, on_delete=models.PROTECT, related_name="allowance_requests")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    wanted_bytes = models.BigIntegerField()
    reason = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    granted_bytes = models.BigIntegerField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(answered_at__isnull=True), name="one_open_allowance_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} asks for {self.wanted_bytes} bytes"
