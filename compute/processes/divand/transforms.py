"""Values made more normal before an analysis, and back after: log, log-linear, logit. Pure numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from compute.processes.divand.grid import Flags, Floats

TransformName = Literal["none", "log", "loglin", "logit"]
NAMES: Final[tuple[TransformName, ...]] = ("none", "log", "loglin", "logit")


@dataclass(frozen=True, slots=True)
class Transform:
    """`there` gives NaN where a value lies outside what can be transformed, `back` is its inverse."""

    there: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]


def transform_of(name: TransformName, *, threshold: float = 1.0, low: float = 0.0, high: float = 1.0) -> Transform:
    """One by its name. `threshold` of loglin: linear below, smoothly; `low`, `high` of logit: the open range.

    Raises ValueError for limits that leave no value.
    """
    if name == "log":
        return Transform(lambda values: _safe(np.log, values, values > 0), np.exp)
    if name == "loglin":
        return _loglin(threshold)
    if name == "logit":
        return _logit(low, high)
    return Transform(_same, _same)


def _same(values: Floats) -> Floats:
    return values


def _safe(function: Callable[[Floats], Floats], values: Floats, fit: Flags) -> Floats:
    return np.where(fit, function(np.where(fit, values, 1.0)), np.nan)


def _loglin(threshold: float) -> Transform:
    """log above the threshold, its tangent below: values of 0 and small negative ones of a blank stay."""
    if not threshold > 0:
        raise ValueError("The threshold of a log-linear transform is above 0.")
    corner = np.log(threshold)

    def there(values: Floats) -> Floats:
        return np.where(values < threshold, values / threshold - 1 + corner, np.log(np.maximum(values, threshold)))

    def back(values: Floats) -> Floats:
        return np.where(values < corner, (values - corner + 1) * threshold, np.exp(np.maximum(values, corner)))

    return Transform(there, back)


def _logit(low: float, high: float) -> Transform:
    if not low < high:
        raise ValueError("The lower limit of a logit is below the upper one.")
    width = high - low

    def there(values: Floats) -> Floats:
        inside = (values > low) & (values < high)
        part = (np.where(inside, values, low + width / 2) - low) / width
        return np.where(inside, np.log(part / (1 - part)), np.nan)

    def back(values: Floats) -> Floats:
        return low + width / (1 + np.exp(-np.clip(values, -700.0, 700.0)))

    return Transform(there, back)
