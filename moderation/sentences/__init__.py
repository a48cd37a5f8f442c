"""What the checks of a submission say, in English and French: code -> severity and sentences. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from repository.record.document import Path
from repository.record.findings import Finding, Severity, step_of

_SENTENCES: Final[Mapping[str, tuple[Severity, str, str]]] = {
    "file-empty": (
        Severity.ERROR,
        "{name} is empty. Ask for the file again, or for the line to be removed.",
        "{name} est vide. Demandez de nouveau le fichier, ou le retrait de la ligne.",
    ),
    "file-not-as-named": (
        Severity.ERROR,
        "{name} is named as {said} but holds {found}. Ask for the right file or the right name.",
        "{name} porte le nom d'un fichier {said} mais contient {found}. Demandez le bon fichier ou le bon nom.",
    ),
    "odv-label-missing": (
        Severity.WARNING,
        "{name} reads as an Ocean Data View spreadsheet without these mandatory columns: {labels}.",
        "{name} se lit comme une feuille Ocean Data View sans ces colonnes obligatoires : {labels}.",
    ),
    "file-twice": (
        Severity.INFO,
        "{name} holds the same bytes as {other}. One of the two may be enough.",
        "{name} contient les mêmes octets que {other}. L'un des deux suffit peut-être.",
    ),
    "file-already-public": (
        Severity.WARNING,
        "{name} holds the same bytes as a file of {doi}, which is public. Is this a new dataset?",
        "{name} contient les mêmes octets qu'un fichier de {doi}, déjà public. Est-ce un nouveau jeu de données ?",
    ),
    "title-already-public": (
        Severity.WARNING,
        "{doi} is public under the same title. Ask what is different, or for a title that says it.",
        "{doi} est public sous le même titre. Demandez ce qui diffère, ou un titre qui le dise.",
    ),
    "period-before-instruments": (
        Severity.INFO,
        "The data begin in {year}, before instruments were in use. Is the year right?",
        "Les données commencent en {year}, avant l'usage des instruments. L'année est-elle juste ?",
    ),
    "box-touches-zero": (
        Severity.INFO,
        "A box touches both the equator and the Greenwich meridian. Were empty positions counted as zero?",
        "Un cadre touche à la fois l'équateur et le méridien de Greenwich. Des positions vides valent-elles zéro ?",
    ),
}
CODES: Final = frozenset(_SENTENCES)
"""The stable codes, as `docs/moderation.md` lists them."""


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
