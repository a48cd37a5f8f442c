"""What text tables answer, against an oracle of plain lists; rows that do not tell what was asked are counted."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository.subsets.question import SubsetQuestion
from repository.subsets.readers import NotRead
from tests.repository.subsets.conftest import read_here
from tests.repository.subsets.oracle import Row, belongs, lines

NAMES = (("oxygen", "umol/kg"), ("temperature", "degC"))
HEAD = "station,longitude,latitude,date,depth (m),oxygen [umol/kg],temperature [degC]\n"
HALVES = st.integers(-360, 360).map(lambda each: each / 2)
DAYS = st.integers(0, 900).map(lambda each: date(2019, 1, 14) + timedelta(days=each))

rows = st.builds(
    Row,
    longitude=HALVES,
    latitude=st.integers(-180, 180).map(lambda each: each / 2),
    day=DAYS,
    depth=st.integers(0, 400).map(lambda each: each / 4),
    values=st.tuples(st.sampled_from(["", "251.2", "7"]), st.sampled_from(["", "13.25", "0"])),
).filter(lambda row: (row.longitude, row.latitude) != (0, 0))
boxes = st.tuples(HALVES, st.integers(-90, 0), HALVES, st.integers(0, 90)).map(
    lambda box: (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
)
periods = st.tuples(DAYS, st.integers(0, 300)).map(
    lambda each: (each[0].isoformat(), (each[0] + timedelta(days=each[1])).isoformat())
)
depths = st.tuples(st.integers(0, 50), st.integers(0, 60)).map(lambda each: (float(each[0]), float(sum(each))))
questions = st.builds(
    SubsetQuestion,
    layer=st.just(1),
    box=st.none() | boxes,
    period=st.none() | periods,
    depth=st.none() | depths,
    variables=st.sampled_from([(), ("Oxygen",), ("temperature", "oxygen"), ("nothing",)]),
)


def write(path: Path, held: list[Row]) -> None:
    cells = [
        [f"S{number}", *("" if each is None else str(each) for each in row[:4]), *row.values]
        for number, row in enumerate(held)
    ]
    path.write_text(HEAD + "".join(",".join(each) + "\n" for each in cells))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(held=st.lists(rows, min_size=3, max_size=25), question=questions)
def test_a_table_gives_what_the_oracle_says(folder: Path, held: list[Row], question: SubsetQuestion) -> None:
    path = folder / "casts.csv"
    write(path, held)
    found = read_here(path, name="casts.csv", media_type="text/csv", question=question)
    named = [("station", "")] if not question.variables else []
    wanted = lines(
        [row._replace(values=(*([f"S{number}"] if named else []), *row.values)) for number, row in enumerate(held)],
        [*named, *NAMES],
        question,
        "casts.csv",
    )
    assert found.text == wanted
    assert found.values == wanted.count("\n")


HELD = [
    Row(3.5, 42.5, date(2020, 5, 1), 10.0, ("251.2", "13.25")),
    Row(None, 42.5, date(2020, 5, 1), 10.0, ("252", "")),
    Row(3.5, 42.5, None, 10.0, ("253", "")),
    Row(3.5, 42.5, date(2020, 5, 1), None, ("254", "")),
]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (SubsetQuestion(1, box=(3, 42, 4, 43), variables=("oxygen",)), ["251.2", "253", "254"]),
        (SubsetQuestion(1, period=("2020-05-01", ""), variables=("oxygen",)), ["251.2", "252", "254"]),
        (SubsetQuestion(1, depth=(0.0, 10.0), variables=("oxygen",)), ["251.2", "252", "253"]),
    ],
)
def test_rows_that_do_not_tell_what_was_asked_are_left_out_and_counted(
    tmp_path: Path, question: SubsetQuestion, values: list[str]
) -> None:
    write(tmp_path / "t.csv", HELD)
    found = read_here(tmp_path / "t.csv", name="t.csv", media_type="text/csv", question=question)
    assert [line.split(",")[8] for line in found.text.splitlines()] == values
    assert found.left_out == 1
    assert [belongs(row, question) for row in HELD].count(False) == 1


def test_a_spreadsheet_of_odv_gives_its_rows_with_their_flags(tmp_path: Path) -> None:
    text = (
        "//<Creator>Alice</Creator>\n"
        "Cruise\tStation\tType\tyyyy-mm-ddThh:mm:ss.sss\tLongitude [degrees_east]\tLatitude [degrees_north]\t"
        "Bot. Depth [m]\tDepth [m]\tQV:SEADATANET\tOxygen [umol/kg]\tQV:SEADATANET\n"
        "C1\tA\tC\t2020-05-01T10:00:00\t3.5\t42.5\t100\t1\t1\t251\t1\n"
        "\t\t\t\t\t\t\t20\t1\t240\t4\n"
        "C1\tB\tC\t2021-05-01T10:00:00\t3.6\t42.6\t100\t1\t1\t252\t1\n"
    )
    (tmp_path / "c.txt").write_text(text)
    question = SubsetQuestion(1, period=("2020-01-01", "2020-12-31"), depth=(10.0, 30.0), variables=("oxygen",))
    found = read_here(tmp_path / "c.txt", name="c.txt", media_type="text/plain", question=question)
    assert found.text == "c.txt,2,3.5,42.5,2020-05-01T10:00:00,20,Oxygen,umol/kg,240,4\n"


def test_dates_that_can_be_read_in_two_ways_are_no_dates(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("date,oxygen\n03/04/2020,1\n04/05/2020,2\n05/06/2020,3\n")
    question = SubsetQuestion(1, period=("2020-01-01", "2020-12-31"))
    found = read_here(tmp_path / "d.csv", name="d.csv", media_type="text/csv", question=question)
    assert (found.values, found.left_out) == (0, 3)


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"\0\1\2" * 50), ("a.csv", b"\n\n"), ("a.pdf", b"%PDF-1.4")])
def test_what_is_no_table_gives_nothing_and_says_so(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotRead):
        read_here(tmp_path / name, name=name, media_type="", question=SubsetQuestion(1, depth=(0.0, 1.0)))
