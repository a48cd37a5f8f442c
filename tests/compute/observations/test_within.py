"""A part that is asked for while a file is read is the part that would be chosen of the whole."""

from pathlib import Path

import pytest

from compute.observations.reading import read
from compute.observations.within import Within
from compute.refusals import DataRefused
from tests.compute.observations.netcdf_files import argo
from tests.compute.observations.spreadsheets import Cast, spreadsheet

ROWS = [[str(depth), "1", "38", flag] for depth, flag in ((1, "1"), (50, "2"), (500, "3"))]
CASTS = [Cast(str(n), f"20{10 + n}-06-01", lon, 10.0, ROWS) for n, lon in enumerate((175.0, -175.0, 185.0, 0.0))]
PARTS = [
    Within(box=(170, 0, -170, 20)),
    Within(box=(-10, 0, 10, 20), depth=(0, 50)),
    Within(period=("2011", "2012")),
    Within(flags="12"),
    Within(box=(170, 0, -170, 20), period=("2010-06", "2011-06"), depth=(50, 500), flags="3"),
]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_the_same_before_and_after(tmp_path: Path, part: Within) -> None:
    path = spreadsheet(tmp_path, ["Depth [m]", "Salinity [psu]"], CASTS)
    whole, some = read(path, ""), read(path, "", within=part)
    after = whole.select(**part._asdict())
    assert some.row.tolist() == after.row.tolist()
    assert some.lon.tolist() == after.lon.tolist()
    assert some.dropped["not-asked-for"] == len(whole) - len(some) > 0


def test_a_part_in_which_nothing_is_tells_how_much_was_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="18 outside of what is asked for"):
        read(argo(tmp_path / "made.nc", "RAD"), "", within=Within(box=(100, -10, 110, 0)))
