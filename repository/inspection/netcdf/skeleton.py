"""The skeleton of a NetCDF file: all groups, variables and attributes, and only the first values of each dimension."""

from pathlib import Path
from typing import Any, Final

import netCDF4

_KEPT: Final = 3
"""Values of each dimension."""

_LETTERS: Final = 256
"""Of the dimension of a text."""


def write_skeleton(source: Path, target: Path) -> None:
    """Write it to ``target``. Variables of types that the file defines itself are left out.

    Errors: those of the library for bytes that cannot be read.
    """
    with netCDF4.Dataset(source) as whole, netCDF4.Dataset(target, "w", format=whole.data_model) as skeleton:
        for dataset in (whole, skeleton):
            dataset.set_auto_maskandscale(False)
            dataset.set_auto_chartostring(False)
        _copy(whole, skeleton)


def _copy(group: Any, made: Any) -> None:
    made.setncatts({name: group.getncattr(name) for name in group.ncattrs()})
    letters = {data.dimensions[-1] for data in group.variables.values() if data.dtype == "S1" and data.dimensions}
    for name, dimension in group.dimensions.items():
        made.createDimension(name, min(len(dimension), _LETTERS if name in letters else _KEPT))
    for name, data in group.variables.items():
        if data.dtype != str and (getattr(data.dtype, "kind", "V") in "VO" or data.dtype.names):
            continue
        attributes = {key: data.getncattr(key) for key in data.ncattrs()}
        fill = attributes.pop("_FillValue", None)
        copy = made.createVariable(name, data.dtype, data.dimensions, fill_value=fill)
        copy.setncatts(attributes)
        copy.set_auto_maskandscale(False)
        where = tuple(slice(0, len(made_dimension)) for made_dimension in copy.get_dims())
        if all(copy.shape) or not copy.shape:
            copy[...] = data[where] if where else data[...]
    for name, inner in group.groups.items():
        _copy(inner, made.createGroup(name))
