"""Values of NetCDF variables as plain floats, NaN where there is none: packed, flagged and missing ones made so."""

from typing import Any, Final

import numpy as np

from repository.inspection.netcdf.header import Variable

FAULTS: Final = (OSError, RuntimeError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError, KeyError)
"""What the library and numpy raise for attributes or bytes that cannot be read."""

_MARKS: Final = (-999.0, -9999.0, -99999.0, -999999.0, -999.9, -9999.9, 99999.0, 9999.0, -32768.0)
_HUGE: Final = 1e19


def values_of(variable: Variable, where: Any = ...) -> Any:
    """The values at some place as an array of float64; NaN where one is missing, flagged as bad or a usual mark."""
    data = variable.data
    data.set_auto_maskandscale(True)
    values = np.ma.asarray(data[where])
    if variable.flags is not None:
        variable.flags.data.set_auto_maskandscale(False)
        variable.flags.data.set_auto_chartostring(False)
        values = np.ma.masked_where(np.isin(variable.flags.data[where], variable.flags.bad), values)
    plain = np.ma.filled(values.astype(np.float64), np.nan)
    plain = np.atleast_1d(plain)
    plain[np.isin(plain, _MARKS) | (np.abs(plain) >= _HUGE)] = np.nan
    return plain


def text_values(variable: Variable, most: int = 10_000) -> list[str]:
    """The texts of a variable of characters or strings, one for each row, in their order; none where it has many."""
    if variable.size > most * 100 or len(variable.shape) > 2:
        return []
    data = variable.data
    if data.dtype == str:
        return [str(text) for text in np.atleast_1d(data[...]).ravel()[:most]]
    if data.dtype.kind in "iu":
        return [str(number) for number in np.ma.filled(np.ma.atleast_1d(data[...]), 0).ravel()[:most]]
    if data.dtype.kind != "S" or not variable.shape:
        return []
    data.set_auto_maskandscale(False)
    data.set_auto_chartostring(False)
    rows = data[...].reshape(-1, variable.shape[-1])[:most]
    return [b"".join(row.tolist()).replace(b"\x00", b" ").decode("utf-8", "replace").strip() for row in rows]
