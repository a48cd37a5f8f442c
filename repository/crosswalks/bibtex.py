r"""Citation -> BibTeX (Oren Patashnik, BibTeXing, 1988), UTF-8: one `@misc` entry for BibTeX, biber and managers.

Braces become `\textbraceleft{}`, since BibTeX counts them even behind a backslash; `doi` and `url` are verbatim fields.
"""

import re
from typing import Final

from repository.crosswalks.citation import Citation, cite
from repository.crosswalks.edition import Edition
from repository.record.model import Record
from repository.record.people import Party, Person

RENDERER: Final = "1"

_COMMANDS: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
    }
)
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
        "month": str(citation.day.month),
        "publisher": _latex(citation.publisher),
        "doi": citation.doi.translate(_VERBATIM),
        "url": citation.url.translate(_VERBATIM),
        "language": citation.language,
        "keywords": ", ".join(_latex(word) for word in keywords),
        "note": _latex(citation.withdrawal),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
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
    return text.translate(_COMMANDS)
