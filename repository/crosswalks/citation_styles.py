"""A citation in the styles that journals ask for, in English and French, as runs of upright and italic text.

Sources: APA Manual 7 (10.9, data sets), Citing Medicine / ICMJE samples (Vancouver), Cite Them Right 12 (Harvard),
Chicago Manual of Style 17 (15, author-date), NF ISO 690:2021. Names: `citation_names`. Why by hand: decision 26.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import Final, NamedTuple

from repository.crosswalks import citation_names as names
from repository.crosswalks.citation import Citation, unturned

ENGLISH, FRENCH = "en", "fr"


class Run(NamedTuple):
    """A piece of a line; titles are set in italics by some styles."""

    text: str
    is_italic: bool = False


class Styled(NamedTuple):
    """A citation in one style: its name in addresses, its title for people, and the line without the address."""

    name: str
    title: str
    runs: tuple[Run, ...]


class _Words(NamedTuple):
    """What a style says in a language, beside names."""

    is_french: bool
    data: str
    layer: str
    withdrawn: str
    available: str
    test: str


_WORDS: Final = {
    ENGLISH: _Words(False, "data set", "layer of {}", "withdrawn {}", "Available at:", "(test DOI, does not resolve)"),
    FRENCH: _Words(True, "jeu de données", "couche du {}", "retiré le {}", "Disponible à l’adresse\u00a0:",
                   "(DOI de test, ne mène nulle part)"),
}  # fmt: skip
_SOFTWARE: Final = {ENGLISH: "computer software", FRENCH: "logiciel"}
_KINDS: Final = {"Software": _SOFTWARE, "ComputationalNotebook": _SOFTWARE}

Style = Callable[[Citation, _Words], Iterator[Run]]


def _apa(citation: Citation, words: _Words) -> Iterator[Run]:
    """`Marin, C. J., & Delorme, A. (2026). *Title* [Data set]. Publisher. URL`."""
    people, kind = names.apa(citation.creators, is_french=words.is_french), f"[{_capital(words.data)}]"
    if people:
        yield Run(f"{_ended(people)} ({citation.year}). ")
    yield Run(citation.title, is_italic=True)
    yield Run(f"{_beside(citation, words)} {kind}. ")
    yield Run(f"{'' if people else f'({citation.year}). '}{_ended(citation.publisher)} ")


def _vancouver(citation: Citation, words: _Words) -> Iterator[Run]:
    """`Marin CJ, Delorme A. Title [data set]. Publisher; 2026. Available from: URL`."""
    people = names.vancouver(citation.creators)
    title = f"{citation.title}{_beside(citation, words)} [{words.data}]."
    between = "\u00a0; " if words.is_french else "; "
    head = f"{_ended(people)} {title}" if people else title
    source = words.available if words.is_french else "Available from:"
    yield Run(f"{head} {citation.publisher.rstrip('.')}{between}{citation.year}. {source} ")


def _harvard(citation: Citation, words: _Words) -> Iterator[Run]:
    """`Marin, C.J. and Delorme, A. (2026) *Title* [Data set]. Publisher. Available at: URL`."""
    people = names.harvard(citation.creators, is_french=words.is_french)
    yield Run(f"{people} ({citation.year}) " if people else "")
    yield Run(citation.title, is_italic=True)
    year = "" if people else f" ({citation.year})"
    yield Run(f"{year}{_beside(citation, words)} [{_capital(words.data)}]. {_ended(citation.publisher)} ")
    yield Run(f"{words.available} ")


def _chicago(citation: Citation, words: _Words) -> Iterator[Run]:
    """`Marin, Clara J., and Alice Delorme. 2026. “Title.” Data set. Publisher. URL`."""
    people = names.chicago(citation.creators, is_french=words.is_french)
    title = f"{citation.title}{_beside(citation, words)}"
    quoted = f"«\u00a0{title}\u00a0»." if words.is_french else f"“{_ended(title)}”"
    head = f"{_ended(people)} {citation.year}. {quoted}" if people else f"{quoted} {citation.year}."
    yield Run(f"{head} {_capital(words.data)}. {_ended(citation.publisher)} ")


def _iso690(citation: Citation, words: _Words) -> Iterator[Run]:
    """`MARIN, Clara J. and DELORME, Alice, 2026. *Title* [data set, online]. Publisher. Available at: URL`."""
    people = names.iso690(citation.creators, is_french=words.is_french)
    yield Run(f"{people}, {citation.year}. " if people else "")
    yield Run(citation.title, is_italic=True)
    online = "en ligne" if words.is_french else "online"
    year = "" if people else f", {citation.year}"
    yield Run(f"{_beside(citation, words)}{year} [{words.data}, {online}]. {_ended(citation.publisher)} ")
    yield Run(f"{words.available} ")


STYLES: Final[Mapping[str, tuple[str, Style]]] = MappingProxyType(
    {
        "apa": ("APA", _apa),
        "vancouver": ("Vancouver", _vancouver),
        "harvard": ("Harvard", _harvard),
        "chicago": ("Chicago", _chicago),
        "iso690": ("ISO 690", _iso690),
    }
)
"""Name of a style in addresses -> its title and how it is written."""


def style_named(asked: str) -> str | None:
    """The name of a style here for one that programs know, such as `harvard-cite-them-right`; ``None`` for no style."""
    word = asked.strip().lower()
    return next((name for name in STYLES if word == name or word.startswith((f"{name}-", f"{name}1"))), None)


def language_of(locale: str) -> str:
    """The language of the words for a locale such as `fr-FR`; English for all but French."""
    return FRENCH if locale.strip().lower().replace("_", "-").partition("-")[0] == FRENCH else ENGLISH


def styled(citation: Citation, name: str, language: str, *, kind: str = "Dataset") -> Styled:
    """The citation in a style of `STYLES`, its words in English or French; `kind`: general type of the resource."""
    words = _WORDS[language]
    words = words._replace(data=_KINDS[kind][language]) if kind in _KINDS else words
    title, style = STYLES[name]
    runs = (run._replace(text=unturned(run.text)) for run in style(citation, words))
    return Styled(name, title, tuple(run for run in runs if run.text))


def as_text(made: Styled, citation: Citation, language: str) -> str:
    """The whole line, its address at the end."""
    return f"{''.join(run.text for run in made.runs)}{citation.url}{_test_mark(citation, language)}"


def as_html(made: Styled, citation: Citation, language: str) -> str:
    """The whole line as a fragment of HTML, the address a link; nothing of the record can be markup."""
    runs = (f"<i>{escape(run.text)}</i>" if run.is_italic else escape(run.text) for run in made.runs)
    address = escape(citation.url)
    link = f'<a href="{address}">{address}</a>'
    return f'<span lang="{language}">{"".join(runs)}{link}{_test_mark(citation, language)}</span>'


def _test_mark(citation: Citation, language: str) -> str:
    return "" if citation.resolves else f" {_WORDS[language].test}"


def _beside(citation: Citation, words: _Words) -> str:
    """Which layer, and whether it was withdrawn, behind a title."""
    layer = f" ({words.layer.format(citation.day.isoformat())})" if citation.fragment is not None else ""
    since = citation.withdrawn_on.isoformat() if citation.withdrawn_on else ""
    withdrawn = words.withdrawn.format(since) if since else words.withdrawn.partition(" ")[0]
    return f"{layer} [{withdrawn}]" if citation.withdrawal else layer


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(sentence: str) -> str:
    """The sentence with one mark at its end."""
    return sentence if not sentence or sentence[-1] in ".?!…。" else f"{sentence}."
