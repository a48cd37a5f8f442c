"""The one sequence that DOI suffixes, file numbers and fragments come from."""

import uuid

from django.conf import settings
from django.db import connection

SEQUENCE = "repository_number"


def draw_number() -> int:
    """The next number; never given twice, gaps are normal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [SEQUENCE])
        (number,) = cursor.fetchall()[0]
    return int(number)


def draw_suffix() -> str:
    """The next DOI suffix: digits, or a UUID where the setting DOI_SUFFIX_SCHEME says so."""
    if settings.DOI_SUFFIX_SCHEME == "uuid":
        return str(uuid.uuid4())
    return str(draw_number())
