"""Every sentence on a NetCDF file is in both languages, quotes the same values, and is said somewhere."""

import re
from pathlib import Path
from string import Formatter

import pytest

from repository.inspection.netcdf.sentences import SENTENCES

FOLDER = Path(__file__).resolve().parents[3] / "repository/inspection"
SOURCES = "".join(
    path.read_text(encoding="utf-8") for path in FOLDER.glob("netcdf/*.py") if path.name != "sentences.py"
)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_whole_in_both_languages(code: str) -> None:
    _severity, english, french = SENTENCES[code]
    quoted = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (english, french)]
    assert quoted[0] == quoted[1]
    for text in (english, french):
        assert text[-1] in ".?"
        assert "!" not in text
    assert not re.search(r" [:;?!»]|« |\w'\w", french)
    assert english != french


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_said_somewhere(code: str) -> None:
    assert f'"{code}"' in SOURCES
