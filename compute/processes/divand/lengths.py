"""The correlation length that observations themselves tell: a Bessel function fitted to the covariance of pairs.

Method of the Fortran tool of DIVA (Troupin et al. 2012, Ocean Modelling 52-53, 90; user guide, "divafit"), written
from its description and its published numbers. Distances are in the unit that the caller measures them in.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.special import k1

from compute.processes.divand.grid import EARTH_RADIUS_M, Flags, Floats, arc_degrees

MOST_PAIRS: Final = 2_000_000
"""More pairs than these: as many are drawn by lot, the same ones for the same seed."""
_BLOCK: Final = 400_000
_MOST_BINS: Final = 80.0
_TRIALS: Final = 1000
_LEAST_POINTS: Final = 10
_LEAST_CROSSING: Final = 4
TRUSTED: Final = 0.5
"""Fits of a lower quality have no say among those of other depths."""

Places = tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """`length`, `variance` of the field, `signal_to_noise` (variance of field over that of noise), `quality` up to 1.

    `is_guess`: there were too few pairs; the length is the first zero of the covariance. `mean_distance` of the pairs;
    `distance`, `covariance`, `curve` are what was fitted, one number a bin.
    """

    length: float
    variance: float
    signal_to_noise: float
    quality: float
    is_guess: bool
    mean_distance: float
    distance: Floats
    covariance: Floats
    curve: Floats


@dataclass(frozen=True, slots=True)
class _Bins:
    """Sums of pairs by distance, bins of equal width from 0."""

    width: float
    covariance: Floats
    weight: Floats
    pairs: Floats


def fit_length(
    places: Places, values: Floats, weights: Floats | None = None, *, spherical: bool = False, seed: int = 0
) -> Fitted | None:
    """The fit of values at `places` (a vector for each dimension); None where there is no pair apart.

    weights: relative, by default 1. spherical: places are longitude and latitude, distances metres.
    """
    known = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
    pairs = _Pairs(places, len(values), spherical=spherical, seed=seed)
    return _fit(pairs, np.asarray(values, dtype=float), known)


def fit_within(groups: Any, place: Floats, values: Floats, *, seed: int = 0) -> Fitted | None:
    """The same along one dimension from pairs of the same group alone: a depth within each profile."""
    pairs = _Pairs((place,), len(values), groups=np.unique(groups, return_inverse=True)[1], seed=seed)
    return _fit(pairs, np.asarray(values, dtype=float), np.ones(len(values)))


class _Pairs:
    """All pairs of observations, or MOST_PAIRS of them, block after block: indexes and their distance."""

    def __init__(
        self, places: Places, count: int, *, spherical: bool = False, groups: Any = None, seed: int = 0
    ) -> None:
        self._places, self._count, self._spherical = places, count, spherical
        self._groups, self._seed = groups, seed
        self._order = np.arange(count) if groups is None else np.argsort(groups, kind="stable")
        after = np.arange(count - 1, -1, -1, dtype=np.int64)
        if groups is not None:
            ends = np.cumsum(np.bincount(groups))
            after = ends[groups[self._order]] - np.arange(count) - 1
        self._starts = np.concatenate([[0], np.cumsum(after)])
        self.all = int(self._starts[-1])
        self.number = min(self.all, MOST_PAIRS)

    @property
    def effective(self) -> float:
        """How many observations have so many pairs."""
        return (1 + math.sqrt(1 + 8 * self.number)) / 2

    def __iter__(self) -> Iterator[tuple[Any, Any, Floats]]:
        lot = np.random.RandomState(self._seed)
        for begin in range(0, self.number, _BLOCK):
            size = min(_BLOCK, self.number - begin)
            numbers = np.arange(begin, begin + size) if self.number == self.all else lot.randint(self.all, size=size)
            first = np.searchsorted(self._starts, numbers, side="right") - 1
            second = first + 1 + numbers - self._starts[first]
            i, j = self._order[first], self._order[second]
            yield i, j, self._distance(i, j)

    def _distance(self, i: Any, j: Any) -> Floats:
        if self._spherical:
            lon, lat = self._places
            return arc_degrees(lon[i], lat[i], lon[j], lat[j]) * (np.pi / 180 * EARTH_RADIUS_M)
        return np.asarray(np.sqrt(np.sum([(place[i] - place[j]) ** 2 for place in self._places], axis=0)))


def _fit(pairs: _Pairs, values: Floats, weights: Floats) -> Fitted | None:
    if len(values) < 2 or not pairs.number or not weights.sum() > 0:
        return None
    mean = np.average(values, weights=weights)
    variance = float(np.average(values**2, weights=weights) - mean**2)
    total = longest = 0.0
    for _i, _j, distance in pairs:
        total, longest = total + float(distance.sum()), max(longest, float(distance.max()))
    if not longest > 0 or not variance > 0:
        return None
    nearness = total / pairs.number
    count = min(_MOST_BINS, pairs.effective**2 / longest * nearness / 20)
    bins = _binned(pairs, values - mean, weights, nearness / count, longest)
    smooth = bins.covariance
    for _pass in range(3):
        edged = np.pad(smooth, 1, mode="edge")
        smooth = smooth + 0.25 * (edged[2:] + edged[:-2] - 2 * smooth)
    return _bessel(bins, smooth, variance, nearness)


def _binned(pairs: _Pairs, anomalies: Floats, weights: Floats, width: float, longest: float) -> _Bins:
    """Covariance by distance, and how much each bin is to be believed: by the spread of the products in it."""
    number = int(longest / width + 1)
    product, square, pair_weight = np.zeros(number), np.zeros(number), np.zeros(number)
    for i, j, distance in pairs:
        bin_ = np.minimum((distance / width).astype(np.intp), number - 1)
        both, weight = anomalies[i] * anomalies[j], weights[i] * weights[j]
        product += np.bincount(bin_, both * weight, number)
        square += np.bincount(bin_, both**2 * weight, number)
        pair_weight += np.bincount(bin_, weight, number)
    many = pair_weight > 1
    divisor = np.where(many, pair_weight, 1.0)
    covariance = product / divisor
    spread = square / divisor - covariance**2
    believed = many & (spread > 1e-8 * covariance**2)
    weight = np.where(believed, (pair_weight - 1) / np.where(believed, spread, 1.0) ** 2, 0.0)
    weight = np.where(pair_weight >= 1, weight + weight.sum() / number, 0.0)
    return _Bins(width, covariance, weight, pair_weight)


def _bessel(bins: _Bins, smooth: Floats, variance: float, nearness: float) -> Fitted:
    """Between the first bins and the zero crossing, the best of a thousand lengths; the variance follows from each."""
    number, width = len(smooth), bins.width
    below = np.flatnonzero((bins.pairs != 0) & (smooth < 0) & (np.arange(number) >= _LEAST_CROSSING))
    crossing = int(below[0] if len(below) else np.argmin(smooth)) + 1
    zero = width * crossing
    first = max(int(zero / 20 / width), 1)
    used = slice(first, min(first + int(crossing * 0.95), number))
    distance: Floats = np.arange(number, dtype=np.float64) * width
    if int(crossing * 0.95) < _LEAST_POINTS or not bins.weight[used].any():
        curve = _correlation(distance / zero) * 0.99 * variance
        return Fitted(zero, 0.99 * variance, 0.01 / 0.99, 0.0, True, nearness, distance, smooth, curve)
    lengths = zero / 10 + np.arange(_TRIALS) * zero / 500
    shape = _correlation(distance[used] / lengths[:, None])
    weight = bins.weight[used] / bins.weight[used].sum()
    variances = (smooth[used] @ weight) / np.maximum(shape @ weight, np.finfo(float).tiny)
    misfit = (smooth[used] - variances[:, None] * shape) ** 2 @ weight
    best = int(np.argmin(misfit))
    length, found, error = float(lengths[best]), float(variances[best]), float(np.sqrt(misfit[best]))
    ratio = found / (variance - found + 1e-10)
    quality = 1 - error / found if found > 0 else 0.0
    if found > 0.9999 * variance:
        found, ratio = variance, 10_000.0
        quality = 1 - error / found
    return Fitted(
        length, found, ratio, quality, False, nearness, distance, smooth, _correlation(distance / length) * found
    )


def _correlation(distance: Floats) -> Floats:
    """r K_1(r): 1 at 0."""
    near = np.maximum(distance, 1e-12)
    return np.asarray(np.where(distance > 0, near * k1(near), 1.0))


def smoothed(depths: Floats, lengths: Floats, weights: Floats, scale: float) -> Floats:
    """Lengths by depth, each the mean of those around by weight and nearness; levels without one get their neighbours'.

    scale: metres over which neighbours count. Raises ValueError where no level has a length.
    """
    known: Flags = np.isfinite(lengths)
    if not known.any():
        raise ValueError("No level has a length.")
    apart = (depths[:, None] - depths[None, known]) / scale
    nearest = np.min(np.abs(apart), axis=1, keepdims=True)
    near = np.exp(-(apart**2 - nearest**2)) * np.maximum(weights[known], 1e-9)
    return np.asarray(near @ lengths[known] / near.sum(axis=1))
