"""The size check of the house style finds what is too long, and nothing else."""

from pathlib import Path

from config.tooling.sizes import problems


def _write(root: Path, name: str, lines: int) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("# a line\n" * lines)


def test_files_at_their_limit_are_allowed(tmp_path: Path) -> None:
    _write(tmp_path, "repository/record.py", 300)
    _write(tmp_path, "tests/test_record.py", 200)
    _write(tmp_path, "templates/repository/page.html", 120)
    _write(tmp_path, "repository/migrations/0001_spine.py", 900)
    assert list(problems(tmp_path)) == []


def test_files_over_their_limit_are_named_with_both_numbers(tmp_path: Path) -> None:
    _write(tmp_path, "repository/record.py", 301)
    _write(tmp_path, "tests/test_record.py", 201)
    _write(tmp_path, "templates/repository/page.html", 121)
    assert list(problems(tmp_path)) == [
        "repository/record.py: 301 lines, at most 300",
        "tests/test_record.py: 201 lines, at most 200",
        "templates/repository/page.html: 121 lines, at most 120",
    ]


def test_a_function_over_forty_lines_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    body = "    a = 1\n"
    (tmp_path / "archive" / "aip.py").write_text("def short():\n" + body * 39 + "\n\ndef long():\n" + body * 40)
    assert list(problems(tmp_path)) == ["archive/aip.py:43 long: 41 lines, at most 40"]
