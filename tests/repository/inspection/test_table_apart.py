"""Tables and spreadsheets are found by their kind and read in a process of their own."""

from pathlib import Path

import pytest

from repository.inspection.apart import inspect
from tests.repository.inspection.test_odv_reading import PROFILES

TABLE = "lat,lon,date\n43.1,5.2,2019-04-12\n"


@pytest.mark.parametrize(
    ("name", "media_type", "text", "format_"),
    [
        ("ctd/cruise.csv", "text/csv", TABLE, "CSV"),
        ("ctd/cruise.tsv", "text/tab-separated-values", TABLE.replace(",", "\t"), "TSV"),
        ("ctd/cruise.txt", "text/plain", "\n".join(PROFILES) + "\n", "ODV spreadsheet"),
        ("ctd/cruise.odv", "text/plain", "\n".join(PROFILES) + "\n", "ODV spreadsheet"),
    ],
)
def test_each_kind_is_read(tmp_path: Path, name: str, media_type: str, text: str, format_: str) -> None:
    path = tmp_path / "bytes"
    path.write_text(text, encoding="utf-8")
    reading = inspect(path, name=name, media_type=media_type)
    assert reading.format == format_
    assert reading.problems == ()
    assert {"place/boxes", "time/periods"} <= {proposal.field for proposal in reading.proposals}


def test_a_refused_table_is_a_problem_and_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "bytes"
    path.write_bytes(b"lat,lon\n" + b"\0" * 100_000)
    reading = inspect(path, name="a.csv", media_type="text/csv")
    assert [problem.code for problem in reading.problems] == ["nul-bytes"]
