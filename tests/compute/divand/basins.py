"""Small seas with islands and observations, drawn from frozen random numbers."""

import numpy as np

from compute.processes.divand.grid import Flags, Floats, rectangular

Basin = tuple[Flags, tuple[Floats, ...], tuple[Floats, ...]]


def basin(*cells: int, land: float = 0.1, seed: int = 7) -> Basin:
    """A box from 0 to 1 along each dimension with scattered cells of land."""
    wet, pm, xi = rectangular(*[np.linspace(0, 1, count) for count in cells])
    return np.random.RandomState(seed).rand(*wet.shape) > land, pm, xi


def seen(n: int, count: int, seed: int = 11) -> tuple[Floats, Floats]:
    """Places (dimensions by observations) and noisy values there."""
    drawn = np.random.RandomState(seed)
    places = drawn.rand(n, count)
    return places, np.sin(6 * places).sum(axis=0) + 0.3 * drawn.standard_normal(count)
