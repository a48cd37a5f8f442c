"""What the checks of a submission say, in English and French: code -> severity and sentences. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from moderation.sentences.description import NEEDS, WORDS
from moderation.sentences.files import FILES
from moderation.sentences.rights import RIGHTS
from repository.record.document import Path
from repository.record.findings import Finding, Severity, step_of

_SENTENCES: Final[Mapping[str, tuple[Severity, str, str]]] = {**FILES, **NEEDS, **WORDS, **RIGHTS}
CODES: Final = frozenset(_SENTENCES)
"""The stable codes, as `docs/moderation.md` lists them."""

INTERNAL: Final = frozenset({"file-in-hand-elsewhere"})
"""Codes of findings that only moderators read: they tell of what other depositors have in hand."""


def finding(code: str, path: Path, **values: tuple[str, str] | str) -> Finding:
    """The finding of a code; a value that differs by language is given as (English, French)."""
    severity, english, french = _SENTENCES[code]
    first, second = ({name: _side(value, side) for name, value in values.items()} for side in (0, 1))
    return Finding(
        path=path,
        severity=severity,
        code=code,
        english=english.format_map(first),
        french=_french_spaces(french).format_map(second),
        step=step_of(path),
    )


def _side(value: tuple[str, str] | str, side: int) -> str:
    return value if isinstance(value, str) else value[side]


def _french_spaces(text: str) -> str:
    """No-break spaces before : ; ? ! and inside « »."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\N{NO-BREAK SPACE}", text)
