"""The values of one facet, far more than stand beside the list."""

from dataclasses import dataclass
from typing import Final

from repository.catalogue.index.finding import IndexReader
from repository.catalogue.question import Question
from repository.models import Pole
from repository.queries.search_names import facet_name, values_in_words
from repository.queries.search_parts import ValueView
from repository.queries.search_synonyms import synonyms_of
from repository.vocabularies.words import folded, has_words

MOST_SHOWN: Final = 200
_MOST_LOOKED_THROUGH: Final = 5_000


@dataclass(frozen=True, slots=True)
class FacetValues:
    """A facet with its values. ``total``: how many there are that fit, more than are shown."""

    code: str
    name: str
    values: tuple[ValueView, ...]
    total: int


def facet_values(question: Question, code: str, *, reader: IndexReader, like: str = "") -> FacetValues:
    """The `MOST_SHOWN` most frequent values whose names have the words ``like`` by their beginnings."""
    synonyms = synonyms_of(question.words)
    counted = reader.values(question, code, most=_MOST_LOOKED_THROUGH, synonyms=synonyms)
    poles = {pole.code: pole for pole in Pole.objects.all()}
    named = values_in_words(code, counted, question.values_of(code), poles)
    words = folded(like).split()
    fitting = [each for each in named if has_words(folded(f"{each.name} {each.value}"), words)] if words else named
    return FacetValues(code, facet_name(code), tuple(fitting[:MOST_SHOWN]), len(fitting))
