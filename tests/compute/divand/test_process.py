"""From staged observations to a product: the whole way of a job, what it refuses, and what it does not depend on."""

import json
from pathlib import Path

import numpy as np
import pytest
from netCDF4 import Dataset

from compute.processes.registry import processes
from compute.refusals import DataRefused, InputRefused
from repository.inspection.netcdf.conformance import read as read_conformance
from tests.compute.divand.jobs import DIVAND, inputs_of, job, run, stations


def test_observations_become_a_field_near_the_truth_with_its_error(tmp_path: Path) -> None:
    rows = [*stations(60), (1.0, 41.0, 0.0, "1990-01-01", 99.0)]
    made = run(job(tmp_path, rows, epsilon2=0.01, attributes={"institution_urn": "SDN:EDMO::2172"}))
    with Dataset(made["field"].path) as data:
        field, error = data["sea_water_salinity"][0, 0], data["sea_water_salinity_relerr"][0, 0]
        lon, lat = np.meshgrid(data["lon"][:], data["lat"][:])
        truth = 35 + np.sin(lon / 2) + 0.5 * np.cos(lat)
        assert float(np.sqrt(np.mean((field - truth)[error < 0.3] ** 2))) < 0.2
        assert 0 <= error.min() < error.max() <= 1
        masked = data["sea_water_salinity_L1"][0, 0]
        assert np.array_equal(np.ma.getmaskarray(masked), np.asarray(error > 0.3))
        assert np.array_equal(data["sea_water_salinity_deepest"][0], field)
        assert len(data["obslon"]) == 60
        assert b"".join(data["obsid"][0].compressed()).decode() == "S0"
        assert data.institution_urn == "SDN:EDMO::2172"
        assert data["sea_water_salinity"].standard_name == "sea_water_salinity"
    report = json.loads(made["report"].path.read_text())
    assert report["fields"][0]["used"] == 60


def test_the_product_keeps_to_the_cf_conventions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = run(job(tmp_path, stations(), months=[[12, 1, 2], [6, 7, 8]]))
    monkeypatch.chdir(tmp_path)
    assert read_conformance(made["field"].path, name="field.nc").problems == ()
    with Dataset(made["field"].path) as data:
        assert data["time"].climatology == "climatology_bounds"
        days = np.datetime64("1900-01-01") + data["climatology_bounds"][:].astype("m8[D]")
        assert [str(day) for day in days.ravel()] == ["1999-12-01", "2001-03-01", "2000-06-01", "2001-09-01"]
        stored = data["sea_water_salinity"]
        assert stored.filters()["complevel"] == 5
        assert stored.filters()["fletcher32"]
        assert stored.dtype == np.float32


def test_one_task_and_four_give_the_same_bytes(tmp_path: Path) -> None:
    said = {"years": [2000, 2001], "year_window": 1, "months": [[1], [7]], "length": "fit", "depths": [0, 10]}
    rows = [(lon, lat, 10.0 * (i % 2), time, value) for i, (lon, lat, _z, time, value) in enumerate(stations(48))]
    made = [run(job(tmp_path / str(tasks), rows, tasks=tasks, **said)) for tasks in (1, 4)]
    with Dataset(made[0]["field"].path) as one, Dataset(made[1]["field"].path) as four:
        assert set(one.variables) == set(four.variables)
        for name in one.variables:
            one[name].set_auto_mask(False)
            four[name].set_auto_mask(False)
            assert one[name][:].tobytes() == four[name][:].tobytes(), name
    reports = [json.loads(each["report"].path.read_text()) for each in made]
    assert reports[0] == reports[1]


def test_the_same_request_gives_the_same_file(tmp_path: Path) -> None:
    files = [run(job(tmp_path / name, stations()))["field"].path.read_bytes() for name in "ab"]
    assert files[0] == files[1]


def test_a_box_over_the_antimeridian_is_one_field(tmp_path: Path) -> None:
    rows = [(lon if lon <= 180 else lon - 360, 0.0, 0.0, "2000-05-01", 35.0) for lon in np.arange(175.0, 186.0)]
    made = run(job(tmp_path, rows, bbox={"bbox": [174, -3, -174, 3]}, step_lon=1, step_lat=1, crowds="none"))
    with Dataset(made["field"].path) as data:
        assert (data["lon"][0], data["lon"][-1]) == (174, 186)
        assert len(data["obslon"]) == 11
        assert data["obslon"][:].max() == 185
        assert data["sea_water_salinity_relerr"][0, 0, 3].max() < 0.5


def test_a_field_goes_around_the_world_and_over_a_pole(tmp_path: Path) -> None:
    rows = [(float(lon), 85.0, 0.0, "2000-05-01", 34.0 + 0.001 * (lon % 7)) for lon in range(-180, 180, 20)]
    said = {"bbox": {"bbox": [-180, 80, 180, 90]}, "step_lon": 10, "step_lat": 2}
    made = run(job(tmp_path, rows, **said, duplicates="keep"))
    with Dataset(made["field"].path) as data:
        assert len(data["lon"]) == 36
        field = data["sea_water_salinity"][0, 0]
        assert np.ma.count(field) == field.size
        assert abs(field - 34).max() < 0.1


def test_an_empty_area_is_refused_with_what_is_near(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match=r"outside the area .* the nearest at .* km away"):
        DIVAND.plan(job(tmp_path / "area", stations(), bbox={"bbox": [20, 40, 30, 46]}))
    with pytest.raises(DataRefused, match=r"outside 1950 to 1960, from 2000-01-15 to 2001-07-15"):
        DIVAND.plan(job(tmp_path / "years", stations(), years=[1950, 1960]))
    with pytest.raises(DataRefused, match="has no variable"):
        DIVAND.plan(job(tmp_path / "variable", stations(), variable="PHOSPHATE"))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"bbox": {"bbox": [0, 50, 8, 40]}}, "bbox"),
        ({"bbox": {"bbox": [0, -91, 8, 40]}}, "bbox"),
        ({"bbox": {"bbox": [0, 40, 8]}}, "bbox"),
        ({"bbox": {"bbox": [float("nan"), 40, 8, 50]}}, "bbox"),
        ({"bbox": {"bbox": [0, 40, 8, 46], "crs": "EPSG:2154"}}, "bbox"),
        ({"depths": [10, 0]}, "depths"),
        ({"years": [2001, 2000]}, "years"),
        ({"months": [[1, 12, 3, 2]]}, "months"),
        ({"step_lon": 0.001, "step_lat": 0.001}, "step_lon"),
        ({"step_lat": 20}, "step_lat"),
        ({"limits": [5, 1]}, "limits"),
        ({"transform": "logit", "transform_limits": [3, 1]}, "transform_limits"),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_name_of_its_input(said: dict[str, object], name: str) -> None:
    with pytest.raises(InputRefused) as refused:
        DIVAND.check(inputs_of(**said))
    assert refused.value.input == name


def test_the_price_grows_with_the_cells_and_counts_a_task_a_field() -> None:
    small, large = (DIVAND.estimate(inputs_of(step_lon=step, year_window=1)) for step in (0.5, 0.05))
    assert small.n_tasks == large.n_tasks == 2
    assert small.mem_mb < large.mem_mb
    assert small.walltime_s < large.walltime_s
    assert processes()["divand"].id == "divand"
