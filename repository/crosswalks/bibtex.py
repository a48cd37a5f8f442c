r"""Citation -> BibTeX (Oren Patashnik, BibTeXing, 1988), UTF-8: one `@misc` entry for BibTeX, biber and managers.

BibTeX counts braces even behind a backslash, so a lone one becomes a command; `doi` and `url` are verbatim fields.
"""

import re
from typing import Final

from repository.crosswalks.checks import TextCheck
from repository.crosswalks.citation import Citation, cite
from repository.crosswalks.edition import Edition
from repository.record.model import Record
from repository.record.people import Party, Person

RENDERER: Final = "1"

_COMMANDS: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
    }
)
_LONE: Final = {**_COMMANDS, ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}"}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # BibTeX macros
_BRACES = re.compile("[{}]")
_UNQUIET = re.compile(r",|(?:^|\s)and(?=\s|$)", re.IGNORECASE)
_VERBATIM: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def render(record: Record, edition: Edition) -> bytes:
    """One entry for the whole dataset."""
    return write(cite(record, edition), keywords=keywords_of(record))


def write(citation: Citation, *, keywords: tuple[str, ...] = ()) -> bytes:
    """One entry for a citation, UTF-8, with a final newline."""
    fields = {
        "author": " and ".join(map(_name, citation.creators)),
        "title": f"{{{_latex(citation.full_title)}}}",
        "year": f"{citation.year:04d}",
        "publisher": _latex(citation.publisher),
        "doi": citation.doi.translate(_VERBATIM),
        "url": citation.url.translate(_VERBATIM),
        "language": citation.language,
        "keywords": ", ".join(_latex(word) for word in keywords),
        "note": _latex(citation.note),
    }
    given = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines = ",\n".join((*given, f"  month = {_MONTHS[citation.day.month - 1]}"))
    return f"@misc{{{citation.key},\n{lines}\n}}\n".encode()


def keywords_of(record: Record) -> tuple[str, ...]:
    """The keywords in the language of the record, each once."""
    return tuple(dict.fromkeys(keyword.term.best(record.language) for keyword in record.keywords))


def _name(party: Party) -> str:
    """`Family, Given`; an organisation, or a part with a comma or an "and" in it, is held together by braces."""
    if not isinstance(party, Person):
        return f"{{{_latex(party.name)}}}"
    if party.given is None:
        return f"{{{_latex(party.family)}}}"
    return f"{_part(party.family)}, {_part(party.given)}"


def _part(name: str) -> str:
    return f"{{{_latex(name)}}}" if _UNQUIET.search(name) else _latex(name)


def _latex(text: str) -> str:
    """The text with LaTeX's own characters as commands: `\\{`, or `\\textbraceleft{}` where a brace stands alone."""
    return text.translate(_COMMANDS if balanced(text) else _LONE)


def balanced(text: str) -> bool:
    """Whether as many braces are closed as opened, and none before it was opened."""
    depth = 0
    for brace in _BRACES.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _reads(text: str) -> bool:
    """One entry, as many braces opened as closed and never more closed."""
    return balanced(text) and text.startswith("@misc{") and "\n  title = {" in text


CHECK: Final = TextCheck(_reads)
