"""`docs/crosswalks.md` says what the code does."""

import re
from pathlib import Path

import pytest

from repository.crosswalks import validate
from repository.crosswalks.formats import FORMATS, Format

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "crosswalks.md").read_text()


@pytest.mark.parametrize("entry", FORMATS.values(), ids=lambda entry: entry.name)
def test_every_format_is_documented(entry: Format) -> None:
    assert f"| `{entry.name}` | `{entry.export}` |" in TEXT


def test_every_code_of_a_finding_is_documented() -> None:
    source = Path(validate.__file__).read_text()
    codes = set(re.findall(r'"(format-[a-z]+)"', source))
    assert codes == set(re.findall(r"^\| `(format-[a-z]+)` \|", TEXT, re.MULTILINE))
