"""Argo profiles are read by their modes: what was adjusted goes before what was sent."""

from pathlib import Path

import netCDF4
import numpy as np
import pytest

from compute.observations.reading import read
from compute.refusals import DataRefused
from repository.stations.places import depth_of
from tests.compute.observations.netcdf_files import argo


def test_adjusted_values_and_flags_are_those_of_profiles_that_are_adjusted(tmp_path: Path) -> None:
    found = read(argo(tmp_path / "made.nc", "RAD"), "application/x-netcdf", variable="TEMP")
    rows = sorted(zip(found.platform.tolist(), found.value.tolist(), found.qc.tolist(), strict=True))
    wanted = [("6900001/1", 10.0, b"1"), ("6900001/2", 11.0, b"2"), ("6900001/3", 11.0, b"2")]
    assert rows == [row for row in wanted for _ in range(3)]
    assert {each.name for each in found.variables} == {"TEMP", "TEMP_ADJUSTED"}
    assert found.time.astype(str).tolist() == ["2018-06-13T12:00:00.000"] * 9


def test_a_name_that_is_asked_for_means_both_what_was_sent_and_what_was_adjusted(tmp_path: Path) -> None:
    found = read(argo(tmp_path / "made.nc", "RD"), "", variable=["PSAL"])
    assert sorted(found.value.tolist()) == [35.0] * 3 + [36.0] * 3
    assert set(found.unit) == {"1e-3"}


def test_the_mode_of_a_parameter_goes_before_that_of_its_profile(tmp_path: Path) -> None:
    path = argo(tmp_path / "made.nc", "DD", own_modes=["RRD", "ADR"])
    heat, salt = (read(path, "", variable=name) for name in ("TEMP", "PSAL"))
    assert np.sort(heat.value).tolist() == [10.0] * 3 + [11.0] * 3
    assert dict(zip(salt.platform.tolist(), salt.value.tolist(), strict=True)) == {"6900001/1": 36.0, "6900001/2": 35.0}
    deep = dict(zip(heat.platform.tolist(), heat.depth.tolist(), strict=True))
    assert deep == pytest.approx({"6900001/1": depth_of(1000, 40), "6900001/2": depth_of(1001, 40)})


def test_what_experts_gave_up_and_what_is_flagged_as_bad_is_left_out(tmp_path: Path) -> None:
    with netCDF4.Dataset(argo(tmp_path / "made.nc", "D"), "a") as made:
        made["TEMP_ADJUSTED"][0, 0] = 99999.0
        made["PRES_ADJUSTED_QC"][0, 1] = b"4"
    found = read(tmp_path / "made.nc", "", variable="TEMP")
    assert found.row.tolist() == [3]
    assert found.dropped == {"coordinate-flagged": 1, "value-missing": 1}


@pytest.mark.parametrize(("name", "left"), [("POSITION_QC", 3), ("LATITUDE", 3)])
def test_a_profile_without_a_place_is_left_out(tmp_path: Path, name: str, left: int) -> None:
    with netCDF4.Dataset(argo(tmp_path / "made.nc", "RR"), "a") as made:
        made[name][0] = b"4" if name == "POSITION_QC" else 99999.0
    found = read(tmp_path / "made.nc", "", variable="TEMP")
    assert len(found) == left
    assert set(found.platform) == {"6900001/2"}


def test_a_file_of_argo_without_profiles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made.nc"
    with netCDF4.Dataset(path, "w", format="NETCDF3_CLASSIC") as made:
        made.Conventions = "Argo-3.1"
        made.createDimension("S8", 8)
        made.createVariable("PLATFORM_NUMBER", "S1", ("S8",))
    with pytest.raises(DataRefused, match="no profiles"):
        read(path, "")
