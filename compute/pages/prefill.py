"""What a new form holds: the area, period and variables of a dataset, the inputs of a job, else the defaults."""

from typing import Any, Final

from compute.models import Job
from compute.pages.controls import kind_of, shown
from compute.processes.base import Known, Process
from compute.processes.boxes import CRS84
from repository.maps.box import Box, hull, regular, wrap
from repository.models import Dataset
from repository.queries.landing_words import said
from repository.record.canonical import parse
from repository.record.dates import DeepTime, first_day, last_day
from repository.record.model import Record

Area = tuple[float, float, float, float]
_ROUND: Final = 359.9
_AROUND: Final = 0.5


def record_of(dataset: Dataset) -> Record | None:
    """What is published of it."""
    return parse(bytes(dataset.current_version.document)) if dataset.current_version else None


def title_of(dataset: Dataset) -> tuple[str, str]:
    """Its published title and the language it is in."""
    record = record_of(dataset)
    words = said(record.title, record) if record else None
    return (words.text, words.lang) if words else (dataset.suffix, "")


def known_of(dataset: Dataset) -> Known:
    """What its record says of place, time, depths and variables."""
    record = record_of(dataset)
    if record is None:
        return Known()
    names = (each.standard_name or each.name for each in record.variables)
    return Known(_area(record), _days(record), _depths(record), tuple(dict.fromkeys(names)))


def _area(record: Record) -> Area | None:
    """The smallest box around all boxes; around a place without extent half a degree each way."""
    boxes = record.place.boxes if record.place else ()
    parts = [part for box in boxes if (part := regular(Box(box.west, box.south, box.east, box.north))) is not None]
    if not parts:
        return None
    whole = hull(parts)
    if whole.width >= _ROUND:
        return -180.0, whole.south, 180.0, whole.north
    wide, tall = (0.0 if size else _AROUND for size in (whole.width, whole.north - whole.south))
    west, east = (round(wrap(each), 6) for each in (whole.west - wide, whole.west + whole.width + wide))
    return west, max(-90.0, whole.south - tall), 180.0 if east == -180 else east, min(90.0, whole.north + tall)


def _days(record: Record) -> tuple[str, str] | None:
    """The first and the last day; while it grows, the last one is that of its end so far."""
    periods = record.time.periods if record.time else ()
    begins = [each.begin for each in periods if each.begin is not None and not isinstance(each.begin, DeepTime)]
    ends = [each.end or each.begin for each in periods]
    ends_ = [each for each in ends if each is not None and not isinstance(each, DeepTime)]
    if not begins or not ends_:
        return None
    return min(first_day(each) for each in begins).isoformat(), max(last_day(each) for each in ends_).isoformat()


def _depths(record: Record) -> tuple[float, float] | None:
    down = [each for each in record.vertical if each.positive == "down"]
    return (min(each.minimum for each in down), max(each.maximum for each in down)) if down else None


def filled(process: Process, known: Known) -> dict[str, list[str]]:
    """The form of a process for data of which this is known."""
    values: dict[str, Any] = {
        name: spec.schema["default"] for name, spec in process.inputs.items() if "default" in spec.schema
    }
    for name, spec in process.inputs.items():
        if spec.min_occurs and kind_of(spec) == "box" and known.area:
            values[name] = {"bbox": list(known.area), "crs": CRS84}
        if spec.min_occurs and kind_of(spec) == "period" and known.days:
            values[name] = {"start": known.days[0], "end": known.days[1]}
    return _as_form(process, values | dict(process.suggest(known)))


def filled_from(process: Process, job: Job, references: dict[str, list[str]]) -> dict[str, list[str]]:
    """The form as it was when this job was asked for; ``references``: its files as tokens, by input."""
    given = {name: value for name, value in job.inputs.items() if name in process.inputs}
    return _as_form(process, given) | {f"in-{name}": tokens for name, tokens in references.items()}


def _as_form(process: Process, values: dict[str, Any]) -> dict[str, list[str]]:
    form: dict[str, list[str]] = {}
    for name, value in values.items():
        form |= shown(name, process.inputs[name], value)
    return form
