"""The searches that somebody keeps: what each asks, how many it finds, how many of these are new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import QueryDict
from django.urls import reverse

from repository.catalogue.index.finding import IndexReader
from repository.catalogue.question import PAGE_SIZE, Question, read_question
from repository.models import CatalogueChange, Person, SavedSearch
from repository.queries.search_synonyms import synonyms_of
from repository.queries.search_words import question_words

A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class SavedLine:
    """One saved search: its row, what it asks in words, how many it finds, how many since its person looked."""

    search: SavedSearch
    words: str
    total: int
    new: int
    feed_url: str


def saved_searches(person: Person) -> QuerySet[SavedSearch]:
    """Those of a person, by name."""
    return SavedSearch.objects.filter(person=person)


def saved_lines(searches: Sequence[SavedSearch], *, reader: IndexReader) -> tuple[SavedLine, ...]:
    """Saved searches with what they find now."""
    return tuple(_line(search, reader) for search in searches)


def question_of(query: str) -> Question:
    """The question of an address, from its first page and without what nobody understood."""
    question = read_question(dict(QueryDict(query.removeprefix("?")).lists()))
    return replace(question, page=1, size=PAGE_SIZE, after=None, ignored=())


def feed_url(search: SavedSearch) -> str:
    """The absolute address of the feed of a saved search."""
    return f"{settings.SITE_URL}{reverse('saved-search-feed', args=[search.feed])}"


def search_of_feed(key: str) -> SavedSearch | None:
    """The saved search that has a feed under this key, while its person has an account."""
    return SavedSearch.objects.filter(feed=key, person__is_active=True).first()


def newest_entry(reader: IndexReader) -> int:
    """The highest number of an entry that the index knows."""
    known = CatalogueChange.objects.filter(number__lte=reader.followed)
    return int(known.aggregate(newest=Max("entry"))["newest"] or 0)


def _line(search: SavedSearch, reader: IndexReader) -> SavedLine:
    question = question_of(search.query)
    synonyms = synonyms_of(question.words)
    return SavedLine(
        search=search,
        words=", ".join(question_words(question)),
        total=reader.count(question, synonyms=synonyms),
        new=reader.count(question, synonyms=synonyms, newer_than=search.seen),
        feed_url=feed_url(search),
    )
