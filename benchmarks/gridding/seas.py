"""The problems that are measured: a sea with a coast and islands, a basin with depth, and what is observed there."""

import numpy as np

from compute.processes.divand.grid import Floats, grid_of, rectangular, stretched
from compute.processes.divand.observing import observe
from compute.processes.divand.operators import background
from compute.processes.divand.solvers.base import Problem

OBSERVATIONS = 5_000
NOISE = 0.1


def sea(cells: int) -> Problem:
    """A square of `cells` by `cells` with a wavy coast and islands, correlation length a twentieth of it."""
    wet, pm, xi = rectangular(*[np.linspace(0, 1, cells)] * 2)
    x, y = np.meshgrid(*xi, indexing="ij")
    wet &= y < 0.93 + 0.05 * np.sin(20 * x)
    for east, north, radius in ((0.8, 0.2, 0.12), (0.3, 0.5, 0.05), (0.55, 0.75, 0.03)):
        wet &= (x - east) ** 2 + (y - north) ** 2 > radius**2
    grid = stretched(grid_of(wet, pm, xi, 0.05), 1.0)
    return Problem(background(grid), None, observe(grid, *observed(2), NOISE))


def basin(cells: int) -> Problem:
    """A cube without land, correlation length a tenth of it."""
    wet, pm, xi = rectangular(*[np.linspace(0, 1, cells)] * 3)
    grid = stretched(grid_of(wet, pm, xi, 0.1), 1.0)
    return Problem(background(grid), None, observe(grid, *observed(3), NOISE))


def observed(dimensions: int, seed: int = 3) -> tuple[list[Floats], Floats]:
    """Places, and noisy values there."""
    drawn = np.random.RandomState(seed)
    places = list(drawn.rand(dimensions, OBSERVATIONS))
    values = np.sin(6 * places[0]) * np.cos(5 * places[1]) + 0.1 * drawn.standard_normal(OBSERVATIONS)
    return places, np.asarray(values)
