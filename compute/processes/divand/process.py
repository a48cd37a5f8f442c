"""The process `divand`: gridded fields with errors from staged files of observations, one task a field or several.

Numbers are imported where they are needed, so that a description costs no SciPy.
"""

import json
from typing import Any, Final

import numpy as np

from compute.processes.base import Artifact, Context, DataRefused, Inputs, Known, Process, Resources, TaskSpec
from compute.processes.divand.described import INPUTS, OUTPUTS

_MB_A_CELL: Final = {2: 0.006, 3: 0.045}
_SECONDS_A_CELL: Final = {2: 0.0004, 3: 0.004}
"""Of one factorisation, on a slow core, with room: see section 5 of the specification."""
_BYTES_A_MB: Final = 300_000
"""Of text, which grows when it is read."""


class Divand(Process):
    """Variational interpolation (Barth et al. 2014, Geosci. Model Dev. 7, 225)."""

    id = "divand"
    version = "1.0.0"
    title = "DIVAnd: gridded fields from observations"
    description = (
        "Interpolates scattered observations to a grid by variational inverse analysis, with a map of the relative "
        "error, after the method of Barth et al. (2014, doi:10.5194/gmd-7-225-2014)."
    )
    keywords = ("interpolation", "climatology", "oceanography", "in situ")
    modes = ("interactive", "systematic", "virtual", "expert")
    inputs = INPUTS
    outputs = OUTPUTS
    counts_with = "compute.processes.divand.counting"

    def suggest(self, known: Known) -> dict[str, Any]:
        """Some forty cells along the longer side, the years and the first depth of the data."""
        from compute.processes.divand.suggesting import suggested

        return suggested(known)

    def check(self, inputs: Inputs) -> None:
        """Areas, axes, periods and limits that make sense."""
        from compute.processes.divand.request import Request

        Request.of(inputs)

    def estimate(self, inputs: Inputs) -> Resources:
        """By the cells of a field; a task holds one at a time."""
        from compute.processes.divand.request import Request

        request = Request.of(inputs)
        tasks = min(len(request.periods), inputs["tasks"])
        fields = -(-len(request.periods) // tasks)
        read = sum(int(staged.get("bytes", 0)) for staged in inputs.get("observations", ()))
        growth = (request.cells / 50_000) ** (1 / 3) if request.dimensions == 3 else 1.0
        seconds = _SECONDS_A_CELL[request.dimensions] * request.cells * max(growth, 1.0) * 3 * fields
        return Resources(
            n_tasks=tasks,
            mem_mb=600 + int(_MB_A_CELL[request.dimensions] * request.cells * max(growth, 1.0) + read / _BYTES_A_MB),
            walltime_s=120 + int(seconds + read / 1_000_000),
            scratch_mb=50 + int(request.cells * len(request.periods) * 40 / 1e6),
            n_input_bytes=read,
        )

    def plan(self, context: Context) -> list[TaskSpec]:
        """Fields shared among tasks in their order; the lengths of all of them are settled here."""
        from compute.processes.divand.request import Request
        from compute.processes.divand.staged import lengths_of, observations_of, wet_of

        request = Request.of(context.inputs)
        wet_of(context, request)
        lengths, told = lengths_of(request, observations_of(context, request), context.seed)
        count, total = min(len(request.periods), context.inputs["tasks"]), len(request.periods)
        bounds = [total * number // count for number in range(count + 1)]
        files = [*context.inputs["observations"], *filter(None, [context.inputs.get("bathymetry")])]
        reads = tuple(staged["path"] for staged in files)
        spec = {"horizontal_m": lengths.horizontal.tolist(), "vertical_m": lengths.vertical.tolist(), "lengths": told}
        return [
            TaskSpec(number, {**spec, "first": bounds[number], "end": bounds[number + 1]}, reads)
            for number in range(count)
        ]

    def run_task(self, context: Context, task: TaskSpec) -> None:
        """Each field of the share becomes a file."""
        from compute.processes.divand.field import Domain, Lengths, field_of
        from compute.processes.divand.request import Request
        from compute.processes.divand.solvers.base import NotSolved
        from compute.processes.divand.staged import observations_of, wet_of

        request = Request.of(context.inputs)
        table = observations_of(context, request)
        lengths = Lengths(np.array(task.spec["horizontal_m"]), np.array(task.spec["vertical_m"]))
        domain = Domain(request, wet_of(context, request), lengths)
        for number in range(task.spec["first"], task.spec["end"]):
            period = request.periods[number]
            found = table.where(period.holds(table.time))
            try:
                made = field_of(domain, found, period)
            except NotSolved as error:
                raise DataRefused(
                    "The field of {period} cannot be solved: {reason}", period=period.said, reason=list(error.said)
                ) from error
            ids = np.array([str(name) for name in found.platform], dtype=str)
            columns = {"lon": request.box.eastward(found.lon), "lat": found.lat, "depth": np.nan_to_num(found.depth)}
            path = context.out(task.number) / f"field-{number:05d}.npz"
            np.savez(path, values=made.values, error=made.error, ids=ids, days=found.days, **columns)
            about: dict[str, Any] = {**made.report, "variable": _variable(found)}
            path.with_suffix(".json").write_text(json.dumps(about, sort_keys=True, allow_nan=False))

    def merge(self, context: Context) -> list[Artifact]:
        """The product by hyperslabs, one field in memory at a time, and the report."""
        from compute.processes.divand.merging import merge

        return merge(self, context)


def _variable(found: Any) -> list[str]:
    """Name, standard name, unit and P01 code of the most frequent variable; blank without observations."""
    if not len(found):
        return []
    variable = found.present[0][0]
    return [variable.name, variable.standard_name, variable.unit, variable.p01]
