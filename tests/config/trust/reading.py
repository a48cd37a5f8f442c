"""Asking a report for one of its facts, as its readers do."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from config.trust.dossier import Period
from config.trust.report import compose


def report(*, since: date | None = None, on: date | None = None) -> dict[str, Any]:
    """The report of the last year, or of other days."""
    last = on or timezone.now().date()
    return compose(Period(since or last - timedelta(days=365), last))


def fact(document: dict[str, Any], code: str, what: str) -> dict[str, Any]:
    """The one fact of a requirement that begins so."""
    found = [each for each in part(document, code)["evidence"] if each["what"].startswith(what)]
    assert len(found) == 1, (what, [each["what"] for each in part(document, code)["evidence"]])
    return dict(found[0])


def missing(document: dict[str, Any], code: str) -> str:
    """What a requirement lacks, as one text."""
    return "\n".join(part(document, code)["missing"])


def part(document: dict[str, Any], code: str) -> dict[str, Any]:
    """One requirement."""
    return next(each for each in document["requirements"] if each["code"] == code)
