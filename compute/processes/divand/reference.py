"""What is taken from the values before an analysis and put back after: nothing, their mean, or their mean profile."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from compute.processes.divand.analysis import analysis
from compute.processes.divand.grid import Floats, rectangular

ReferenceName = Literal["none", "mean", "profile"]
NAMES: Final[tuple[ReferenceName, ...]] = ("none", "mean", "profile")
_PROFILE_NOISE: Final = 10.0
"""Of a value about the mean of its depth: one observation says little of a mean."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One number for each depth; `depths` has one where there are no layers."""

    depths: Floats
    values: Floats

    def at(self, depth: Floats) -> Floats:
        """At these depths, linearly between, the end's number beyond."""
        return np.asarray(np.interp(depth, self.depths, self.values))


def reference_of(
    name: ReferenceName, depths: Floats, depth: Floats, values: Floats, *, lengths: Floats, weights: Floats
) -> Reference:
    """From the observations of one time; `lengths` vertical, one a depth; `weights` relative ones of observations.

    A profile is an analysis along the vertical alone, as if the horizontal length were endless.
    """
    if name == "none" or not len(values):
        return Reference(depths, np.zeros(len(depths)))
    mean = float(np.average(values, weights=weights))
    if name == "mean" or len(depths) < 2:
        return Reference(depths, np.full(len(depths), mean))
    wet, steps, axes = rectangular(depths)
    noise = _PROFILE_NOISE / np.maximum(weights / weights.max(), 1e-6)
    made = analysis(wet, steps, axes, (depth,), values - mean, (lengths,), noise)
    return Reference(depths, mean + made.field)
