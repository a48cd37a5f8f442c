"""Questions to the catalogue, and entries in it, for tests."""

from collections.abc import Sequence
from datetime import date, timedelta

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
