"""Large NetCDF files inspected, beside opening them: `python -m benchmarks.inspection`.

Two files of 2 GB: a grid (few coordinates, much data) and observations (nearly all of it coordinates, the worst case).
Peer: `ncdump -h` where it is installed, else a process that opens the file with netCDF4 and lists it. Memory is the
peak resident size of all the processes of one inspection. BENCH_FOLDER names a folder (default /tmp).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import netCDF4
import numpy as np

from benchmarks.reporting.figures import figure
from config.tooling.stamps import ROOT

MB = 1_000_000
_OPEN = "import sys, netCDF4; print(netCDF4.Dataset(sys.argv[1]).variables)"
_INSPECT = (
    "import sys; from pathlib import Path; from repository.inspection.apart import inspect; "
    "reading = inspect(Path(sys.argv[1]), name='large.nc', media_type='application/x-netcdf'); "
    "fields = {proposal.field for proposal in reading.proposals}; "
    "sys.exit(0 if {'place/boxes', 'time/periods', 'variables'} <= fields else str(reading))"
)


@dataclass(frozen=True)
class Plan:
    """Bytes of each file, and how often it is read."""

    size: int = 2_000 * MB
    rounds: int = 3


def main(plan: Plan) -> None:
    """Measure and print: seconds and MB for each kind of file."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir=os.environ.get("BENCH_FOLDER", "/tmp")) as name:
        for kind, write in (("grid", _grid), ("observations", _observations)):
            path = Path(name) / f"{kind}.nc"
            write(path, plan.size)
            size = round(path.stat().st_size / MB)
            ours = [_measured((sys.executable, "-c", _INSPECT, str(path))) for _ in range(plan.rounds)]
            peers = [_measured((*_peer(), str(path))) for _ in range(plan.rounds)]
            peer = _peer()[0].rpartition("/")[2]
            said = f"inspection of a NetCDF of {size} MB, {kind}, beside {peer} that lists its header"
            for unit, place in (("s", 0), ("MB", 1)):
                figures = [[each[place] for each in side] for side in (ours, peers)]
                print(figure(said, unit=unit, ours=figures[0], peers=figures[1]), flush=True)
            path.unlink()


def _peer() -> tuple[str, ...]:
    ncdump = shutil.which("ncdump")
    return (ncdump, "-h") if ncdump else (sys.executable, "-c", _OPEN)


def _measured(command: tuple[str, ...]) -> tuple[float, float]:
    """Seconds, and MB of the largest process, of a command, from a process of its own that has had no child before."""
    code = (
        "import resource, subprocess, sys, time; started = time.perf_counter(); "
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], check=True, cwd=ROOT, capture_output=True, text=True)
    seconds, most = done.stdout.split()
    return float(seconds), float(most) / MB


def _grid(path: Path, size: int) -> None:
    """Daily fields of a quarter of a degree."""
    latitudes, longitudes = np.linspace(-90, 90, 721), np.arange(0, 360, 0.25)
    layer = np.random.default_rng(7).random((721, 1440), dtype=np.float32)
    with netCDF4.Dataset(path, "w") as made:
        made.setncatts({"Conventions": "CF-1.8", "title": "A grid made for a benchmark"})
        _axis(made, "lat", latitudes, "degrees_north", "latitude")
        _axis(made, "lon", longitudes, "degrees_east", "longitude")
        _axis(made, "time", np.arange(size // layer.nbytes), "days since 2000-01-01", "time")
        data = made.createVariable("tos", "f4", ("time", "lat", "lon"))
        data.setncatts({"units": "degC", "standard_name": "sea_surface_temperature"})
        for day in range(size // layer.nbytes):
            data[day] = layer


def _axis(made: netCDF4.Dataset, name: str, values: np.ndarray, units: str, standard_name: str) -> None:
    made.createDimension(name, len(values))
    axis = made.createVariable(name, "f8", (name,))
    axis.setncatts({"units": units, "standard_name": standard_name})
    axis[:] = values


def _observations(path: Path, size: int) -> None:
    """Points of one dimension: position, depth, time and one value."""
    count = size // 40
    units = {
        "lat": ("degrees_north", "latitude", -60.0, 60.0),
        "lon": ("degrees_east", "longitude", -179.0, 179.0),
        "depth": ("m", "depth", 0.0, 5000.0),
        "time": ("days since 1990-01-01", "time", 0.0, 10000.0),
        "temp": ("degC", "sea_water_temperature", -2.0, 30.0),
    }
    random = np.random.default_rng(7)
    with netCDF4.Dataset(path, "w") as made:
        made.setncatts({"Conventions": "CF-1.8", "featureType": "point", "title": "Points made for a benchmark"})
        made.createDimension("obs", count)
        for name, (unit, standard_name, low, high) in units.items():
            data = made.createVariable(name, "f8", ("obs",), fill_value=-999.0)
            data.setncatts({"units": unit, "standard_name": standard_name})
            if name == "depth":
                data.positive = "down"
            if name == "temp":
                data.coordinates = "time lat lon depth"
            for start in range(0, count, MB):
                length = min(MB, count - start)
                data[start : start + length] = low + (high - low) * random.random(length)


if __name__ == "__main__":
    main(Plan())
