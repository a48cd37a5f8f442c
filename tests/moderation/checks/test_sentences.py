"""What the checks say is said in both languages with the same values, calmly, and documented."""

import re
from string import Formatter

import pytest

from moderation.sentences import _SENTENCES, INTERNAL, finding


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(_SENTENCES))
def test_both_languages_quote_the_same_values_and_end(code: str) -> None:
    _severity, english, french = _SENTENCES[code]
    assert names_in(english) == names_in(french)
    assert english != french
    for text in (english, french):
        assert text[-1] in ".?"
        assert "!" not in text
        assert "  " not in text


@pytest.mark.parametrize("code", sorted(_SENTENCES))
def test_a_value_with_braces_is_quoted_as_it_is(code: str) -> None:
    names = names_in(_SENTENCES[code][1])
    told = finding(code, ("title",), **dict.fromkeys(names, "{title} {0} %s"))
    for text in (told.english, told.french):
        assert text.count("{title} {0} %s") >= len(names)
    assert not re.search(r"\{(?!title\}|0\})", told.english)


def test_what_only_moderators_read_is_among_the_codes() -> None:
    assert set(_SENTENCES) >= INTERNAL
