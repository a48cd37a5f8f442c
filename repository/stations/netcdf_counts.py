"""How many observations each instance has, and which variables it has values of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from repository.inspection.netcdf.header import Variable
from repository.previews.netcdf_values import FAULTS
from repository.stations.netcdf_instances import Instances
from repository.stations.netcdf_ranges import pieces_of
from repository.stations.shapes import MOST_VARIABLES

_MOST_READ: Final = 60_000_000
"""Values of all variables together that are looked at; the variables after that are taken to be there."""


@dataclass(slots=True)
class Seen:
    """``counts`` (n); ``there`` (variables, n)."""

    counts: Any
    labels: tuple[str, ...]
    there: Any

    def names(self, number: int) -> tuple[str, ...]:
        """The variables of one instance."""
        return tuple(label for label, has in zip(self.labels, self.there[:, number], strict=True) if has)


def seen_in(measured: Sequence[Variable], instances: Instances) -> Seen:
    """Look through what was measured. An observation is one place and moment, however many variables it has."""
    kept = [each for each in measured if _is_counted(each, instances)][:MOST_VARIABLES]
    there = np.zeros((len(kept), instances.count), dtype=bool)
    counts = np.zeros(instances.count, dtype=np.int64)
    left = _MOST_READ
    for place, variable in enumerate(kept):
        left -= variable.size
        try:
            mine = _counted(variable, instances) if left > 0 else None
        except FAULTS:
            mine = np.zeros(instances.count, dtype=np.int64)
        there[place] = mine > 0 if mine is not None else True
        counts = np.maximum(counts, mine) if mine is not None else counts
    return Seen(counts, tuple(each.name for each in kept), there)


def _is_counted(variable: Variable, instances: Instances) -> bool:
    """Whether it is of the instances, and neither counts nor names what belongs to them."""
    is_index = variable.line("sample_dimension") or variable.line("instance_dimension")
    return not is_index and bool(variable.dimensions) and variable.dimensions[0] in instances.owners


def _counted(variable: Variable, instances: Instances) -> Any:
    """How many values each instance has of a variable."""
    owners = instances.owners_of(variable)
    counts = np.zeros(instances.count, dtype=np.int64)
    for start, values in pieces_of(variable):
        mine = owners[start : start + len(values)]
        sums = np.isfinite(values[: len(mine)]).sum(axis=1)
        good = (mine >= 0) & (mine < instances.count)
        counts += np.bincount(mine[good], weights=sums[good], minlength=instances.count).astype(np.int64)
    return counts
