"""A part is read in a confined process of its own, and what comes back is believed no further than it can be."""

from pathlib import Path
from types import ModuleType

import pytest

from repository.inspection.apart import Limits
from repository.inspection.reading import Reading
from repository.inspection.table.text import LONGEST_LINE
from repository.subsets import odv, table
from repository.subsets.part import answered
from repository.subsets.question import SubsetQuestion
from repository.subsets.readers import NotRead, read_part_apart

TABLE = "cruise,station,type,date,longitude,latitude,bottom,depth (m),oxygen\n"
ODV = (
    "Cruise\tStation\tType\tyyyy-mm-dd\tLongitude [degrees_east]\tLatitude [degrees_north]\tBot. Depth [m]"
    "\tDepth [m]\toxygen [umol/kg]\n"
)
DEEP = SubsetQuestion(1, depth=(0.0, 10.0), variables=("oxygen",))


def test_a_table_is_read_apart(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("station,depth (m),oxygen\nA,1,7\nA,20,8\nB,2,9\n")
    found = read_part_apart(tmp_path / "t.csv", name="t.csv", media_type="text/csv", question=DEEP)
    assert [line.split(",")[8] for line in found.text.splitlines()] == ["7", "9"]


def test_a_file_that_takes_too_long_is_told_from_one_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("station,depth (m),oxygen\n" + "A,1,7\n" * 100)
    with pytest.raises(NotRead, match="too-long"):
        read_part_apart(
            tmp_path / "t.csv", name="t.csv", media_type="text/csv", question=DEEP, limits=Limits(seconds=0.01)
        )


@pytest.mark.parametrize(("reader", "head"), [(table, TABLE), (odv, ODV)])
def test_a_file_is_read_to_its_end_or_gives_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: ModuleType, head: str
) -> None:
    place = tmp_path / "t.csv"
    place.write_text(head + "C,A,B,2020-01-01,3,42,10,1,7\n".replace(",", "\t" if reader is odv else ",") * 9)
    whole = reader.read(place, name="t.csv", question=DEEP.as_json())
    assert whole.format == "part"
    with monkeypatch.context() as busy:
        busy.setattr(reader, "PATIENCE", -1.0)
        late = reader.read(place, name="t.csv", question=DEEP.as_json())
    assert (late.format, [problem.code for problem in late.problems]) == ("", ["inspection-too-long"])
    with place.open("a") as file:
        file.write("C" * (LONGEST_LINE + 1))
    cut = reader.read(place, name="t.csv", question=DEEP.as_json())
    assert (cut.format, cut.problems) == ("", ())


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "a\nb\n", "values": 1, "left_out": {}},
        {"text": "a", "values": 0, "left_out": {}},
        {"text": "a\r\n", "values": 1, "left_out": {}},
        {"text": "a\0\n", "values": 1, "left_out": {}},
        {"text": 7, "values": 1, "left_out": {}},
        {"text": "", "values": "0", "left_out": {}},
        {"values": 0},
    ],
)
def test_an_answer_that_is_none_is_not_believed(facts: dict[str, object]) -> None:
    assert answered(Reading(format="part", facts=facts)) is None
    assert answered(Reading(format="stations")) is None
