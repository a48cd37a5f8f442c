"""Questions to the catalogue, and entries in it, for tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from repository.catalogue.findable import Findable
from repository.catalogue.kept import as_json
from repository.catalogue.question import read_question
from repository.models import CatalogueEntry
from repository.queries.catalogue_index import catalogue_reader
from repository.queries.search import search_catalogue
from repository.queries.search_parts import Results


def found(**asked: str | Sequence[str]) -> Results:
    """What the address with these parameters finds; ``since`` for ``from``."""
    named = {("from" if name == "since" else name): told for name, told in asked.items()}
    lists = {name: [told] if isinstance(told, str) else list(told) for name, told in named.items()}
    return search_catalogue(read_question(lists), reader=catalogue_reader())


def titles(**asked: str | Sequence[str]) -> list[str]:
    """The titles found, in their order."""
    return [hit.title for hit in found(**asked).hits]


def make_entries(count: int, *, title: str = "Title {}", ends: date | None = None, prefix: str = "10.5072/x") -> None:
    """Entries of another repository, each published a day before the one before it."""
    last = ends or timezone.now().date() - timedelta(days=1)
    CatalogueEntry.objects.bulk_create(
        _entry(title.format(n), f"{prefix}{n}", last - timedelta(days=n)) for n in range(count)
    )


def make_entry(title: str, *, day: int = 0, **found_by: Any) -> CatalogueEntry:
    """One entry, published so many days ago, with what a `Findable` says of it beside its title."""
    published = timezone.now().date() - timedelta(days=day)
    identifier = f"10.5072/{title.casefold().replace(' ', '-')}"[:200]
    plain = Findable(
        ((("en", title),)), (), (), (), (identifier,), {"year": (str(published.year),)}, published=published
    )
    told = as_json(replace(plain, **found_by))
    return CatalogueEntry.objects.create(identifier=identifier, title=title, published=published, found_by=told)


def _entry(title: str, identifier: str, published: date) -> CatalogueEntry:
    found_by = Findable(
        titles=(("en", title),),
        terms=(),
        people=(),
        abstracts=(),
        identifiers=(identifier,),
        facets={"year": (str(published.year),)},
        published=published,
    )
    return CatalogueEntry(identifier=identifier, title=title, published=published, found_by=as_json(found_by))
