"""Which days an embargo may end on."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from repository.models import Dataset
from repository.templatetags.formatting import day_text


class DayFault(NamedTuple):
    """Why an embargo may not end on a day."""

    code: str
    sentence: str


def latest_day(dataset: Dataset) -> date:
    """The last day that an embargo may end on: EMBARGO_DAYS_MOST after the first publication, or after today."""
    begin = dataset.first_published or datetime.now(UTC).date()
    return begin + timedelta(days=settings.EMBARGO_DAYS_MOST)


def fault_of_day(dataset: Dataset, day: date) -> DayFault | None:
    """Why an embargo may not end on ``day``; ``None`` where it may."""
    if day <= datetime.now(UTC).date():
        words = _("%(typed)s has come already: choose a later day, or open access.")
        return DayFault(code="embargo-date-past", sentence=words % {"typed": day.isoformat()})
    if day > latest_day(dataset):
        words = _("The files of a dataset may stay closed until %(day)s at most: choose that day or an earlier one.")
        return DayFault(code="embargo-date-far", sentence=words % {"day": day_text(latest_day(dataset))})
    return None
