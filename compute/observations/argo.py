"""Observations of Argo profiles (core, BGC, synthetic): what was adjusted goes before what was sent.

Source: Argo user's manual 3.41, core, BGC and synthetic profiles, reference tables 2 (flags) and 3 (parameters).
Where the mode of a profile, or of a parameter of it (`PARAMETER_DATA_MODE`), is A or D, the values are those of
`<PARAMETER>_ADJUSTED`, and so are their flags; a value that the experts gave up is missing there and so it is here.
"""

from typing import Any, Final

import numpy as np

from compute.observations.depths import depth_of
from compute.observations.flags import scheme
from compute.observations.gathering import Gathering, unusable
from compute.observations.instants import NOT_KNOWN
from compute.observations.netcdf_flags import Coded
from compute.observations.netcdf_times import moments
from compute.observations.sampled import MOST_VALUES, described
from compute.refusals import DataRefused
from repository.inspection.netcdf.header import Header, Variable
from repository.previews.netcdf_values import text_values, values_of

_ADJUSTED: Final = (b"A", b"D")
_PIECE: Final = 500_000
_FILLS: Final = (99999.0, 999999.0)


def read(header: Header, gathering: Gathering) -> None:
    """Every value of all profiles. Raises DataRefused for a file that holds none; errors of the library."""
    shape = _shape(header)
    if shape is None:
        raise DataRefused("The file of Argo holds no profiles: no pressures of profiles and levels.")
    profiles = _Profiles(header, gathering)
    step = max(1, _PIECE // max(1, shape[1]))
    for start in range(0, shape[0], step):
        profiles.take(slice(start, min(shape[0], start + step)))


def _shape(header: Header) -> tuple[int, ...] | None:
    pressure = header.variable("PRES")
    if pressure is None or len(pressure.shape) != 2 or pressure.size > MOST_VALUES:
        return None
    return pressure.shape


class _Profiles:
    """The profiles of a file: who, where and when is read once, values in pieces."""

    def __init__(self, header: Header, gathering: Gathering) -> None:
        self._header, self._gathering = header, gathering
        self._pressure = _variable(header, "PRES")
        count = self._pressure.shape[0]
        self._modes = self._letters("DATA_MODE", (count,))
        self._listed = _parameters(header, count)
        self._own_modes = self._letters("PARAMETER_DATA_MODE", (count, -1))
        self._lon, self._lat = (values_of(_variable(header, name)) for name in ("LONGITUDE", "LATITUDE"))
        self._bad = unusable(self._codes("POSITION_QC", slice(None)))
        juld = _variable(header, "JULD")
        times = moments(_filled(values_of(juld)), juld)
        self._time = np.where(unusable(self._codes("JULD_QC", slice(None))), NOT_KNOWN, times)
        self._platform = gathering.platforms(self._names(count))

    def take(self, piece: slice) -> None:
        """Some profiles."""
        pressure, pressure_qc, _ = self._best("PRES", piece)
        deep = depth_of(pressure, self._lat[piece][:, None])
        bad = self._bad[piece][:, None] | unusable(pressure_qc)
        rows = 1 + piece.start * pressure.shape[1] + np.arange(pressure.size).reshape(pressure.shape)
        said = {"lon": self._lon, "lat": self._lat, "time": self._time, "platform": self._platform}
        shared = {name: column[piece][:, None] for name, column in said.items()}
        for name in dict.fromkeys(word for words in self._listed for word in words):
            variable = self._header.variable(name)
            if name == "PRES" or variable is None or variable.dimensions != self._pressure.dimensions:
                continue
            if not self._gathering.wants(described(variable)):
                continue
            values, qc, adjusted = self._best(name, piece)
            columns = {**shared, "depth": deep, "value": values, "qc": qc, "row": rows, "bad": bad}
            for is_adjusted in (False, True):
                chosen = np.broadcast_to((adjusted == is_adjusted)[:, None], values.shape)
                if chosen.any():
                    told = described(variable)._replace(name=f"{name}_ADJUSTED" if is_adjusted else name)
                    picked = {key: np.broadcast_to(column, values.shape)[chosen] for key, column in columns.items()}
                    self._gathering.add(told, **picked, has_depth=True)

    def _best(self, name: str, piece: slice) -> tuple[Any, Any, Any]:
        """Values, flags, and of each profile whether they are the adjusted ones."""
        better = self._header.variable(f"{name}_ADJUSTED")
        values, qc = self._values(name, piece), self._codes(f"{name}_QC", piece)
        adjusted = self._is_adjusted(name, piece) if better is not None else np.zeros(len(values), dtype=bool)
        if adjusted.any():
            values = np.where(adjusted[:, None], self._values(f"{name}_ADJUSTED", piece), values)
            qc = np.where(adjusted[:, None], self._codes(f"{name}_ADJUSTED_QC", piece), qc)
        return values, qc, adjusted

    def _is_adjusted(self, name: str, piece: slice) -> Any:
        """By the mode of the parameter in each profile, where the file tells it, else by that of the profile."""
        modes = self._modes[piece].copy()
        if self._own_modes is not None and self._own_modes.ndim == 2:
            for place, words in enumerate(self._listed[piece]):
                column = words.index(name) if name in words else -1
                if 0 <= column < self._own_modes.shape[1]:
                    modes[place] = self._own_modes[piece.start + place, column]
        return np.isin(modes, _ADJUSTED)

    def _values(self, name: str, piece: slice) -> Any:
        variable = _variable(self._header, name)
        if variable.dimensions != self._pressure.dimensions:
            raise DataRefused("The variable {name} is not of profiles and levels.", name=name)
        return _filled(values_of(variable, piece)).reshape(-1, self._pressure.shape[1])

    def _codes(self, name: str, piece: slice) -> Any:
        """Flags of Argo's reference table 2; none at all where the file has none."""
        variable = self._header.variable(name)
        if variable is None or variable.data.dtype.kind != "S":
            count = len(range(*piece.indices(self._pressure.shape[0])))
            return np.full((count, 1) if name not in ("POSITION_QC", "JULD_QC") else count, b"0", dtype="S1")
        return Coded(variable, scheme("ARGO")).read(variable, piece)

    def _letters(self, name: str, shape: tuple[int, ...]) -> Any:
        variable = self._header.variable(name)
        if variable is None or variable.data.dtype.kind != "S":
            return None if len(shape) == 2 else np.full(shape, b"R", dtype="S1")
        variable.data.set_auto_maskandscale(False)
        variable.data.set_auto_chartostring(False)
        return np.asarray(variable.data[...]).reshape(shape)

    def _names(self, count: int) -> list[str]:
        """`6900001/12`, and with a D for a profile on the way down."""
        numbers = [text_values(_variable(self._header, name), count) for name in ("PLATFORM_NUMBER", "CYCLE_NUMBER")]
        ways = self._letters("DIRECTION", (count,))
        rows = zip(*numbers, ways.tolist(), strict=True)
        return [f"{platform}/{cycle}{'D' if way == b'D' else ''}" for platform, cycle, way in rows]


def _parameters(header: Header, count: int) -> list[list[str]]:
    """The names of the parameters of each profile, in their order."""
    listed = _variable(header, "STATION_PARAMETERS")
    if len(listed.shape) != 3 or listed.shape[0] != count or listed.size > MOST_VALUES:
        raise DataRefused("The file of Argo does not list the parameters of its profiles.")
    listed.data.set_auto_maskandscale(False)
    listed.data.set_auto_chartostring(False)
    raw = np.asarray(listed.data[...])
    joined = np.ascontiguousarray(raw).view(f"S{max(1, raw.shape[-1])}").reshape(raw.shape[:2])
    return [
        [word.decode("ascii", "replace").replace("\x00", " ").strip() for word in words] for words in joined.tolist()
    ]


def _variable(header: Header, name: str) -> Variable:
    found = header.variable(name)
    if found is None:
        raise DataRefused("The file of Argo has no {name}.", name=name)
    return found


def _filled(values: Any) -> Any:
    """NaN for Argo's fill values, also where the file does not declare them."""
    values[np.isin(values, _FILLS)] = np.nan
    return values
