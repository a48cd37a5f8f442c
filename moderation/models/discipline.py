"""What the moderators' room keeps about a discipline, beside what the spine says of it."""

from typing import ClassVar

from django.db import models

from repository.models import Pole


class Discipline(models.Model):
    """How a discipline reviews. One without a row reviews as the defaults say (`queries.disciplines.discipline_of`)."""

    pole = models.OneToOneField(Pole, on_delete=models.CASCADE, related_name="discipline")
    target_days = models.PositiveSmallIntegerField(default=5)
    """Working days within which a submission should be answered."""
    needs_second_pair = models.BooleanField(default=False)
    """Whether an acceptance that one moderator proposes is confirmed by another."""
    corrections_need_review = models.BooleanField(default=True)
    """Whether it reads every correction of what is public: minor ones too, and where another discipline decides."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="discipline_target_in_a_year", condition=models.Q(target_days__gte=1, target_days__lte=250)
            ),
        ]

    def __str__(self) -> str:
        return f"discipline {self.pole_id}"
