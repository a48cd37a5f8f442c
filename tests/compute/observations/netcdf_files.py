"""NetCDF files of observations made for tests: the same casts in each layout of CF, and Argo profiles."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import netCDF4
import numpy as np

Form = Literal["NETCDF4", "NETCDF3_CLASSIC"]
LAYOUTS = ("incomplete", "contiguous", "indexed", "point", "trajectory")


class Profile(NamedTuple):
    """A cast: depths in metres, values, and flags of L20."""

    name: str
    lon: float
    lat: float
    day: float
    depths: Sequence[float]
    values: Sequence[float]
    flags: Sequence[str]


def layout(path: Path, casts: Sequence[Profile], kind: str, *, units: str = "degC", form: Form = "NETCDF4") -> Path:
    """The casts as oxygenless temperatures of a CF layout."""
    with netCDF4.Dataset(path, "w", format=form) as made:
        made.Conventions = "CF-1.8"
        made.featureType = {"point": "point", "trajectory": "trajectoryProfile"}.get(kind, "profile")
        values = np.concatenate([each.values for each in casts])
        if kind == "incomplete":
            _padded(made, casts, units)
        elif kind in ("contiguous", "indexed"):
            made.createDimension("profile", len(casts))
            made.createDimension("obs", len(values))
            _where(made, [[c.lon, c.lat, c.day] for c in casts], ("profile",))
            _named(made, casts, "profile")
            if kind == "contiguous":
                variable(made, "rows", [len(c.values) for c in casts], ("profile",), "i4", sample_dimension="obs")
            else:
                index = [n for n, c in enumerate(casts) for _ in c.values]
                variable(made, "which", index, ("obs",), "i4", instance_dimension="profile")
            _measured(made, casts, units)
        else:
            made.createDimension("obs", len(values))
            if kind == "trajectory":
                made.createDimension("strlen", 8)
            _where(made, [[c.lon, c.lat, c.day] for c in casts for _ in c.values], ("obs",))
            _measured(made, casts, units)
    return path


def variable(made: Any, name: str, values: Any, dimensions: tuple[str, ...], kind: str = "f8", **said: Any) -> Any:
    """One variable with its values and attributes."""
    fill = said.pop("_FillValue", None)
    created = made.createVariable(name, kind, dimensions, fill_value=fill)
    created.setncatts(said)
    created[...] = values
    return created


def characters(words: Sequence[str], width: int) -> Any:
    """Words as characters, filled up with blanks."""
    return np.array([list(word.ljust(width)[:width]) for word in words], dtype="S1").reshape(len(words), width)


def _where(made: Any, rows: list[list[float]], dimensions: tuple[str, ...]) -> None:
    lon, lat, day = zip(*rows, strict=True)
    variable(made, "lon", lon, dimensions, standard_name="longitude", units="degrees_east")
    variable(made, "lat", lat, dimensions, standard_name="latitude", units="degrees_north")
    variable(made, "time", day, dimensions, standard_name="time", units="days since 1950-01-01")


def _named(made: Any, casts: Sequence[Profile], dimension: str) -> None:
    made.createDimension("strlen", 8)
    variable(made, "name", characters([c.name for c in casts], 8), (dimension, "strlen"), "S1", cf_role="profile_id")


_FLAGS = {
    "flag_values": np.array([48, 49, 50, 51, 52, 57], dtype="i1"),
    "flag_meanings": "no_quality_control good_value probably_good_value probably_bad_value bad_value missing_value",
    "sdn_conventions_urn": "SDN:L20::",
}
_TEMPERATURE = {"standard_name": "sea_water_temperature", "ancillary_variables": "temp_qc"}


def _measured(made: Any, casts: Sequence[Profile], units: str) -> None:
    """Depths, values and flags along the observations."""
    depths, values, flags = (
        np.concatenate([getattr(c, name) for c in casts]) for name in ("depths", "values", "flags")
    )
    said = {"standard_name": "depth", "units": "m", "positive": "down", "axis": "Z"}
    variable(made, "depth", depths, ("obs",), **said)
    variable(made, "temp", values, ("obs",), "f8", _FillValue=-9e9, **_TEMPERATURE, units=units)
    variable(made, "temp_qc", [ord(flag) for flag in flags], ("obs",), "i1", **_FLAGS)


def _padded(made: Any, casts: Sequence[Profile], units: str) -> None:
    """Profiles side by side, filled up with missing values."""
    most = max(len(c.values) for c in casts)
    made.createDimension("profile", len(casts))
    made.createDimension("z", most)
    _where(made, [[c.lon, c.lat, c.day] for c in casts], ("profile",))
    _named(made, casts, "profile")
    fill = -99999.0
    deep, heat = np.full((len(casts), most), fill), np.full((len(casts), most), fill)
    flags = np.full((len(casts), most), ord("9"))
    for n, cast in enumerate(casts):
        count = len(cast.values)
        deep[n, :count], heat[n, :count], flags[n, :count] = cast.depths, cast.values, [ord(f) for f in cast.flags]
    both = ("profile", "z")
    said = {"standard_name": "depth", "units": "m", "positive": "down", "axis": "Z"}
    variable(made, "depth", deep, both, _FillValue=fill, **said)
    variable(made, "temp", heat, both, _FillValue=fill, **_TEMPERATURE, units=units)
    variable(made, "temp_qc", flags, both, "i1", **_FLAGS)


def argo(path: Path, modes: str, *, own_modes: Sequence[str] = (), levels: int = 3) -> Path:
    """Profiles of an Argo float, one for each mode: TEMP is 10, PSAL 35, what was adjusted one more."""
    count = len(modes)
    with netCDF4.Dataset(path, "w", format="NETCDF3_CLASSIC") as made:
        made.Conventions = "Argo-3.1 CF-1.6"
        for name, size in (("N_PROF", count), ("N_LEVELS", levels), ("N_PARAM", 3), ("S8", 8), ("S16", 16)):
            made.createDimension(name, size)
        variable(made, "PLATFORM_NUMBER", characters(["6900001"] * count, 8), ("N_PROF", "S8"), "S1")
        variable(made, "CYCLE_NUMBER", range(1, count + 1), ("N_PROF",), "i4", _FillValue=99999)
        for name, letters in (("DIRECTION", "A" * count), ("DATA_MODE", modes), ("POSITION_QC", "1" * count)):
            variable(made, name, characters(letters, 1)[:, 0], ("N_PROF",), "S1")
        words = np.array([characters(["PRES", "TEMP", "PSAL"], 16)] * count)
        variable(made, "STATION_PARAMETERS", words, ("N_PROF", "N_PARAM", "S16"), "S1")
        if own_modes:
            modes_ = np.array([list(each) for each in own_modes], dtype="S1")
            variable(made, "PARAMETER_DATA_MODE", modes_, ("N_PROF", "N_PARAM"), "S1")
        said = {"standard_name": "time", "units": "days since 1950-01-01 00:00:00 UTC"}
        variable(made, "JULD", [25000.5] * count, ("N_PROF",), _FillValue=999999.0, **said)
        variable(made, "LONGITUDE", [-30.0] * count, ("N_PROF",), _FillValue=99999.0, units="degree_east")
        variable(made, "LATITUDE", [40.0] * count, ("N_PROF",), _FillValue=99999.0, units="degree_north")
        for name, value, units in (
            ("PRES", 1000.0, "decibar"),
            ("TEMP", 10.0, "degree_Celsius"),
            ("PSAL", 35.0, "psu"),
        ):
            for more, ending in enumerate(("", "_ADJUSTED")):
                both = ("N_PROF", "N_LEVELS")
                variable(made, name + ending, value + more, both, "f4", _FillValue=99999.0, units=units)
                flags = np.full((count, levels), str(1 + more), dtype="S1")
                variable(made, f"{name}{ending}_QC", flags, both, "S1", conventions="Argo reference table 2")
    return path
