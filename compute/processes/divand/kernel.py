"""The covariance that a norm of derivatives stands for: its scale, and what a correlation length means in it.

Barth et al. 2014, Geosci. Model Dev. 7, 225 (sections 2 and 3). Pure numbers: no grid here.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from scipy.optimize import brentq
from scipy.special import binom, gamma, kv

REFERENCE: Final = float(kv(1, 1.0))
"""K_1(1) = 0.6019...: what the covariance in two dimensions, of order two, has fallen to at one correlation length."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """For `dimensions` with a correlation length and derivatives up to `order` in the norm.

    `coefficients` weigh the derivatives 0..order; `scale` (mu) makes the covariance 1 at distance 0 for lengths of 1;
    `length_scale`: distances are multiplied by it, so that a length means the same for every number of dimensions.
    """

    dimensions: int
    order: int
    coefficients: tuple[float, ...]
    scale: float
    length_scale: float

    def __call__(self, distance: float) -> float:
        """The covariance at a distance given in correlation lengths, without boundaries."""
        return _matern(self.order - self.dimensions / 2, distance * self.length_scale)


@cache
def kernel(dimensions: int, order: int | None = None) -> Kernel:
    """The kernel of 0 to 4 dimensions; `order` by default the smallest that gives a smooth field.

    Raises ValueError where the order is too small for a finite variance.
    """
    if dimensions == 0:
        return Kernel(0, 0, (1.0,), 1.0, 1.0)
    order = math.ceil(1 + dimensions / 2) if order is None else order
    smoothness = order - dimensions / 2
    if smoothness <= 0:
        raise ValueError(f"Derivatives up to {order} give no finite variance in {dimensions} dimensions.")
    scale = (4 * math.pi) ** (dimensions / 2) * gamma(order) / gamma(smoothness)
    length_scale = brentq(lambda distance: _matern(smoothness, distance) - REFERENCE, 1e-6, 50.0, xtol=1e-15)
    coefficients = tuple(float(binom(order, power)) for power in range(order + 1))
    return Kernel(dimensions, order, coefficients, float(scale), float(length_scale))


def _matern(smoothness: float, distance: float) -> float:
    """2 / G(nu) (r/2)^nu K_nu(r): 1 at 0."""
    if distance == 0:
        return 1.0
    return float(2 / gamma(smoothness) * (distance / 2) ** smoothness * kv(smoothness, distance))
