"""The report as one document: sixteen requirements over one state of the database. The same state gives the same."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from config.trust.counting import events
from config.trust.dossier import Dossier, Period
from config.trust.requirements import EDITION, REQUIREMENTS

SCHEMA: Final = "varve-trust-report-1"


def compose(period: Period) -> dict[str, Any]:
    """What happened within a period and how things stand, all read in one snapshot of the database."""
    with transaction.atomic():
        if _is_outermost():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        seen = events(period)
        dossiers = [_gathered(number, period, seen) for number in range(len(REQUIREMENTS))]
    return {
        "schema": SCHEMA,
        "requirements_edition": EDITION,
        "repository": {"name": settings.SITE_NAME, "address": settings.SITE_URL},
        "made_on": period.last.isoformat(),
        "period": period.as_json(),
        "requirements": [dossier.as_json() for dossier in dossiers],
        "missing": sum(len(dossier.missing) for dossier in dossiers),
    }


def _gathered(number: int, period: Period, seen: Mapping[str, int]) -> Dossier:
    code, title, gather = REQUIREMENTS[number]
    dossier = Dossier(code, title, period, seen)
    gather(dossier)
    return dossier


def _is_outermost() -> bool:
    """Whether no transaction was open before: only its first statement can say what it sees."""
    return len(connection.savepoint_ids) == 0
