"""How many observations of one file belong to a request, and where they are missing, what is near: before any job.

Called in a confined process on one file (`repository.inspection.apart.read_apart`); answers numbers, never a sentence.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from compute.observations.reading import read as read_observations
from compute.observations.table import Observations
from compute.processes.divand.choosing import Choice, nearest
from compute.processes.divand.request import Request
from compute.refusals import DataRefused
from repository.inspection.reading import Reading

FORMAT: Final = "observations"
MOST: Final = 5_000_000


def read(path: Path, *, name: str, media_type: str, inputs: Mapping[str, Any]) -> Reading:
    """`all`: of the variable; `chosen`: that belong to the request; `near`: by condition, what fails it alone."""
    request = Request.of(inputs)
    try:
        table = read_observations(
            path, media_type, variable=inputs["variable"], columns=inputs.get("columns"), sha256="0" * 64, most=MOST
        )
    except DataRefused as error:
        return Reading(
            format=FORMAT, facts={"all": 0, "chosen": 0, "refused": [each.as_json(_short) for each in error.said]}
        )
    tests = request.choice.tests(table)
    chosen = int(np.logical_and.reduce(list(tests.values())).sum())
    near = _near(table, request.choice, tests) if not chosen else {}
    return Reading(format=FORMAT, facts={"all": len(table), "chosen": chosen, "near": near})


def _short(text: str) -> str:
    return text[:200]


def _near(table: Observations, choice: Choice, tests: Mapping[str, Any]) -> dict[str, Any]:
    """What there is instead, by the one condition that is not met; of all together where there is none such."""
    found = {}
    for condition in tests:
        others = np.logical_and.reduce([met for other, met in tests.items() if other != condition])
        some = table.where(others & ~tests[condition])
        if len(some):
            found[condition] = {"count": len(some), **_told(condition, some, choice)}
    if found:
        return found
    failed = [condition for condition, met in tests.items() if not met.all()]
    return {
        condition: {"count": int((~tests[condition]).sum()), **_told(condition, table.where(~tests[condition]), choice)}
        for condition in failed
    }


def _told(condition: str, some: Observations, choice: Choice) -> dict[str, Any]:
    if condition == "area":
        lon, lat, km = nearest(some, choice)
        return {"lon": round(lon, 4), "lat": round(lat, 4), "km": round(km)}
    if condition == "depth":
        depth = np.nan_to_num(some.depth)
        return {"low": float(depth.min()), "high": float(depth.max())}
    if condition == "period":
        known = some.time[~np.isnat(some.time)]
        return {"low": str(known.min().astype("M8[D]")), "high": str(known.max().astype("M8[D]"))} if len(known) else {}
    if condition == "quality":
        return {"flags": "".join(sorted({flag.decode() for flag in some.qc}))[:20]}
    good = some.value[np.isfinite(some.value)]
    return {"low": float(good.min()), "high": float(good.max())} if len(good) else {}
