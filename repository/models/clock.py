"""What the scheduler's clock said last, so that one that jumps opens no file."""

from typing import ClassVar

from django.db import models


class ClockLook(models.Model):
    """One row. ``sure_at``: the moment that looks agreed on last; ``other_at``: one that nobody has confirmed yet."""

    sure_at = models.DateTimeField()
    other_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="clock_look_is_one_row", condition=models.Q(pk=1)),
        ]

    def __str__(self) -> str:
        return f"clock {self.sure_at.isoformat()}"
