"""What is said of stations, profiles or whole files, brought to each value: by shared dimensions or ragged arrays.

Source: CF-1.11, sections 5 and 9.3: incomplete and complete arrays share dimensions; ragged ones hang on a variable
with `sample_dimension` (how many samples follow each other) or `instance_dimension` (which instance a sample is of).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np

from compute.observations.netcdf_flags import Coded
from compute.refusals import DataRefused
from repository.inspection.netcdf.header import Header, Variable
from repository.previews.netcdf_values import values_of

MOST_SAMPLES: Final = 100_000_000
_LEVELS: Final = 3
"""A sample of a profile of a station: no more than this hang on each other."""


class Spreading:
    """Knows which dimension hangs on which; reads what it is asked of, once where it is small."""

    def __init__(self, header: Header) -> None:
        self._parents = dict(_parents(header))
        self._known: dict[tuple[str, str], Any] = {}
        self._paths: dict[tuple[str, str], Any] = {}

    def of(self, variable: Variable, piece: slice) -> "Spread":
        """Of one piece of a variable along its first dimension."""
        return Spread(self, variable, piece)

    def path(self, dimension: str, above: str) -> Any:
        """The place along `above` of each place along `dimension`, -1 for none; None where they have nothing to do."""
        key = (dimension, above)
        if key not in self._paths:
            self._paths[key] = self._climb(dimension, above)
        return self._paths[key]

    def _climb(self, dimension: str, above: str) -> Any:
        found: Any = None
        for _ in range(_LEVELS):
            if dimension not in self._parents:
                return None
            dimension, index = self._parents[dimension]
            if found is None:
                found = index
            else:
                good = (found >= 0) & (found < len(index))
                found = (
                    np.where(good, index[np.clip(found, 0, max(0, len(index) - 1))], -1)
                    if len(index)
                    else found * 0 - 1
                )
            if dimension == above:
                return found
        return None

    def whole(self, variable: Variable, kind: str, load: Callable[[Variable, Any], Any]) -> Any:
        """All of a variable, kept."""
        key = (kind, variable.name)
        if key not in self._known:
            _check(variable)
            self._known[key] = load(variable, ...)
        return self._known[key]


class Spread:
    """One piece of a variable, and everything that is said of its values, in a shape that fits to theirs."""

    def __init__(self, spreading: Spreading, variable: Variable, piece: slice) -> None:
        self._spreading, self.variable, self._piece = spreading, variable, piece

    def own(self) -> Any:
        """The values of the piece itself; NaN where there is none."""
        return values_of(self.variable, self._where(self.variable)).reshape(self._shape())

    def values(self, other: Variable) -> Any:
        """The values of a coordinate; None where it is not said of this variable."""
        return self._spread(replace(other, flags=None), "values", values_of)

    def codes(self, flags: Coded) -> Any:
        """Flags as codes of L20; None where they are not of this variable."""
        return self._spread(flags.variable, "codes", flags.read)

    def _spread(self, other: Variable, kind: str, load: Callable[[Variable, Any], Any]) -> Any:
        mine = self.variable.dimensions
        if len(set(other.dimensions)) != len(other.dimensions):
            return None
        if set(other.dimensions) <= set(mine):
            return self._shared(other, kind, load)
        path = self._spreading.path(mine[0], other.dimensions[0]) if mine and len(other.dimensions) == 1 else None
        if path is None:
            return None
        values = self._spreading.whole(other, kind, load)
        places = path[self._piece]
        good = (places >= 0) & (places < len(values))
        blank = np.nan if kind == "values" else b"9"
        found = np.where(good, values[np.clip(places, 0, max(0, len(values) - 1))], blank)
        return found.reshape([-1, *[1] * (len(mine) - 1)])

    def _shared(self, other: Variable, kind: str, load: Callable[[Variable, Any], Any]) -> Any:
        mine = self.variable.dimensions
        if not other.dimensions or mine[0] not in other.dimensions:
            values = self._spreading.whole(other, kind, load)
        else:
            values = load(other, self._where(other))
        sizes = dict(zip(mine, self._shape(), strict=True)) if mine else {}
        values = (
            values.reshape([sizes[each] for each in other.dimensions]) if other.dimensions else values.reshape(-1)[:1]
        )
        if not mine or not other.dimensions:
            return values
        order = [other.dimensions.index(each) for each in mine if each in other.dimensions]
        return values.transpose(order).reshape([sizes[each] if each in other.dimensions else 1 for each in mine])

    def _where(self, other: Variable) -> Any:
        """The piece, along the dimensions of another variable."""
        if not other.dimensions:
            return ...
        return tuple(self._piece if each == self.variable.dimensions[0] else slice(None) for each in other.dimensions)

    def _shape(self) -> tuple[int, ...]:
        if not self.variable.shape:
            return (1,)
        return (self._piece.stop - self._piece.start, *self.variable.shape[1:])


def _parents(header: Header) -> dict[str, tuple[str, Any]]:
    """Dimension -> what it hangs on, and the place there of each of its own places."""
    sizes = {name: size for each in header.variables for name, size in zip(each.dimensions, each.shape, strict=True)}
    found: dict[str, tuple[str, Any]] = {}
    for each in header.variables:
        if len(each.dimensions) != 1 or not each.is_number:
            continue
        own, deeper, higher = each.dimensions[0], each.line("sample_dimension"), each.line("instance_dimension")
        if deeper and deeper in sizes and deeper != own:
            counts = _whole_numbers(each, 0)
            if (counts < 0).any() or counts.sum() > min(MOST_SAMPLES, sizes[deeper]):
                raise DataRefused("The counts of {name} are more than there are samples.", name=each.name)
            index = np.full(sizes[deeper], -1)
            index[: counts.sum()] = np.repeat(np.arange(len(counts)), counts)
            found.setdefault(deeper, (own, index))
        elif higher and higher in sizes and higher != own:
            found.setdefault(own, (higher, _whole_numbers(each, -1)))
    return found


def _whole_numbers(variable: Variable, blank: int) -> Any:
    _check(variable)
    variable.data.set_auto_maskandscale(True)
    return np.ma.filled(np.ma.asarray(variable.data[...]).astype(np.int64), blank).reshape(-1)


def _check(variable: Variable) -> None:
    if variable.size > MOST_SAMPLES:
        raise DataRefused("The variable {name} has more than {most} values.", name=variable.name, most=MOST_SAMPLES)
