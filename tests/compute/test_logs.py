"""What tasks said, as people may read it."""

from pathlib import Path

import pytest

from compute.attempts import without_paths
from compute.backends.logs import for_people, tail_of


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("no file /srv/varve/jobs/1/in/a.nc", "no file in/a.nc"),
        ("in /srv/varve/jobs/1", "in ."),
        ('File "/usr/lib/python3.11/json/decoder.py", line 3', 'File ".../decoder.py", line 3'),
        ("see https://example.org/a/b and 3/4 of it", "see https://example.org/a/b and 3/4 of it"),
        ("SECRET_KEY=abc\nx=1\nexport PATH=/bin:/sbin", "SECRET_KEY=...\nx=1\nexport PATH=..."),
        ("a\x1b[31mred\x07", "a[31mred"),
    ],
)
def test_folders_and_variables_are_left_out(said: str, shown: str) -> None:
    assert for_people(said, Path("/srv/varve/jobs/1")) == shown


def test_the_end_of_a_log_begins_with_a_line_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "0.out").write_text("first\nsecond\nthird\n")
    (tmp_path / "log" / "0.err").symlink_to("/etc/passwd")

    assert tail_of(tmp_path, "0.out", 9) == "third\n"
    assert tail_of(tmp_path, "0.out", 100) == "first\nsecond\nthird\n"
    assert tail_of(tmp_path, "0.err", 100) == tail_of(tmp_path, "1.out", 100) == ""


def test_a_message_of_bytes_that_are_no_text_can_still_be_told(tmp_path: Path) -> None:
    assert without_paths(f"{tmp_path}/in/a.nc has no \udcff and no \x00.", tmp_path) == "in/a.nc has no ? and no ."
