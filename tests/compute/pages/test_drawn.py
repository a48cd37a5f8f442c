"""A gridded result is drawn as numbers that were read apart: map, section, profile and series, by what is asked."""

import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest

from compute.models import Job, JobOutput
from compute.pages.results import AT_ONCE, drawn_of
from compute.queries import results_of
from compute.shown.field import read
from compute.states import JobState
from repository.previews.shapes import Grid, Plot
from tests.compute.divand.jobs import job, run, stations
from tests.compute.people import site
from tests.compute.test_job_moves import a_job

__all__ = ["site"]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seasons, two depths, a coarse grid."""
    folder = tmp_path_factory.mktemp("divand")
    rows = [row for lon, lat, _, when, value in stations() for row in
            [(lon, lat, 0.0, when, value), (lon, lat, 40.0, when, value + 1)]]  # fmt: skip
    said: dict[str, Any] = {"months": [[1], [7]], "depths": [0, 40], "step_lon": 1.0, "step_lat": 1.0}
    return run(job(folder, rows, **said))["field"].path


def shown(path: Path, **asked: Any) -> dict[str, Any]:
    return dict(read(path, name=path.name, **asked).facts)


def test_a_field_is_told_with_everything_that_can_be_chosen(product: Path) -> None:
    told = shown(product)
    assert told["variable"].endswith("_L2"), "without what lies far from observations"
    assert told["depths"] == [0, 40]
    assert told["times"] == [["2000-01-01", "2001-01-31"], ["2000-07-01", "2001-07-31"]]
    assert {"profile", "section", "series", "picture"} <= set(told)
    grid = Grid.model_validate(told["grid"])
    assert (grid.west, grid.south) == (-0.5, 39.5)
    assert (told["section"]["begin"], told["section"]["end"], told["section"]["bottom"]) == (0, 8, 40)
    assert len(Plot.model_validate(told["series"]).axis.values) == 2


def test_depth_time_row_and_variable_are_chosen_and_ends_hold(product: Path) -> None:
    name = next(key for key, _ in shown(product)["variables"] if key.endswith("_relerr"))
    error = shown(product, variable=name)["grid"]
    assert 0 <= error["low"] < error["high"] <= 1
    plain = name.removesuffix("_relerr")
    shallow, deep = (shown(product, variable=plain, depth=depth)["grid"] for depth in (0, 99))
    assert deep["low"] == pytest.approx(shallow["low"] + 1, abs=0.5)
    told = shown(product, variable="no such", depth=5, time=77, row=1_000)
    assert (told["depth"], told["time"], told["row"]) == (1, 1, 6)
    assert "section" not in shown(product, variable=f"{plain}_deepest")


def test_a_section_goes_along_either_axis(product: Path) -> None:
    told = shown(product, along="row", column=99)
    assert (told["section"]["begin"], told["section"]["end"], told["column"]) == (40, 46, 8)
    assert told["section"]["picture"] != shown(product, along="row", column=2)["section"]["picture"]
    assert shown(product, along="elsewhere")["section"]["along"] == "column"


def test_observations_of_the_season_and_depth_are_told(product: Path) -> None:
    with netCDF4.Dataset(product) as data:
        lon, days, depth = (data[name][:] for name in ("obslon", "obstime", "obsdepth"))
        moments = np.datetime64("1900-01-01", "s") + (np.asarray(days) * 86_400).astype("m8[s]")
        january = moments.astype("M8[M]").astype(int) % 12 == 0
    rows = list(zip(lon, january, depth, strict=True))
    winter = {round(float(one), 4) for one, is_january, at in rows if is_january and at < 20}
    summer = {round(float(one), 4) for one, is_january, at in rows if not is_january and at > 20}
    assert {one for one, _lat in shown(product)["dots"]} == winter != set()
    assert {one for one, _lat in shown(product, time=1, depth=1)["dots"]} == summer != set()


def test_many_observations_and_many_depths_take_little_memory(tmp_path: Path) -> None:
    depths, count = np.arange(300.0), 100_000
    with netCDF4.Dataset(tmp_path / "large.nc", "w") as data:
        axes: dict[str, Any] = {"lat": [40, 41], "lon": [1, 2], "depth": depths}
        for name, values in axes.items():
            data.createDimension(name, len(values))
            data.createVariable(name, "f8", (name,))[:] = values
        data.createDimension("observations", count)
        levels = np.arange(count) % 400
        observed: dict[str, Any] = {"obslon": 1 + levels / 400, "obslat": 40.5, "obsdepth": levels}
        for name, values in observed.items():
            data.createVariable(name, "f8", ("observations",))[:] = values
        for name, (unit, standard) in {
            "lat": ("degrees_north", "latitude"), "lon": ("degrees_east", "longitude"), "depth": ("m", "depth")
        }.items():  # fmt: skip
            for one in (name, f"obs{name}"):
                data[one].setncatts({"units": unit, "standard_name": standard})
        data["obsdepth"].axis = "Z"
        data.createVariable("temp", "f8", ("depth", "lat", "lon"))[:] = np.arange(1_200).reshape(300, 2, 2)
    tracemalloc.start()
    told = shown(tmp_path / "large.nc", depth=299)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told["dots"][0] == [1.7475, 40.5]
    assert len(told["dots"]) == 101
    assert most < 100e6


def test_a_file_without_a_grid_shows_nothing(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as data:
        data.createDimension("x", 3)
        data.createVariable("v", "f4", ("x",))
    assert read(tmp_path / "a.nc", name="a.nc").format == ""


@pytest.mark.django_db
def test_the_page_draws_it_once_and_keeps_what_was_read(site: Path, product: Path) -> None:
    kept = _result(product.read_bytes())
    drawn = drawn_of(kept, {"depth": "1", "variable": "", "time": "x", "row": "-3"})
    assert drawn is not None
    assert "40 m" in drawn.caption
    assert [select.name for select in drawn.selects] == ["variable", "depth", "time", "along", "row", "dots"]
    assert drawn.map.startswith("<svg")
    assert "data:image/png;base64," in drawn.map
    assert drawn.section is not None
    assert len(drawn.plots) == 2
    assert 'class="obs"' in drawn.map
    across = drawn_of(kept, {"along": "row", "column": "3", "dots": "no"})
    assert across is not None
    assert 'class="obs"' not in across.map
    assert [select.value for select in across.selects[-3:]] == ["row", "3", "no"]
    assert "longitude 3" in across.section_words
    (results_of(kept) / "field.nc").write_bytes(b"gone")
    assert drawn_of(kept, {"depth": "1"}) == drawn


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"CDF\x01nothing", b"\x89HDF\r\n\x1a\n" + b"\xff" * 200])
def test_a_broken_result_shows_nothing_and_the_page_stays(site: Path, content: bytes) -> None:
    kept = _result(content)
    assert drawn_of(kept, {}) is None
    shutil.rmtree(results_of(kept))
    assert drawn_of(kept, {"depth": "2"}) is None


def _result(content: bytes) -> Job:
    kept = a_job(JobState.SUCCEEDED)
    results_of(kept).mkdir(parents=True)
    (results_of(kept) / "field.nc").write_bytes(content)
    told = {"sha256": "0" * 64, "size": len(content), "media_type": "application/x-netcdf"}
    JobOutput.objects.create(job=kept, output="field", name="field.nc", **told)
    return kept


@pytest.mark.django_db
def test_only_so_many_results_are_read_at_once(site: Path, product: Path) -> None:
    kept = _result(product.read_bytes())
    with AT_ONCE, AT_ONCE:
        assert drawn_of(kept, {}) is None, "the page comes without pictures"
    assert drawn_of(kept, {}) is not None, "what nobody could read is not kept"


@pytest.mark.django_db
def test_questions_without_end_do_not_fill_the_disk(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = _result(b"CDF")
    monkeypatch.setattr("compute.pages.results.MOST_KEPT", 1)
    monkeypatch.setattr("compute.pages.results.PATIENCE_S", 30.0)
    for variable in ("a", "b", "c"):
        drawn_of(kept, {"variable": variable})
    assert len(list(results_of(kept).iterdir())) == 2
