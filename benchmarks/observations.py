"""Observations read into the table, beside plain readers: `python -m benchmarks.observations`.

An ODV spreadsheet of casts with five flagged variables: rows a second for all variables, and for one, beside
`csv.reader` (pandas where it is installed) that makes arrays of the same columns of numbers. CF profiles as a
contiguous ragged array in NetCDF: values a second, beside netCDF4 that reads the arrays as they are. Memory: the peak
of a process that reads one variable of a spreadsheet of 500 MB, beside the size of the file. BENCH_FOLDER names a
folder (default /tmp).
"""

import csv
import importlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import netCDF4
import numpy as np

from benchmarks.reporting.figures import figure
from compute.observations.reading import read
from config.tooling.stamps import ROOT

MB = 1_000_000
_LEVELS = 100
_VARIABLES = ("Temperature [degC]", "Salinity [psu]", "Oxygen [ml/l]", "Nitrate [umol/l]", "Phosphate [umol/l]")
_ONE = (
    "import sys, resource; from pathlib import Path; from compute.observations.reading import read; "
    "print(len(read(Path(sys.argv[1]), 'text/plain', variable='Oxygen')), "
    "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)"
)


@dataclass(frozen=True)
class Plan:
    """Rows of the spreadsheet, values of the NetCDF, bytes of the large spreadsheet, and how often each is read."""

    rows: int = 200_000
    values: int = 2_000_000
    size: int = 500 * MB
    rounds: int = 3


def main(plan: Plan) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir=os.environ.get("BENCH_FOLDER", "/tmp")) as name:
        path = Path(name) / "made.txt"
        _spreadsheet(path, rows=plan.rows)
        peer = "pandas" if importlib.util.find_spec("pandas") else "csv.reader"
        said = f"observations of an ODV spreadsheet of {plan.rows} rows beside {peer}"
        _compare(f"{said}, five variables", plan, plan.rows, lambda: read(path, ""), lambda: _plain(path, 5))
        one = lambda: read(path, "", variable="Oxygen")  # noqa: E731
        _compare(f"{said}, one variable", plan, plan.rows, one, lambda: _plain(path, 1))
        _large(path, plan)
        path = Path(name) / "made.nc"
        _ragged(path, plan.values)
        said = f"observations of {plan.values} values of CF profiles beside netCDF4 reading the arrays"
        _compare(said, plan, plan.values, lambda: read(path, ""), lambda: _raw(path))


def _compare(said: str, plan: Plan, count: int, ours: Callable[[], object], peers: Callable[[], object]) -> None:
    speeds: tuple[list[float], list[float]] = [], []
    for _ in range(plan.rounds):
        for side, act in zip(speeds, (ours, peers), strict=True):
            started = time.perf_counter()
            act()
            side.append(count / (time.perf_counter() - started))
    print(figure(said, unit="rows/s", ours=speeds[0], peers=speeds[1]), flush=True)


def _large(path: Path, plan: Plan) -> None:
    """The memory that one variable of a large file takes, in a process of its own."""
    rows = _spreadsheet(path, size=plan.size)
    done = subprocess.run([sys.executable, "-c", _ONE, str(path)], check=True, cwd=ROOT, capture_output=True, text=True)
    count, most = map(int, done.stdout.split())
    size = path.stat().st_size
    said = f"memory for one variable of an ODV spreadsheet of {rows} rows, {count} observations, beside the file"
    print(figure(said, unit="MB", ours=[most / MB], peers=[size / MB]), flush=True)


def _spreadsheet(path: Path, *, rows: int = 0, size: int = 0) -> int:
    """Casts of a hundred levels, until there are so many rows, or so many bytes; how many rows there are."""
    random = np.random.default_rng(7)
    head = "Cruise\tStation\tType\tyyyy-mm-ddThh:mm:ss.sss\tLongitude [degrees_east]\tLatitude [degrees_north]"
    labels = [text for label in ("Depth [m]", *_VARIABLES) for text in (label, "QV:SEADATANET")]
    written = cast = 0
    levels = [_levels(random.random((_LEVELS, len(_VARIABLES))) * 30) for _ in range(50)]
    with path.open("w") as stream:
        stream.write("\t".join([head, *labels]) + "\n")
        while written < rows or stream.tell() < size:
            day = np.datetime64("1990-01-01") + cast % 10_000
            first = f"C1\t{cast}\tB\t{day}T12:00:00\t{cast % 360 - 180 + 0.25}\t{cast % 120 - 60 + 0.5}"
            stream.write(first + levels[cast % len(levels)])
            written, cast = written + _LEVELS, cast + 1
    return written


def _levels(values: np.ndarray) -> str:
    """The rest of the first row of a cast, and its other rows."""
    told = ("\t".join(f"{value:.3f}\t1" for value in row) for row in values)
    rows = [f"\t{level * 10}\t1\t{cells}\n" for level, cells in enumerate(told)]
    return (5 * "\t").join(rows)


def _plain(path: Path, variables: int) -> list[np.ndarray]:
    """Depth and values of so many columns as arrays."""
    wanted = [6, *(8 + 2 * n for n in range(variables))]
    if importlib.util.find_spec("pandas"):
        table = importlib.import_module("pandas").read_csv(path, sep="\t", usecols=wanted)
        return [table.iloc[:, n].to_numpy() for n in range(len(wanted))]
    with path.open(newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        columns: list[list[float]] = [[] for _ in wanted]
        for row in rows:
            for column, index in zip(columns, wanted, strict=True):
                column.append(float(row[index]))
    return [np.array(column) for column in columns]


def _ragged(path: Path, count: int) -> None:
    """Profiles of a hundred levels with temperature and its flags."""
    random, casts = np.random.default_rng(7), count // _LEVELS
    flags = {"sdn_conventions_urn": "SDN:L20::"}
    columns = {
        "lon": ("cast", "f8", random.random(casts) * 360 - 180, {"units": "degrees_east"}),
        "lat": ("cast", "f8", random.random(casts) * 120 - 60, {"units": "degrees_north"}),
        "time": ("cast", "f8", np.arange(casts), {"units": "hours since 1990-01-01", "standard_name": "time"}),
        "rows": ("cast", "i4", np.full(casts, _LEVELS), {"sample_dimension": "obs"}),
        "depth": (
            "obs",
            "f4",
            np.tile(np.arange(_LEVELS) * 10.0, casts),
            {"units": "m", "axis": "Z", "positive": "down"},
        ),
        "temp": ("obs", "f4", random.random(casts * _LEVELS) * 30, {"units": "K", "ancillary_variables": "temp_qc"}),
        "temp_qc": ("obs", "i1", np.full(casts * _LEVELS, ord("1")), flags),
    }
    with netCDF4.Dataset(path, "w") as made:
        made.featureType = "profile"
        made.createDimension("cast", casts)
        made.createDimension("obs", casts * _LEVELS)
        for name, (dimension, kind, values, said) in columns.items():
            variable = made.createVariable(name, kind, (dimension,))
            variable.setncatts(said)
            variable[:] = values


def _raw(path: Path) -> list[np.ndarray]:
    with netCDF4.Dataset(path) as opened:
        return [np.ma.filled(each[...], 0) for each in opened.variables.values()]


if __name__ == "__main__":
    main(Plan())
