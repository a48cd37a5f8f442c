"""Files that are broken, or made to do harm, end in a refusal and never in anything else."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.observations.reading import read
from compute.refusals import DataRefused
from tests.compute.observations.netcdf_files import LAYOUTS, Form, Profile, argo, layout
from tests.compute.observations.spreadsheets import Cast, spreadsheet, written
from tests.strategies import PATIENT

CAST = Profile("a", 10, 20, 100, [1, 2, 3], [7, 8, 9], ["1", "2", "3"])
CHANGES = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12)
FORM: Form = "NETCDF3_CLASSIC"


@cache
def _whole(kind: str) -> bytes:
    """A sound file."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        if kind == "argo":
            return argo(folder / "made.nc", "RAD").read_bytes()
        if kind == "odv":
            rows = [["1", "1", "38", "1"], ["2", "1", "39", "2"]]
            casts = [Cast("1", "2010-01-01", 1.0, 2.0, rows)] * 3
            return spreadsheet(folder, ["Depth [m]", "Salinity [psu]"], casts).read_bytes()
        return layout(folder / "made.nc", [CAST] * 3, kind, form=FORM).read_bytes()


def _survives(content: bytes, name: str = "made") -> None:
    """Reading gives observations or a refusal."""
    with TemporaryDirectory() as folder:
        try:
            found = read(written(Path(folder), content, name), "")
        except DataRefused as refusal:
            said = str(refusal)
        else:
            said = "" if not len(found) == len(found.lon) == len(found.platform) > 0 else "found"
    assert said


@given(st.sampled_from([*LAYOUTS, "argo", "odv"]), CHANGES)
@settings(PATIENT, max_examples=70)
def test_changed_bytes_are_read_or_refused(kind: str, changes: list[tuple[int, int]]) -> None:
    content = bytearray(_whole(kind))
    for place, byte in changes:
        content[place % len(content)] = byte
    _survives(bytes(content))


@given(st.sampled_from([*LAYOUTS, "argo", "odv"]), st.floats(0, 1))
@settings(PATIENT, max_examples=40)
def test_files_that_break_off_are_read_or_refused(kind: str, share: float) -> None:
    content = _whole(kind)
    _survives(content[: int(len(content) * share)])


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.odv", "a.nc"]))
@settings(PATIENT, max_examples=60)
def test_bytes_that_mean_nothing_are_read_or_refused(content: bytes, name: str) -> None:
    _survives(content, name)


@given(st.text(st.sampled_from("\t;,\n\r\"'/0123456789.-eE_nanifCdruiseStopTyLg[] \u00e9\u0663"), max_size=400))
@settings(PATIENT, max_examples=40)
def test_tables_of_nonsense_are_read_or_refused(rows: str) -> None:
    _survives(f"Cruise\tStation\tType\tLongitude\tLatitude\tDepth [m]\tSalinity\n{rows}".encode())
    _survives(f"lon,lat,date,depth (m),value\n{rows}".encode(), "made.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"lon,lat,value\n" + b"1" * 3_000_000,
        b'lon,lat,value\n1,2,"' + b"x\n" * 200_000,
        b"lon,lat,value\n1,2,3\n1,2,\0\n",
        b"CDF\x01" + b"\xff" * 200,
        b"\x89HDF\r\n\x1a\n" + b"\0" * 500,
        b"\xff\xfelon",
        b"\n" * 100,
    ],
)
def test_what_has_no_end_or_no_sense_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataRefused):
        read(written(tmp_path, content, "made.csv"), "text/csv")


@pytest.mark.parametrize(
    "name", ["http://127.0.0.1:1/a.nc", "https://x/y.nc#mode=bytes", "file:///etc/passwd", "/dev/zero"]
)
def test_an_address_or_a_device_is_no_file(name: str) -> None:
    for path in (name, Path(name)):
        with pytest.raises(DataRefused, match="no file"):
            read(path, "application/x-netcdf")  # type: ignore[arg-type]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(written(tmp_path, "lon,lat,value\n1,2,3\n"))
    with pytest.raises(DataRefused, match="no file"):
        read(tmp_path / "link", "text/csv")


def test_more_observations_than_may_be_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "lon,lat,value\n" + "1,2,3\n" * 11)
    assert len(read(path, "text/csv", most=11)) == 11
    with pytest.raises(DataRefused, match="more than 10"):
        read(path, "text/csv", most=10)


def test_what_is_said_to_be_netcdf_must_be(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="no NetCDF"):
        read(written(tmp_path, "lon,lat,value\n1,2,3\n"), "application/x-netcdf")
