"""One field of a gridded NetCDF result: its map, a section, a profile, a series in time; and what may be chosen.

Called apart on one file (`repository.inspection.apart.read_apart`). Indexes that are out of range are the nearest ones.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import netCDF4
import numpy as np

from compute.shown.axes import Gridded, at_of, gridded_of, times_of
from compute.shown.dots import dots_of
from repository.inspection.netcdf.header import Variable, header_of
from repository.inspection.reading import Reading
from repository.previews.netcdf_curves import name_of, unit_of
from repository.previews.netcdf_grids import drawn_grid
from repository.previews.netcdf_values import values_of
from repository.previews.painting import painted
from repository.previews.shapes import Line, Plot, Station
from repository.previews.thinning import finite, kept_indexes

FORMAT: Final = "gridded"
_ROWS: Final = 160
"""Of the picture of a section, whose depths are not evenly apart."""
_COLUMNS: Final = 480


def read(path: Path, *, name: str, variable: str = "", along: str = "column", **asked: int) -> Reading:
    """What is drawn; empty for a file that is no grid.

    ``asked``: ``depth`` and ``time``; ``row`` and ``column`` of the section, the middle without. ``along``: the axis
    that the section goes along, ``column`` from west to east or ``row`` from south to north.
    """
    with netCDF4.Dataset(path, "r") as dataset:
        found = gridded_of(header_of(dataset))
        if found is None:
            return Reading(format="")
        chosen = next((each for each in found.fields if each.short == variable), found.default)
        sizes = {"depth": found.depths.size, "time": found.times}
        sizes |= {"row": found.latitude.size, "column": found.longitude.size}
        middle = {name: size // 2 if name in ("row", "column") else 0 for name, size in sizes.items()}
        where = {name: at_of(asked.get(name, middle[name]), size) for name, size in sizes.items()}
        drawn = _drawn(found, chosen, where, "row" if along == "row" else "column")
        return Reading(format=FORMAT, facts={**_choices(found, chosen, where), **drawn})


def _choices(found: Gridded, chosen: Variable, where: Mapping[str, int]) -> dict[str, Any]:
    return {
        "variables": [[each.short, each.line("long_name") or each.short] for each in found.fields],
        "variable": chosen.short,
        "name": chosen.line("long_name") or chosen.short,
        "unit": unit_of(chosen),
        "depths": finite(found.depths.tolist()),
        "times": times_of(found),
        "latitudes": finite(values_of(found.latitude).tolist()),
        "longitudes": finite(values_of(found.longitude).tolist()),
        **where,
    }


def _drawn(found: Gridded, chosen: Variable, where: Mapping[str, int], along: str) -> dict[str, Any]:
    rows, columns = values_of(found.latitude), values_of(found.longitude)
    field = found.field_at(chosen, depth=where["depth"], time=where["time"])
    made = drawn_grid(chosen, rows, columns, field)
    if made is None:
        return {}
    grid, picture = made
    told: dict[str, Any] = {"grid": grid.model_dump(mode="json"), "picture": b64encode(picture).decode("ascii")}
    place = _best_place(field)
    lon, lat = float(columns[place[1]]), float(rows[place[0]])
    station = Station(longitude=(lon + 180) % 360 - 180, latitude=lat)
    if found.has_depth(chosen):
        told |= _section(found, chosen, where, along)
        told["profile"] = _profile(found, chosen, where["time"], place, station)
    if found.times > 1:
        told["series"] = _series(found, chosen, where["depth"], place, station)
    told["dots"] = dots_of(found, depth=where["depth"], time=where["time"])
    return {key: value for key, value in told.items() if value is not None}


def _best_place(field: Any) -> tuple[int, int]:
    """The cell with a value that lies nearest to the middle."""
    known = np.argwhere(np.isfinite(field))
    away = ((known - np.array(field.shape) / 2) ** 2).sum(axis=1)
    row, column = known[int(np.argmin(away))]
    return int(row), int(column)


def _section(found: Gridded, chosen: Variable, where: Mapping[str, int], along: str) -> dict[str, Any]:
    """Depth by longitude or latitude: depths stretched to even ones, each as the nearest level is."""
    at = where["row"] if along == "column" else where["column"]
    cut = found.section_at(chosen, along=along, at=at, time=where["time"])
    axis = values_of(found.longitude if along == "column" else found.latitude)
    if axis[0] > axis[-1]:
        axis, cut = axis[::-1], cut[:, ::-1]
    even = np.linspace(found.depths.min(), found.depths.max(), _ROWS)
    level = np.abs(even[:, None] - found.depths[None, :]).argmin(axis=1)
    step = max(1, -(-cut.shape[1] // _COLUMNS))
    made = painted(cut[level][:, ::step])
    if made is None:
        return {}
    told = {"low": made.low, "high": made.high, "is_cut": made.is_cut}
    told |= {"begin": float(axis[0]), "end": float(axis[-1]), "top": float(even[0]), "bottom": float(even[-1])}
    return {"section": {**told, "along": along, "picture": b64encode(made.picture).decode("ascii")}}


def _profile(
    found: Gridded, chosen: Variable, time: int, place: tuple[int, int], station: Station
) -> dict[str, Any] | None:
    values = finite(found.profile_at(chosen, place=place, time=time).tolist())
    return _plot("profile", Line(name="depth", unit="m", values=_thin(found.depths.tolist(), values)[0]),
                 _line(chosen, _thin(found.depths.tolist(), values)[1]), station)  # fmt: skip


def _series(
    found: Gridded, chosen: Variable, depth: int, place: tuple[int, int], station: Station
) -> dict[str, Any] | None:
    seconds = found.seconds()
    values = finite(found.series_at(chosen, place=place, depth=depth).tolist())
    along, kept = _thin(seconds, values)
    return _plot("series", Line(name="time", unit="UTC", values=along), _line(chosen, kept), station)


def _thin(along: Sequence[float | None], values: Sequence[float | None]) -> tuple[Any, Any]:
    kept = kept_indexes([values])
    return tuple(finite([along[index] for index in kept], 12)), tuple(values[index] for index in kept)


def _line(variable: Variable, values: Any) -> Line:
    return Line(name=name_of(variable), unit=unit_of(variable), values=values)


def _plot(kind: Any, axis: Line, line: Line, station: Station) -> dict[str, Any] | None:
    if sum(value is not None for value in line.values) < 2:
        return None
    return Plot(kind=kind, axis=axis, lines=(line,), station=station).model_dump(mode="json")
