"""A table written in any dialect is read back to exactly its extent, or nothing is proposed."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository.inspection import table
from repository.inspection.reading import Reading, Unreadable

ORIGINS = ("1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01", "1970-01-01")
"""Days from which machines count: one that stands apart from all the others is no date of a measurement."""

QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Written:
    """One table: its rows, and how it is written."""

    latitudes: list[float]
    longitudes: list[float]
    days: list[date]
    depths: list[float]
    separator: str
    decimal: str
    encoding: str
    newline: str
    form: str
    labels: tuple[str, str, str, str]
    quoted: bool
    comments: int


def degrees(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 10_000, high * 10_000).map(lambda each: each / 10_000)


LABELS = st.sampled_from(
    [
        ("lat", "lon", "date", "depth_m"),
        ("Latitude", "Longitude", "Date/Time", "Depth water [m]"),
        ("LAT_DEG", "LONG_DEG", "DATE", "DEPTH (m)"),
        ("decimalLatitude", "decimalLongitude", "eventDate", "depth [m]"),
        ("Latitude (°N)", "Longitude (°E)", "Date de prélèvement", "Profondeur [m]"),
        ("latitude [degrees_north]", "longitude [degrees_east]", "time", "Immersion (m)"),
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> Written:
    size = draw(st.integers(2, 12))
    separator = draw(st.sampled_from([",", ";", "\t", "|"]))
    return Written(
        latitudes=draw(st.lists(degrees(-90, 90), min_size=size, max_size=size)),
        longitudes=draw(st.lists(degrees(-180, 180), min_size=size, max_size=size)),
        days=draw(st.lists(st.dates(date(1850, 1, 1), date(2040, 12, 31)), min_size=size, max_size=size)),
        depths=draw(st.lists(st.integers(0, 60_000).map(lambda each: each / 10), min_size=size, max_size=size)),
        separator=separator,
        decimal=draw(st.sampled_from([".", ","])) if separator != "," else ".",
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])),
        newline=draw(st.sampled_from(["\n", "\r\n"])),
        form=draw(st.sampled_from(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d", "%d.%m.%Y"])),
        labels=draw(LABELS),
        quoted=draw(st.booleans()),
        comments=draw(st.integers(0, 3)),
    )


def figure(value: float, decimal: str) -> str:
    return f"{value:.4f}".replace(".", decimal)


def write(path: Path, made: Written) -> None:
    out = io.StringIO()
    out.write("".join(f"# note {at}{made.newline}" for at in range(made.comments)))
    style: Literal[0, 1] = csv.QUOTE_ALL if made.quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=made.separator, lineterminator=made.newline, quoting=style)
    writer.writerow(["station", *made.labels, "température [degC]"])
    columns = zip(made.latitudes, made.longitudes, made.days, made.depths, strict=True)
    for at, (north, east, day, depth) in enumerate(columns):
        figures = [figure(each, made.decimal) for each in (north, east)]
        writer.writerow(
            [f"S{at}", *figures, day.strftime(made.form), figure(depth, made.decimal), figure(12.5, made.decimal)]
        )
    path.write_bytes(out.getvalue().encode(made.encoding))


def proposed(reading: Reading) -> dict[str, Any]:
    return {proposal.field: proposal.value[0] for proposal in reading.proposals}


class Placed(Protocol):
    """What has positions."""

    @property
    def latitudes(self) -> list[float]: ...

    @property
    def longitudes(self) -> list[float]: ...


def boxes_of(made: Placed) -> list[dict[str, float]]:
    """The box of a table: over the antimeridian where only so it is narrower than half of the Earth, by a hundredth."""
    west = [each for each in made.longitudes if each < 0]
    east = [each for each in made.longitudes if each >= 0]
    over = bool(west and east) and min(east) - max(west) > max(180, 1.01 * (min(west) + 360 - max(east)))
    sides = (min(made.longitudes), max(made.longitudes))
    if over:  # its side at the antimeridian is written as the one it does not cross
        sides = (-180.0 if min(east) == 180 else min(east), max(west))
        sides = (sides[0], 180.0 if sides[1] == -180 != sides[0] else sides[1])
    return [{"west": sides[0], "south": min(made.latitudes), "east": sides[1], "north": max(made.latitudes)}]


@QUIET
@given(made=tables())
def test_positions_are_read_back_exactly_or_not_at_all(tmp_path: Path, made: Written) -> None:
    path = tmp_path / "table.csv"
    write(path, made)
    found = proposed(table.read(path, name="table.csv")).get("place/boxes")
    at_zero = any(pair == (0, 0) for pair in zip(made.latitudes, made.longitudes, strict=True))
    assert found == boxes_of(made)[0] or (at_zero and found is None)


@QUIET
@given(made=tables())
def test_dates_are_read_back_exactly_or_not_at_all(tmp_path: Path, made: Written) -> None:
    path = tmp_path / "table.csv"
    write(path, made)
    found = proposed(table.read(path, name="table.csv")).get("time/periods")
    first = made.form[:2] in ("%d", "%m")
    plain = max(day.day for day in made.days) > 12
    if first and not plain:
        same = all(day.day == day.month for day in made.days)
        assert found is None or same
    else:
        whole = {"begin": min(made.days).isoformat(), "end": max(made.days).isoformat()}
        assert found == whole or (found is None and whole["begin"] in ORIGINS)


@QUIET
@given(made=tables())
def test_depths_are_read_back_exactly_or_not_at_all(tmp_path: Path, made: Written) -> None:
    path = tmp_path / "table.csv"
    write(path, made)
    found = proposed(table.read(path, name="table.csv")).get("vertical")
    whole = {"minimum": min(made.depths), "maximum": max(made.depths), "unit": "m", "positive": "down"}
    assert found == whole or not {999.0, 9999.0}.isdisjoint(made.depths)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@QUIET
@given(text=st.text(max_size=400))
def test_no_text_makes_a_reader_fail(tmp_path: Path, separator: str, text: str) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(f"lat{separator}lon\n{text}".encode("utf-8", "surrogatepass"))
    try:
        reading = table.read(path, name="any.csv")
    except Unreadable as refusal:
        reading = Reading("", problems=(refusal.problem,))
    assert json.loads(json.dumps(reading.as_json(), allow_nan=False))
    assert all(problem.english != problem.french for problem in reading.problems)
