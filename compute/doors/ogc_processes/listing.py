"""The list of one's jobs: which, in what order, and where the next page begins (OGC 18-062r2, clause 11)."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone

from compute.doors.ogc_processes.links import at
from compute.doors.ogc_processes.refused import invalid
from compute.models import Job
from compute.states import LIVE, OGC, JobState

USUAL: Final = 10
MOST: Final = 1_000
_STATUSES: Final = frozenset(OGC.values())
_WHOLE: Final = re.compile(r"\d{1,9}", re.ASCII)
_LAST: Final = datetime.max.replace(tzinfo=UTC) - timedelta(seconds=1)
_NAMES: Final = ("type", "processID", "status", "datetime", "minDuration", "maxDuration", "limit", "cursor")


def limit_of(query: QueryDict) -> int:
    """Entries of a page: at most `MOST`, whoever asks for more gets so many. Raises Unanswered."""
    return min(_whole(query, "limit", least=1) or USUAL, MOST)


def selected(jobs: QuerySet[Job], query: QueryDict) -> QuerySet[Job]:
    """The jobs that are asked for, newest first, from the cursor on. Raises Unanswered."""
    if (types := _listed(query, "type")) and "process" not in types:
        return jobs.none()
    if processes := _listed(query, "processID"):
        jobs = jobs.filter(process__in=processes)
    if statuses := _listed(query, "status"):
        jobs = jobs.filter(state__in=_states(statuses))
    if said := query.get("datetime", ""):
        jobs = jobs.filter(_within(said))
    return _after(_lasting(jobs, query), query).order_by("-created", "id")


def next_of(query: QueryDict, last: Job) -> str:
    """The address of the page after a job."""
    kept = [(name, value) for name in _NAMES[:-1] for value in query.getlist(name)]
    return f"{at('jobs')}?{urlencode([*kept, ('cursor', f'{last.created.isoformat()}~{last.pk}')])}"


def _listed(query: QueryDict, name: str) -> list[str]:
    found = [part.strip() for value in query.getlist(name) for part in value.split(",")]
    if any("\x00" in part for part in found) or len(found) > 100:
        raise invalid(name, "list", f"{name}: at most 100 values, with commas.")
    return [part for part in found if part]


def _states(statuses: Iterable[str]) -> list[JobState]:
    if unknown := set(statuses) - _STATUSES:
        words = f"status: {', '.join(sorted(_STATUSES))}; not {min(unknown)[:40]}."
        raise invalid("status", "enum", words)
    return [state for state in JobState if OGC[state] in statuses]


def _whole(query: QueryDict, name: str, *, least: int = 0) -> int | None:
    said = query.get(name)
    if said is None:
        return None
    if not _WHOLE.fullmatch(said) or int(said) < least:
        raise invalid(name, "minimum", f"{name}: a whole number from {least} on.")
    return int(said)


def _within(said: str) -> Q:
    """Created at a moment, or between two; `..` or nothing is open (RFC 3339)."""
    begin, stroke, end = said.partition("/")
    if not stroke:
        first = _moment(begin)
        return Q(created__gte=first, created__lt=min(first, _LAST) + timedelta(seconds=1))
    found = Q()
    if begin not in ("", ".."):
        found &= Q(created__gte=_moment(begin))
    if end not in ("", ".."):
        found &= Q(created__lte=_moment(end))
    return found


def _moment(said: str) -> datetime:
    try:
        when = datetime.fromisoformat(said)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return when.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        words = "datetime: a moment as 2026-11-22T09:00:00Z, or two with a stroke between them; .. is open."
        raise invalid("datetime", "date-time", words) from error


def _lasting(jobs: QuerySet[Job], query: QueryDict) -> QuerySet[Job]:
    """By how long a job ran, or runs by now; one that has not begun has no duration."""
    least, most = _whole(query, "minDuration"), _whole(query, "maxDuration")
    if least is None and most is None:
        return jobs
    now = Value(timezone.now(), output_field=DateTimeField())
    length = ExpressionWrapper(Coalesce("ended", now) - Coalesce("started", "created"), output_field=DurationField())
    jobs = jobs.exclude(state__in=LIVE, started__isnull=True).annotate(length=length)
    if least is not None:
        jobs = jobs.filter(length__gte=timedelta(seconds=least))
    return jobs if most is None else jobs.filter(length__lte=timedelta(seconds=most))


def _after(jobs: QuerySet[Job], query: QueryDict) -> QuerySet[Job]:
    said = query.get("cursor")
    if said is None:
        return jobs
    try:
        moment, _mark, key = said.partition("~")
        created, pk = datetime.fromisoformat(moment), UUID(key)
        created = created.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise invalid("cursor", "cursor", "cursor: take the address that the link `next` gives.") from error
    return jobs.filter(Q(created__lt=created) | Q(created=created, id__gt=pk))
