"""What is said of tables is said in both languages, with the same values, and written as each language is written."""

import re
from string import Formatter
from typing import Final

import pytest

from repository.inspection.odv.sentences import SENTENCES as ODV
from repository.inspection.sensitive.sentences import SENTENCES as SENSITIVE
from repository.inspection.table.sentences import SENTENCES as TABLE

SENTENCES: Final = {**TABLE, **ODV, **SENSITIVE}


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_no_code_is_used_twice() -> None:
    assert len(SENTENCES) == len(TABLE) + len(ODV) + len(SENSITIVE)


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_quote_the_same_values(code: str) -> None:
    severity, english, french = SENTENCES[code]
    assert severity in {"error", "warning", "info"}
    assert names_in(english) == names_in(french)
    assert english != french


@pytest.mark.parametrize("code", SENTENCES)
def test_french_has_no_break_spaces_and_curved_apostrophes(code: str) -> None:
    french = SENTENCES[code][2]
    assert not re.search(r"[^\u00a0\u202f][:;?!»]|«[^\u00a0]|[a-z]'[a-zé]", french)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_calm_and_ends(code: str) -> None:
    for text in SENTENCES[code][1:]:
        assert text[-1] in ".?"
        assert not {"!", "  "} & {text[index : index + size] for size in (1, 2) for index in range(len(text))}
