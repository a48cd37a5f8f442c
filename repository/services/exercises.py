"""Noting what was exercised: commands that act on the whole repository leave a row of how they ended."""

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from repository.models import Exercise, ExerciseKind

logger = logging.getLogger(__name__)


def note_exercise(kind: ExerciseKind, *, began_at: datetime, is_well: bool, figures: dict[str, Any]) -> None:
    """Write one row. A database that does not take it is told in the log: the exercise itself has ended as it has."""
    try:
        with transaction.atomic():
            Exercise.objects.create(kind=kind, began_at=began_at, is_well=is_well, figures=figures)
    except DatabaseError:
        logger.warning("exercise.unnoted kind=%s", kind.value, exc_info=True)
        return
    logger.info("exercise.noted kind=%s well=%s", kind.value, is_well)
