"""A part is read in a confined process of its own, and what comes back is believed no further than it can be."""

from pathlib import Path

import pytest

from repository.inspection.apart import Limits
from repository.inspection.reading import Reading
from repository.subsets.part import answered
from repository.subsets.question import SubsetQuestion
from repository.subsets.readers import NotRead, read_part_apart

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
