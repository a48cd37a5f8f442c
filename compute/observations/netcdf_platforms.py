"""What the values of a NetCDF file belong to: EDMO code and local identifier, else CF's `cf_role`, else a name."""

from typing import Any, Final

import numpy as np

from compute.observations.gathering import MOST_PLATFORMS, Gathering
from compute.observations.spreading import Spreading
from repository.inspection.netcdf.header import Header, Variable
from repository.previews.netcdf_values import text_values

_PAIR: Final = ("SDN_EDMO_CODE", "SDN_LOCAL_CDI_ID")
_ROLES: Final = ("trajectory_id", "timeseries_id", "profile_id")
_CALLED: Final = ("station_name", "station_id", "platform_name", "platform_code", "station")
_OF_THE_FILE: Final = ("platform_code", "wmo_platform_code", "id", "platform", "platform_name")


class Platforms:
    """Names read once, and brought to the values of each variable."""

    def __init__(self, header: Header, spreading: Spreading, gathering: Gathering) -> None:
        self._spreading, self._gathering = spreading, gathering
        self._separator, named = _naming(header)
        texts = [(_dimension(each), text_values(each, MOST_PLATFORMS)) for each in named]
        self._names = [(dimension, words) for dimension, words in texts if words]
        said = header.first(*_OF_THE_FILE)
        self._file = said[1] if said else ""
        self._known: dict[tuple[str, ...], Any] = {}

    def along(self, variable: Variable, piece: slice) -> Any:
        """The numbers of the platforms of a piece of a variable, in a shape that fits to its values."""
        key = variable.dimensions
        if key not in self._known:
            self._known[key] = self._all(variable)
        numbers = self._known[key]
        return numbers if numbers.shape[:1] in ((), (1,)) else numbers[piece]

    def _all(self, variable: Variable) -> Any:
        """The platform of each value, in as few numbers as tell it; one where nothing is said of single ones."""
        codes, names = np.zeros([1] * max(1, len(variable.dimensions)), dtype=np.int64), [""]
        for dimension, words in self._names:
            places = self._places(variable, dimension, len(words))
            if places is None:
                continue
            base = len(words) + 1
            both, index = np.unique(codes * base + places + 1, return_inverse=True)
            pairs = [divmod(int(code), base) for code in both]
            parts = [(names[old], words[new - 1] if new else "") for old, new in pairs]
            names = [self._separator.join(filter(None, map(str.strip, part))) for part in parts]
            codes = index.reshape(np.broadcast_shapes(codes.shape, places.shape))
        return self._gathering.platforms([self._file] if names == [""] else names)[codes]

    def _places(self, variable: Variable, dimension: str, count: int) -> Any:
        """The place among `count` names of each value; None where they have nothing to do with a variable."""
        mine = variable.dimensions
        shape = [1] * max(1, len(mine))
        if not dimension:
            return np.zeros(shape, dtype=np.int64)
        axis = mine.index(dimension) if dimension in mine else 0
        places: Any = np.arange(variable.shape[axis]) if dimension in mine else None
        if places is None and mine:
            places = self._spreading.path(mine[0], dimension)
        if places is None:
            return np.zeros(shape, dtype=np.int64) if count == 1 else None
        shape[axis] = -1
        return np.where((places >= 0) & (places < count), places, -1).reshape(shape)


def _naming(header: Header) -> tuple[str, list[Variable]]:
    pair = [each for name in _PAIR if (each := header.variable(name))]
    if len(pair) == len(_PAIR):
        return "-", pair
    roles = [each for role in _ROLES for each in header.variables if each.line("cf_role") == role]
    if roles:
        return "/", roles
    called = [each for name in _CALLED if (each := header.variable(name)) and not each.is_number]
    return "/", called[:1]


def _dimension(variable: Variable) -> str:
    """The dimension that names are said of: that of characters is none."""
    is_text = getattr(variable.data.dtype, "kind", "") == "S"
    dimensions = variable.dimensions[:-1] if is_text else variable.dimensions
    return dimensions[0] if len(dimensions) == 1 else ""
