"""What files hold for a request, before any job: read apart, within bounds, remembered by what was read and asked."""

import hashlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from django.core.cache import cache

from compute.models import JobInput
from compute.processes.base import Process
from compute.processes.inputs import canonical_inputs
from compute.services.submitting import process_of
from compute.staging import References, bytes_of
from repository.inspection.apart import Limits, read_apart
from repository.models import Person

MOST_FILES: Final = 8
MOST_BYTES: Final = 64_000_000
"""Of all files together: reading more would keep who asks waiting."""
LIMITS: Final = Limits(seconds=60, cpu_seconds=15, memory=1_000_000_000, answer=100_000)
KEPT_S: Final = 86_400
PATIENCE_S: Final = 2.0
MOST_S: Final = 60.0
"""Of all files together, from the first to the last."""
AT_ONCE: Final = BoundedSemaphore(2)
"""So many files are looked into at a time by one process of the site; who comes third is told nothing."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was found: ``all`` observations of the variable, ``chosen`` that belong to the request.

    ``near``: by condition, what there is instead; ``refused``: why files could not be used, as
    ``compute.refusals.Said`` in JSON.
    """

    all: int = 0
    chosen: int = 0
    near: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: tuple[dict[str, Any], ...] = ()


def look(*, process_id: str, given: Any, actor: Person) -> Sight | None:
    """Raises as `submit_job`; None where it cannot be told cheaply, or the process does not count."""
    process, references = process_of(process_id), References(actor)
    inputs = canonical_inputs(process, references.expect(given), files=references)
    files = [one for one in references.found if one.name == _counted(process)]
    if not files or len(files) > MOST_FILES or sum(one.size for one in files) > MOST_BYTES:
        return None
    question = {name: value for name, value in inputs.items() if not process.inputs[name].media_types}
    told, end = [], time.monotonic() + MOST_S
    for one in files:
        found = _told(process, one, question) if time.monotonic() < end else None
        if found is None:
            return None
        told.append(found)
    return _together(told)


def _counted(process: Process) -> str:
    """The first input that takes files, where the process counts at all."""
    names = (name for name, spec in process.inputs.items() if spec.media_types)
    return next(names, "") if process.counts_with else ""


def _told(process: Process, one: JobInput, question: dict[str, Any]) -> dict[str, Any] | None:
    asked = json.dumps([process.id, process.version, one.sha256, question], sort_keys=True)
    key = f"compute-look:{hashlib.sha256(asked.encode()).hexdigest()}"
    kept: dict[str, Any] | None = cache.get(key)
    if kept is None:
        with bytes_of(one.file) as path:
            kept = _read(process, Path(path), one, question)
        if kept is not None:
            cache.set(key, kept, KEPT_S)
    return kept


def _read(process: Process, path: Path, one: JobInput, question: dict[str, Any]) -> dict[str, Any] | None:
    more = {"media_type": one.file.media_type, "inputs": question}
    if not AT_ONCE.acquire(timeout=PATIENCE_S):
        return None
    try:
        reading = read_apart(process.counts_with, path, name=one.path, limits=LIMITS, asked=more)
    finally:
        AT_ONCE.release()
    facts = dict(reading.facts)
    return facts if reading.format and isinstance(facts.get("chosen"), int) else None


def _together(told: list[dict[str, Any]]) -> Sight:
    """Several files as one."""
    near: dict[str, dict[str, Any]] = {}
    for each in told:
        for condition, found in each.get("near", {}).items():
            near[condition] = _joined(near[condition], found) if condition in near else dict(found)
    refused = tuple(one for each in told for one in each.get("refused", ()))
    chosen = sum(each["chosen"] for each in told)
    return Sight(sum(each["all"] for each in told), chosen, {} if chosen else near, refused)


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    if "km" in one and "km" in other:
        nearer = min((one, other), key=lambda each: each["km"])
        return {**nearer, "count": one["count"] + other["count"]}
    joined: dict[str, Any] = {"count": one["count"] + other["count"]}
    for end, chosen in (("low", min), ("high", max)):
        ends = [each[end] for each in (one, other) if end in each]
        joined |= {end: chosen(ends)} if ends else {}
    flags = sorted({*one.get("flags", ""), *other.get("flags", "")})
    return joined | ({"flags": "".join(flags)} if flags else {})
