"""What the instances of a sampling geometry are: along which dimension, and which values belong to which (CF 9.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from repository.inspection.netcdf.axes import Axes
from repository.inspection.netcdf.header import Header, Variable

MOST_INSTANCES: Final = 2_000_000
MOST_SAMPLES: Final = 50_000_000
_GROUPED: Final = frozenset({"trajectory", ""})
"""Feature types whose positions along observations belong together."""


@dataclass(frozen=True, slots=True)
class Instances:
    """``owners``: dimension -> the instance of each of its places; None stands for the instances themselves.

    A variable without any of these dimensions is said of all. ``along``: whether instances have several values.
    """

    count: int
    latitude: Variable
    longitude: Variable
    owners: Mapping[str, Any]
    dimension: str = ""
    is_path: bool = False
    along: bool = False

    def owners_of(self, variable: Variable) -> Any:
        """The instance of each place along the first dimension of a variable; None where it is said of all."""
        return self.owners.get(variable.dimensions[0]) if variable.dimensions else None


def instances_of(header: Header, axes: Axes) -> Instances | None:
    """The instances of a file; None for a grid, a swath, or what gives no positions.

    Errors: those of the library for values that cannot be read.
    """
    kind = (header.line("featureType") or "").lower().replace("_", "")
    pair = _pair(axes, is_sampled=bool(kind))
    if pair is None:
        return None
    latitude, longitude = pair
    if latitude.size > MOST_SAMPLES:
        return None
    if not latitude.dimensions:
        return _one(header, latitude, longitude)
    first = latitude.dimensions[0]
    owners = _above(header, first) if kind in _GROUPED else None
    if owners is None and kind == "trajectory" and len(latitude.dimensions) == 1 and not _is_instance(header, first):
        owners = np.zeros(latitude.shape[0], dtype=np.int64)
    is_path = owners is not None or len(latitude.dimensions) == 2
    if owners is None:
        owners = np.arange(latitude.shape[0], dtype=np.int64)
    count = int(owners.max()) + 1 if owners.size else 0
    if not 0 < count <= MOST_INSTANCES:
        return None
    known = _below(header, {first: owners})
    is_long = (
        len(known) > 1 or is_path or any(len(each.shape) > 1 and each.dimensions[0] == first for each in axes.times)
    )
    return Instances(count, latitude, longitude, known, first, is_path, is_long)


def _one(header: Header, latitude: Variable, longitude: Variable) -> Instances:
    """A single instance: everything in the file belongs to it."""
    sizes = {name: size for each in header.variables for name, size in zip(each.dimensions, each.shape, strict=True)}
    owners = {name: np.zeros(size, dtype=np.int64) for name, size in sizes.items() if size <= MOST_SAMPLES}
    return Instances(1, latitude, longitude, owners, along=any(size > 1 for size in sizes.values()))


def _pair(axes: Axes, *, is_sampled: bool) -> tuple[Variable, Variable] | None:
    """A latitude and a longitude of the same dimensions, which are those of no grid."""
    for latitude in axes.latitudes:
        for longitude in axes.longitudes:
            alike = latitude.dimensions == longitude.dimensions and latitude.group == longitude.group
            if alike and len(latitude.shape) <= (2 if is_sampled else 1):
                return latitude, longitude
    return None


def _is_instance(header: Header, dimension: str) -> bool:
    """Whether something is named or counted along a dimension."""
    return any(
        each.dimensions[:1] == (dimension,) and (each.line("cf_role") or each.line("sample_dimension"))
        for each in header.variables
    )


def _above(header: Header, dimension: str) -> Any:
    """The trajectory of each observation, where positions stand along observations; None where they do not."""
    for each in header.variables:
        if each.dimensions == (dimension,) and each.line("instance_dimension"):
            return _index(each)
        if each.line("sample_dimension") == dimension and len(each.dimensions) == 1:
            return np.repeat(np.arange(each.shape[0], dtype=np.int64), _sizes(each))
    return None


def _below(header: Header, known: dict[str, Any]) -> dict[str, Any]:
    """The instances of what hangs on known dimensions: ragged observations, contiguous or indexed, two levels deep."""
    for _ in range(2):
        for each in header.variables:
            if len(each.dimensions) != 1:
                continue
            own, deeper, higher = each.dimensions[0], each.line("sample_dimension"), each.line("instance_dimension")
            if deeper and own in known and deeper not in known:
                known[deeper] = np.repeat(known[own], _sizes(each))
            if higher and higher in known and own not in known:
                places = _index(each)
                above = known[higher]
                known[own] = np.where(
                    (places >= 0) & (places < len(above)), above[np.clip(places, 0, None) % len(above)], -1
                )
    return known


def _sizes(variable: Variable) -> Any:
    variable.data.set_auto_maskandscale(True)
    sizes = np.ma.filled(np.ma.asarray(variable.data[...]).astype(np.int64), 0)
    sizes = np.maximum(sizes, 0)
    if sizes.sum() > MOST_SAMPLES:
        raise ValueError("more observations than are read")
    return sizes


def _index(variable: Variable) -> Any:
    variable.data.set_auto_maskandscale(True)
    return np.ma.filled(np.ma.asarray(variable.data[...]).astype(np.int64), -1)
