"""Real files of several centres; without the folder of samples (VARVE_SHARED) these are skipped."""

from pathlib import Path

import pytest

from compute.observations.reading import read
from compute.refusals import DataRefused
from tests.services.components import shared_folder


@pytest.fixture
def samples() -> Path:
    """The folder of sample files."""
    folder = shared_folder("standards") / "files"
    if not folder.exists():
        pytest.skip("shared/standards/files is not here: give VARVE_SHARED")
    return folder


def test_the_sample_of_divand_reads_as_it_does_there(samples: Path) -> None:
    path = samples / "odv" / "divand_sample_ODV.txt"
    silicate = read(path, "text/plain", variable="SLCAAAZX")
    assert silicate.value.tolist() == [37.5]
    assert silicate.platform.tolist() == ["1234-water_sample2"]
    assert (silicate.lon[0], silicate.lat[0], silicate.depth[0], silicate.qc[0]) == (10, 20, 3, b"1")
    assert silicate.time.astype(str).tolist() == ["2010-01-01T00:00:00.000"]
    with pytest.raises(DataRefused, match="without a value"):
        read(path, "text/plain", variable="PSSTTS01")


@pytest.mark.parametrize(
    ("name", "count", "variables"),
    [
        ("odv/00563439_ODV_withBOM.txt", 176, {"SDN:P01::TEMPPR01", "SDN:P01::PSALST01"}),
        ("odv/diap.txt", 220, {"SDN:P01::PRESPR01", "SDN:P01::NTRAYYDZ"}),
        ("odv/trajectory_date_yMd.txt", 12, {"SDN:P01::TEMPPR01", "SDN:P01::PSLTZZ01"}),
        ("netcdf-seadatanet/diap.nc", 220, {"SDN:P01::PRESPR01", "SDN:P01::NTRAYYDZ"}),
        ("netcdf-argo/R13857_001.nc", 112, {"sea_water_temperature"}),
        ("netcdf-argo/D1900857_001.nc", 220, {"sea_water_temperature", "sea_water_salinity"}),
    ],
)
def test_files_of_several_centres_are_read(samples: Path, name: str, count: int, variables: set[str]) -> None:
    found = read(samples / name, "text/plain")
    assert len(found) == count
    assert {each.key for each, _ in found.present} == variables


def test_the_spreadsheet_and_the_netcdf_of_the_same_casts_hold_the_same(samples: Path) -> None:
    one, other = (read(samples / name, "") for name in ("odv/diap.txt", "netcdf-seadatanet/diap.nc"))
    for name in ("NTRAYYDZ", "PRESPR01"):
        text, binary = (each.select(variable=name) for each in (one, other))
        assert text.value.tolist() == pytest.approx(binary.value.tolist())
        assert text.lon.tolist() == pytest.approx(binary.lon.tolist())
        assert text.platform.tolist() == binary.platform.tolist()
        assert text.unit.tolist() == binary.unit.tolist()
        assert text.days.tolist() == pytest.approx(binary.days.tolist(), abs=2 / 86400)


def test_a_ship_that_measures_under_way_is_where_it_was(samples: Path) -> None:
    found = read(samples / "netcdf-seadatanet/sdn_trajectory_tsg.nc", "", variable="TEMPPR01")
    assert len(set(found.lon.tolist())) > 200
    assert set(found.depth) == {3.0}


def test_oxygen_of_a_float_is_what_was_adjusted_per_litre(samples: Path) -> None:
    found = read(samples / "netcdf-argo/BD3902131_001.nc", "", variable="DOXY")
    assert found.value[0] == pytest.approx(195.9814 * 1.025, rel=1e-6)
    assert set(found.unit) == {"umol/l"}
    assert {each.name for each, _ in found.present} == {"DOXY_ADJUSTED"}


REFUSED = (
    "damaged/argo_truncated.nc",
    "damaged/jpeg_named_as.nc",
    "damaged/zero_bytes.csv",
    "documents/ifremer.png",
    "netcdf-argo/1900857_meta.nc",
    "netcdf-satellite/ascat_metopa_l2_ovw_subset.nc",
    "vector/corrupt_too_long.shp",
)


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_observations_is_refused(samples: Path, name: str) -> None:
    with pytest.raises(DataRefused):
        read(samples / name, "text/csv")
