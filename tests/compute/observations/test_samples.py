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
    with pytest.raises(DataRefused, match="value-missing"):
        read(path, "text/plain", variable="PSSTTS01")


@pytest.mark.parametrize(
    ("name", "count", "variables"),
    [
        ("odv/00563439_ODV_withBOM.txt", 176, {"SDN:P01::TEMPPR01", "SDN:P01::PSALST01"}),
        ("odv/diap.txt", 220, {"SDN:P01::PRESPR01", "SDN:P01::NTRAYYDZ"}),
        ("odv/trajectory_date_yMd.txt", 12, {"SDN:P01::TEMPPR01", "SDN:P01::PSLTZZ01"}),
    ],
)
def test_spreadsheets_of_several_centres_are_read(samples: Path, name: str, count: int, variables: set[str]) -> None:
    found = read(samples / name, "text/plain")
    assert len(found) == count
    assert {each.key for each, _ in found.present} == variables


@pytest.mark.parametrize(
    "name",
    ["damaged/zero_bytes.csv", "damaged/jpeg_named_as.nc", "documents/ifremer.png", "vector/corrupt_too_long.shp"],
)
def test_what_holds_no_observations_is_refused(samples: Path, name: str) -> None:
    with pytest.raises(DataRefused):
        read(samples / name, "text/csv")
