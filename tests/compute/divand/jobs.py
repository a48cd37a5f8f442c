"""Jobs of the process `divand` for tests: observations, inputs with their defaults, a run of all tasks."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from compute.jobdir import make_folders
from compute.processes.base import Artifact, Context
from compute.processes.divand.process import Divand

Row = tuple[float, float, float, str, float]
"""Longitude, latitude, depth, time, value."""
DIVAND = Divand()


def inputs_of(**said: Any) -> dict[str, Any]:
    """As a job has them: every default written out."""
    defaults = {name: each.schema["default"] for name, each in DIVAND.inputs.items() if "default" in each.schema}
    asked = {
        "variable": "sea_water_salinity",
        "bbox": {"bbox": [0, 40, 8, 46], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
        "years": [2000, 2001],
        "step_lon": 0.5,
        "step_lat": 0.5,
    }
    return {**defaults, **asked, **said}


def stations(count: int = 40, *, seed: int = 1, years: Sequence[int] = (2000, 2001)) -> list[Row]:
    """A smooth salinity at random places of the box of `inputs_of`, in January and July."""
    lot = np.random.RandomState(seed)
    lon, lat = lot.uniform(0, 8, count), lot.uniform(40, 46, count)
    value = 35 + np.sin(lon / 2) + 0.5 * np.cos(lat) + 0.02 * lot.randn(count)
    when = [f"{years[i % len(years)]}-{'01' if i % 4 < 2 else '07'}-15T12:00:00" for i in range(count)]
    return [(lon[i], lat[i], 0.0, when[i], value[i]) for i in range(count)]


def job(folder: Path, rows: Sequence[Row], **said: Any) -> Context:
    """A job with these observations staged as a table."""
    make_folders(folder)
    head = "longitude,latitude,depth [m],time,sea_water_salinity [1e-3],station"
    lines = [head, *(",".join([*map(str, row), f"S{number}"]) for number, row in enumerate(rows))]
    path = folder / "in" / "stations.csv"
    path.write_text("\n".join(lines) + "\n")
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    staged = {"path": path.name, "sha256": sha, "bytes": path.stat().st_size, "media_type": "text/csv"}
    return Context(folder, inputs_of(observations=[staged], **said), seed=20201130)


def run(context: Context) -> dict[str, Artifact]:
    """Plan, all tasks, merge."""
    planned = Context(context.folder, context.inputs, context.seed, DIVAND.plan(context))
    for task in planned.tasks:
        planned.out(task.number).mkdir()
        DIVAND.run_task(planned, task)
    planned.out("merge").mkdir()
    return {made.output: made for made in DIVAND.merge(planned)}
