"""A spreadsheet written in any of its dialects is read back to exactly its extent."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository.inspection import odv
from tests.repository.inspection.test_table_property import ORIGINS, boxes_of, degrees

MAPPING = (
    "//SDN_parameter_mapping\n"
    "//<subject>SDN:LOCAL:Depth</subject><object>SDN:P01::ADEPZZ01</object><units>SDN:P06::ULAA</units>\n"
    "//<subject>SDN:LOCAL:TEMP</subject><object>SDN:P01::TEMPPR01</object><units>SDN:P06::UPAA</units>\n//\n"
)
DATES = {
    "yyyy-mm-ddThh:mm:ss.sss": "%Y-%m-%dT11:30:00.000",
    "yyyy-mm-dd": "%Y-%m-%d",
    "mon/day/yr\thh:mm": "%m/%d/%Y\t11:30",
    "Year\tMonth\tDay": "%Y\t%m\t%d",
}


@dataclass(frozen=True)
class Written:
    """One spreadsheet: its stations with their depths, and how it is written."""

    latitudes: list[float]
    longitudes: list[float]
    days: list[date]
    depths: list[list[float]]
    separator: str
    decimal: str
    encoding: str
    dates: str
    flags: bool
    mapped: bool
    repeated: bool


@st.composite
def spreadsheets(draw: st.DrawFn) -> Written:
    size = draw(st.integers(1, 6))
    levels = st.lists(st.integers(0, 60_000).map(lambda each: each / 10), min_size=1, max_size=5)
    return Written(
        latitudes=draw(st.lists(degrees(-90, 90), min_size=size, max_size=size)),
        longitudes=draw(st.lists(degrees(-180, 180), min_size=size, max_size=size)),
        days=draw(st.lists(st.dates(date(1850, 1, 1), date(2040, 12, 31)), min_size=size, max_size=size)),
        depths=draw(st.lists(levels, min_size=size, max_size=size)),
        separator=draw(st.sampled_from(["\t", ";"])),
        decimal=draw(st.sampled_from([".", ","])),
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])),
        dates=draw(st.sampled_from(sorted(DATES))),
        flags=draw(st.booleans()),
        mapped=draw(st.booleans()),
        repeated=draw(st.booleans()),
    )


def write(path: Path, made: Written) -> None:
    flag, label = ("\t1", "\tQV:SEADATANET") if made.flags else ("", "")
    lines = [
        (
            f"Cruise\tStation\tType\t{made.dates}\tLongitude [degrees_east]\tLatitude [degrees_north]\tBot. Depth [m]"
            f"\tDepth [m]{label}\tTEMP [°C]{label}"
        )
    ]
    stations = zip(made.latitudes, made.longitudes, made.days, made.depths, strict=True)
    for at, (north, east, day, depths) in enumerate(stations):
        place = f"{east:.4f}\t{north:.4f}".replace(".", made.decimal)
        metadata = f"C{at % 2}\tS{at}\tB\t{day.strftime(DATES[made.dates])}\t{place}\t"
        for level, depth in enumerate(depths):
            head = metadata if level == 0 or made.repeated else "\t" * metadata.count("\t")
            lines.append(f"{head}\t{depth:.1f}{flag}\t13.25{flag}".replace("13.25", f"13{made.decimal}25"))
            if made.decimal == ",":
                lines[-1] = lines[-1].replace(f"{depth:.1f}", f"{depth:.1f}".replace(".", ","))
    text = (MAPPING if made.mapped else "") + "\n".join(lines).replace("\t", made.separator) + "\n"
    path.write_bytes(text.encode(made.encoding))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=spreadsheets())
def test_extents_are_read_back_exactly_or_not_at_all(tmp_path: Path, made: Written) -> None:
    path = tmp_path / "cruise.txt"
    write(path, made)
    reading = odv.read(path, name="cruise.txt")
    found: dict[str, Any] = {proposal.field: proposal.value for proposal in reading.proposals}
    depths = [depth for each in made.depths for depth in each]
    at_zero = any(pair == (0, 0) for pair in zip(made.latitudes, made.longitudes, strict=True))
    begin, end = min(made.days).isoformat(), max(made.days).isoformat()
    origin = begin in ORIGINS
    whole = [{"minimum": min(depths), "maximum": max(depths), "unit": "m", "positive": "down"}]
    assert found.get("place/boxes") == boxes_of(made) or (at_zero and "place/boxes" not in found)
    assert found.get("time/periods") == [{"begin": begin, "end": end}] or (origin and "time/periods" not in found)
    assert found.get("vertical") == whole or not {999.0, 9999.0}.isdisjoint(depths)
    assert {each["name"] for each in found["variables"]} == {"Depth", "TEMP"}
    assert {problem.code for problem in reading.problems} <= {"position-zero", "date-doubtful"}
