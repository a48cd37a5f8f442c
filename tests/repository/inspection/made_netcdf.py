"""Pieces of NetCDF files that tests build."""

from collections.abc import Sequence
from typing import Any


def axis(dataset: Any, name: str, values: Any, units: str | None = None, **attributes: Any) -> Any:
    """A coordinate of its own dimension."""
    dataset.createDimension(name, len(values))
    return column(dataset, name, values, units, dimensions=(name,), **attributes)


def column(
    dataset: Any,
    name: str,
    values: Any,
    units: str | None = None,
    *,
    dimensions: tuple[str, ...] = ("obs",),
    fill: float | None = None,
    kind: str = "f8",
    **attributes: Any,
) -> Any:
    """A variable over dimensions that are there."""
    made = dataset.createVariable(name, kind, dimensions, fill_value=fill)
    made.setncatts(({"units": units} if units else {}) | attributes)
    made[...] = values
    return made


def points(dataset: Any, longitudes: Sequence[float], latitudes: Sequence[float], **options: Any) -> None:
    """Positions along one dimension."""
    dataset.createDimension("obs", len(longitudes))
    column(dataset, "lon", longitudes, "degrees_east", **options)
    column(dataset, "lat", latitudes, "degrees_north", **options)
