"""Who wants to know when a public dataset changes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from repository.models.dataset import Dataset
from repository.models.person import Person


class Watch(models.Model):
    """One reader of one dataset: somebody with an account, or an address that confirmed by a link that it wants this.

    ``key`` is in the links of its mails; ``asked_at``: when an address was last sent the link that confirms.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="watches")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="watches")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="en")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="watch_has_one_reader",
                condition=models.Q(person__isnull=False, email="")
                | (models.Q(person__isnull=True) & ~models.Q(email="")),
            ),
            models.UniqueConstraint(fields=["dataset", "person"], name="watch_once_a_person"),
            models.UniqueConstraint(
                "dataset", Lower("email"), condition=~models.Q(email=""), name="watch_once_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"watch {self.pk}"
