"""Experts' inputs of the process: noise, errors, solvers, crowds, transforms, limits, suspects, depths."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from netCDF4 import Dataset

from compute.processes.divand.analysis import analysis
from compute.processes.divand.errorfields import Method, error_field
from compute.processes.divand.grid import rectangular
from compute.refusals import DataRefused
from tests.compute.divand.jobs import Row, job, run, stations

SMALL = {"step_lon": 1.0, "step_lat": 1.0}
NAME = "sea_water_salinity"


def made(folder: Path, rows: list[Row] | None = None, **said: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The field and its error (time, depth, latitude, longitude) with NaN where blank, and the report."""
    files = run(job(folder, rows or stations(), **{**SMALL, **said}))
    with Dataset(files["field"].path) as data:
        names = ("", "_relerr", "_L1", "_deepest")
        arrays = {name: np.ma.filled(data[f"{NAME}{name}"][:].astype(float), np.nan) for name in names}
    return arrays, json.loads(files["report"].path.read_text())


@pytest.mark.parametrize("solver", ["superlu", "pcg", "dual"])
def test_every_solver_gives_the_same_field(tmp_path: Path, solver: str) -> None:
    first, _report = made(tmp_path / "a")
    other, _report = made(tmp_path / "b", solver=solver)
    assert other[""] == pytest.approx(first[""], abs=1e-4)


def test_the_quick_error_is_near_the_exact_one(tmp_path: Path) -> None:
    quick, exact, none = (made(tmp_path / how, error=how)[0]["_relerr"] for how in ("scpme", "exact", "none"))
    assert np.abs(quick - exact).mean() < 0.25
    assert ((exact >= 0) & (exact <= 1)).all()
    assert np.isnan(none).all()


@pytest.mark.parametrize(("observations", "noise"), [(30, 0.1), (30, 1.0), (100, 0.5)])
def test_the_scaled_quick_error_is_nearer_to_the_exact_one(observations: int, noise: float) -> None:
    lot = np.random.RandomState(observations)
    wet, pm, xi = rectangular(np.linspace(0, 1, 30), np.linspace(0, 1, 30))
    places = tuple(lot.uniform(0.02, 0.98, (2, observations)))
    system = analysis(wet, pm, xi, places, np.ones(observations), 0.12, noise).system
    exact = error_field(system, "exact", is_scaled=True)
    methods: tuple[Method, ...] = ("cpme", "scpme")
    quick, scaled = (np.abs(error_field(system, method) - exact).mean() for method in methods)
    assert scaled < 0.9 * quick
    assert ((exact >= 0) & (error_field(system, "scpme") <= 1)).all()


def test_without_observations_nothing_is_learned_however_it_is_asked() -> None:
    wet, pm, xi = rectangular(np.linspace(0, 1, 9), np.linspace(0, 1, 9))
    assert error_field(analysis(wet, pm, xi, ([5.0], [5.0]), [1.0], 0.2, 1.0).system, "scpme") == pytest.approx(1)


def test_noise_that_is_tuned_follows_the_data(tmp_path: Path) -> None:
    rows = stations(120)
    _field, report = made(tmp_path, rows, noise="tuned", epsilon2=1.0, duplicates="keep", crowds="none")
    assert report["fields"][0]["epsilon2"] < 0.3


@pytest.mark.parametrize("crowds", ["weights", "superobservations", "none"])
def test_ten_times_one_wrong_place_pulls_less_where_crowds_are_known(tmp_path: Path, crowds: str) -> None:
    crowd: list[Row] = [(4.0 + i / 1000, 43.0, 0.0, f"2000-01-{i + 1:02d}", 38.0 + i / 10) for i in range(10)]
    field, report = made(tmp_path, [*stations(20), *crowd], crowds=crowds)
    centre = field[""][0, 0, 3, 4]
    assert report["fields"][0]["used"] == (30 if crowds != "superobservations" else report["fields"][0]["used"])
    assert centre < 38 or crowds == "none"
    assert 35 < centre < 39


def test_a_log_keeps_concentrations_above_0_and_limits_hold(tmp_path: Path) -> None:
    rows: list[Row] = [(lon, lat, z, time, float(np.exp(3 * (v - 35)))) for lon, lat, z, time, v in stations(60)]
    plain, _report = made(tmp_path / "a", rows, transform="none", background="none", epsilon2=0.01)
    log, _report = made(tmp_path / "b", rows, transform="log", epsilon2=0.01)
    held, _report = made(tmp_path / "c", rows, limits=[1.0, 1.5])
    assert log[""].min() > 0 > plain[""].min() or plain[""].min() >= 0
    assert (held[""].min(), held[""].max()) == pytest.approx((1.0, 1.5), rel=1e-6)
    with pytest.raises(DataRefused, match="transform"):
        made(tmp_path / "d", [(*row[:4], -1.0) for row in rows], transform="log")


def test_a_value_that_is_far_off_is_told_with_where_it_was_read(tmp_path: Path) -> None:
    rows = [*stations(60), (4.0, 43.0, 0.0, "2000-02-01", 60.0)]
    _field, report = made(tmp_path, rows)
    suspects = report["fields"][0]["suspects"]
    assert suspects[0]["row"] == 61
    assert suspects[0]["original_value"] == 60.0
    assert suspects[0]["score"] > 9


def test_a_period_without_observations_is_blank_and_said_so(tmp_path: Path) -> None:
    field, report = made(tmp_path, stations(20), years=[1999, 2000], year_window=1)
    assert np.isnan(field[""][0]).all()
    assert np.isfinite(field[""][1]).all()
    assert [each["used"] for each in report["fields"]] == [0, 10]


def test_layers_have_profiles_and_their_own_lengths(tmp_path: Path) -> None:
    rows: list[Row] = [
        (lon, lat, depth, time, v + depth / 50) for lon, lat, _z, time, v in stations(40) for depth in (0.0, 20.0, 50.0)
    ]
    field, report = made(tmp_path, rows, depths=[0, 20, 50], background="profile", length="fit", epsilon2=0.1)
    means = np.nanmean(field[""][0], axis=(1, 2))
    assert means == pytest.approx(means[0] + np.array([0, 20, 50]) / 50, abs=0.6)
    assert field["_deepest"][0] == pytest.approx(field[""][0, 2])
    assert len(report["lengths"]["horizontal_m"]) == 3


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e36])
def test_values_that_are_none_are_left_out(tmp_path: Path, value: float) -> None:
    clean, _report = made(tmp_path / "a", stations(20))
    dirty, _report = made(tmp_path / "b", [*stations(20), (4.0, 43.0, 0.0, "2000-02-01", value)])
    assert np.array_equal(clean[""], dirty[""])


def test_text_with_the_metacharacters_of_a_shell_is_text(tmp_path: Path) -> None:
    nasty = "$(touch x); `id` | \"'&\n<b>"
    run(job(tmp_path / "a", stations(20), **SMALL, attributes={"title": nasty, "comment": "  "}))
    with Dataset(tmp_path / "a" / "out" / "merge" / "field.nc") as data:
        assert data.title == nasty
        assert "comment" not in data.ncattrs()
    with pytest.raises(DataRefused, match="no variable"):
        run(job(tmp_path / "b", stations(20), variable="$(touch x)"))
