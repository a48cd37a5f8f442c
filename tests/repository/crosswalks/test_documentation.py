"""`docs/crosswalks.md` says what the code does."""

import re
from pathlib import Path

import pytest

from repository.crosswalks import validate
from repository.crosswalks.formats import FORMATS, Format

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "crosswalks.md").read_text()


@pytest.mark.parametrize("entry", FORMATS.values(), ids=lambda entry: entry.name)
def test_a_format_is_documented_with_all_it_cannot_carry(entry: Format) -> None:
    assert f"| `{entry.name}` | `{entry.export}` |" in TEXT
    fields = ", ".join(f"`{field}`" for field in entry.not_carried)
    assert f"| `{entry.name}` | {fields} |" in TEXT


def test_every_code_of_a_finding_is_documented() -> None:
    source = Path(validate.__file__).read_text()
    codes = set(re.findall(r'"(format-[a-z]+)"', source))
    assert codes == set(re.findall(r"^\| `(format-[a-z]+)` \|", TEXT, re.MULTILINE))
