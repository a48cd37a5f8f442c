"""Stations of ODV spreadsheets and tables; real samples; what a damaged or lying process says."""

import os
from pathlib import Path
from typing import Final

import pytest

from config.demo import files
from repository.inspection.reading import Reading
from repository.stations import gathering
from repository.stations.readers import read_stations_apart
from repository.stations.shapes import Found, Station, carried, found_from
from tests.repository.inside.conftest import read_here

SAMPLES: Final = Path(os.environ.get("VARVE_SHARED", "../shared")) / "standards" / "files"

GOLDEN: Final = {
    "odv/diap.txt": (13, "DIAPALIS 2 1", "profile", 166.747, -21.95167, "2001-12-10T17:29:00", 7),
    "odv/00563439_ODV_withBOM.txt": (
        *(1, "MI CTD Oceanographic Survey 1", "profile", -8.4245, 51.24717),
        *("2006-02-18T12:54:17", 88),
    ),
    "netcdf-seadatanet/diap.nc": (13, "FI35200110014 1", "profile", 166.747, -21.95167, "2001-12-10T17:29:00Z", 7),
    "netcdf-seadatanet/sdn_trajectory_tsg.nc": (
        *(1, "FI35200001016 1", "path", 7.74958, 42.34374),
        *("2000-08-11T15:22:58Z", 264),
    ),
    "netcdf-argo/R13857_001.nc": (1, "13857 1", "profile", -16.032, 0.267, "1997-07-29T20:03:00Z", 112),
    "csv/rephytox.csv": (104, "Oye plage", "series", 1.99866, 51.00248, "2008-04-15", 14),
    "grib/regular_ll_sfc.grib": (1, "", "area", -180.0, -90.0, "2017-10-18", 0),
}


def read(folder: Path, name: str, content: bytes) -> Found | None:
    path = folder / name
    path.write_bytes(content)
    return read_here(path, name=name, media_type="text/plain")


@pytest.mark.parametrize("name", GOLDEN)
def test_real_files_give_the_stations_they_hold(name: str) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip(f"{name} is not here")
    found = read_here(SAMPLES / name, name=name, media_type="")
    assert found is not None
    first = found.stations[0]
    told = (first.name, first.kind, first.west, first.south, first.begin, first.observations)
    assert (len(found.stations), *told) == GOLDEN[name]


def test_a_spreadsheet_of_odv_gives_its_casts_without_what_is_flagged(tmp_path: Path) -> None:
    flagged = files.odv_spreadsheet().replace(b"\t100\t1\t", b"\t100\t4\t", 1)
    found = read(tmp_path, "ctd.txt", flagged)
    assert found is not None
    assert [each.name for each in found.stations] == [f"GULF26 GL0{number}" for number in range(1, 9)]
    assert [each.bottom for each in found.stations[:2]] == [75.0, 100.0]
    assert found.stations[0].variables == ("Depth", "Temperature", "Salinity")


def test_rows_without_depth_are_one_series_for_each_place_and_dates_are_not_guessed(tmp_path: Path) -> None:
    rows = "site,lat,lon,date,level\nA,1,2,{},1\nA,1,2,{},2\n"
    found = read(tmp_path, "a.csv", rows.format("13/02/2019", "05/03/2019").encode())
    assert found is not None
    assert [(each.kind, each.begin, each.end) for each in found.stations] == [("series", "2019-02-13", "2019-03-05")]
    unsure = read(tmp_path, "b.csv", rows.format("03/02/2019", "05/03/2019").encode())
    assert unsure is not None
    assert [each.begin for each in unsure.stations] == [""]


def test_the_track_of_a_ship_is_a_path_day_by_day_however_long_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_A_PATH", 20)
    rows = [f"2019-04-{1 + n // 24:02d}T{n % 24:02d}:00Z,{40 + n / 100},{3 + n / 100},{n}" for n in range(72)]
    found = read(tmp_path, "track.csv", ("\n".join(["time,lat,lon,sst", *rows]) + "\n").encode())
    assert found is not None
    assert [(each.kind, each.begin[:10], each.observations) for each in found.stations] == [
        ("path", f"2019-04-0{day}", 24) for day in (1, 2, 3)
    ]


def test_what_is_read_apart_is_believed_no_further_than_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "bottles.csv"
    path.write_bytes(files.csv_bottles())
    found = read_stations_apart(path, name="bottles.csv", media_type="text/csv")
    assert found is not None
    assert len(found.stations) == 8
    path.write_bytes(b"CDF\x01" + b"\xff" * 4_000)
    assert read_stations_apart(path, name="x.nc", media_type="application/x-netcdf") is None
    wrong = carried([Station(west=1e9, south=0.0, east=0.0, north=0.0, begin="x", end="y", top=9.0, bottom=1.0)])
    told = found_from(wrong)
    assert told is not None
    assert told.stations[0][2:10] == (None, None, None, None, "", "", 1.0, 9.0)
    assert found_from(Reading(format="stations", facts={"rows": [["a", "nonsense"]], "sets": [[]]})) is None
    assert found_from(Reading(format="stations", facts={"rows": 7})) is None
