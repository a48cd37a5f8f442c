"""Numbers for the report, each counted inside the database: what comes back is as small for a million datasets."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection, models
from django.db.models import Count, Q, QuerySet

from config.trust.dossier import Period
from repository.lifecycle import Standing
from repository.models import Dataset, Exercise, ExerciseKind, LifecycleEvent

MOST_PARTS: Final = 60
"""Parts of a number that are told one by one, the largest first; the rest is summed up as ``others``."""

_FACET: Final = """
    SELECT value, count(*) FROM repository_catalogueentry AS entry
    JOIN repository_dataset AS dataset ON dataset.id = entry.dataset_id AND NOT dataset.is_synthetic,
    LATERAL jsonb_array_elements_text(COALESCE(entry.found_by -> 'facets' -> %s, '[]')) AS told(value)
    WHERE dataset.standing = 'public' GROUP BY value ORDER BY count(*) DESC, value
"""
_COPIES: Final = """
    SELECT copies, count(*) FROM (
        SELECT (SELECT count(DISTINCT replica.store) FROM archive_replica AS replica
            WHERE replica.archiving_id = newest.id AND replica.state = 'verified' AND replica.store = ANY(%s)) AS copies
        FROM repository_dataset AS dataset
        LEFT JOIN LATERAL (SELECT id FROM archive_archiving
            WHERE dataset_id = dataset.id AND kind <> 'events' ORDER BY number DESC LIMIT 1) AS newest ON true
        WHERE dataset.standing <> 'unpublished' AND NOT dataset.is_synthetic) AS counted
    GROUP BY copies ORDER BY copies
"""
_TURNAROUND: Final = """
    SELECT count(*), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
        ORDER BY extract(epoch FROM decision.at - version.created)::float8)
    FROM moderation_decision AS decision
    JOIN repository_recordversion AS version ON version.id = decision.record_version_id
    WHERE decision.at >= %s AND decision.at < %s
"""


def shown() -> QuerySet[Dataset]:
    """What was made public, withdrawn or not; made-up rows of benchmarks are left out everywhere."""
    return Dataset.objects.filter(is_synthetic=False).exclude(standing=Standing.UNPUBLISHED).order_by()


def public() -> QuerySet[Dataset]:
    """What is public now."""
    return shown().filter(standing=Standing.PUBLIC)


def parts(rows: QuerySet[Any], *fields: str) -> dict[str, int]:
    """How many rows have which values of these fields, the most frequent first."""
    counted = rows.order_by().values_list(*fields).annotate(n=Count("pk")).order_by("-n", *fields)
    return _summed([(" / ".join(str(value) for value in values), count) for *values, count in counted.iterator()])


def facet(code: str) -> dict[str, int]:
    """How many public datasets have which value of a facet of the search."""
    return _summed(_asked(_FACET, code))


def copies_by_dataset() -> dict[str, int]:
    """``copies -> datasets``: in how many named stores the newest published state was verified."""
    return {str(copies): count for copies, count in _asked(_COPIES, list(settings.ARCHIVE_REPLICAS))}


def turnaround(period: Period) -> tuple[int, dict[str, float]]:
    """Decisions within a period; hours from the submission to the decision: median, and what nine of ten kept."""
    ((count, found),) = _asked(_TURNAROUND, period.begin, period.end)
    if not found:
        return 0, {}
    return count, {"median_hours": round(found[0] / 3600, 1), "nine_of_ten_hours": round(found[1] / 3600, 1)}


def events(period: Period) -> dict[str, int]:
    """How often what was recorded within a period, by the type of the event."""
    rows = LifecycleEvent.objects.filter(at__range=period.range).exclude(dataset__is_synthetic=True)
    return dict(rows.order_by().values_list("type").annotate(Count("pk")).order_by("type"))


def exercised(kind: ExerciseKind, period: Period) -> tuple[int, dict[str, int | str]]:
    """How often a command was run within a period, with how many ended well, and the last of all, whenever it was."""
    rows = Exercise.objects.filter(kind=kind)
    counted = rows.filter(ended_at__range=period.range).aggregate(
        well=Count("pk", filter=Q(is_well=True)), failed=Count("pk", filter=Q(is_well=False))
    )
    told: dict[str, int | str] = dict(counted)
    last = rows.filter(ended_at__lt=period.end).order_by("-ended_at", "-pk").first()
    if last is not None:
        told["last"] = last.ended_at.date().isoformat()
        told["last_ended"] = "well" if last.is_well else "with faults"
        told |= {f"last_{name}": value for name, value in sorted(last.figures.items()) if isinstance(value, int)}
    return counted["well"] + counted["failed"], told


def newest(rows: QuerySet[Any], field: str) -> str:
    """The day of the newest row; empty where there is none."""
    found: datetime | None = rows.aggregate(newest=models.Max(field))["newest"]
    return found.date().isoformat() if found else ""


def _asked(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _summed(rows: list[tuple[Any, ...]]) -> dict[str, int]:
    told: Mapping[str, int] = {str(value) or "none": count for value, count in rows[:MOST_PARTS]}
    rest = sum(count for _, count in rows[MOST_PARTS:])
    return {**told, **({"others": rest} if rest else {})}
