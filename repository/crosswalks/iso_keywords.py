"""ISO 19139: which keywords are INSPIRE spatial data themes, and what else is said by a keyword there."""

from collections.abc import Iterable, Iterator
from typing import Final

from repository.crosswalks.iso_shapes import Word
from repository.crosswalks.iso_terms import CF, THEME_OF, THEMES
from repository.record.languages import LocalisedLine
from repository.record.model import Record
from repository.record.subjects import Keyword

_ADDRESS: Final = "http://inspire.ec.europa.eu/theme"
_TOPICS: Final = "ISO 19115-1 MD_TopicCategoryCode"


def _is_theme(keyword: Keyword) -> bool:
    return (keyword.uri or "").startswith(f"{_ADDRESS}/") or "INSPIRE themes" in (keyword.scheme or "")


def themes(record: Record) -> Iterator[Keyword]:
    """The themes among the keywords; where there are none, those nearest to the topic categories."""
    named = [keyword for keyword in record.keywords if _is_theme(keyword)]
    for keyword in named:
        yield keyword.model_copy(update={"scheme": THEMES, "scheme_uri": _ADDRESS, "kind": "theme"})
    if named:
        return
    for topic in record.topics:
        if theme := THEME_OF.get(topic):
            term = LocalisedLine({"en": theme.english, "fr": theme.french})
            yield Keyword(term=term, scheme=THEMES, scheme_uri=_ADDRESS, uri=f"{_ADDRESS}/{theme.code}")


def others(record: Record) -> Iterator[Keyword]:
    """The keywords that are no theme."""
    return (keyword for keyword in record.keywords if not _is_theme(keyword))


def of_variables(record: Record, topics: Iterable[str]) -> Iterator[Word]:
    """Names of variables from vocabularies, each once, and topic categories that the schema does not list."""
    said = [Word(topic, _TOPICS) for topic in topics]
    for variable in record.variables:
        if variable.standard_name:
            said.append(Word(variable.standard_name, CF, uri=variable.standard_name_uri))
        said += [Word(each.name, each.scheme, each.scheme_uri, each.uri) for each in variable.concepts]
    yield from dict.fromkeys(said)
