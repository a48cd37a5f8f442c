"""What the database and the index say there is."""

from pathlib import Path

from repository.catalogue.findable import Findable
from repository.catalogue.index.finding import IndexReader
from repository.catalogue.kept import as_json, from_json
from repository.catalogue.question import Question
from repository.models import CatalogueEntry
from repository.services.following import Follower


def add(title: str) -> CatalogueEntry:
    """An entry of another repository."""
    return CatalogueEntry.objects.create(identifier=f"10.5072/{title}", title=title, found_by=as_json(_called(title)))


def rename(entry: CatalogueEntry, title: str) -> None:
    """The same entry is found by another title."""
    CatalogueEntry.objects.filter(pk=entry.pk).update(title=title, found_by=as_json(_called(title)))


def follow(root: Path) -> int:
    """As the process does that follows, once."""
    with Follower(root) as follower:
        return follower.follow()


def of_database() -> set[tuple[int, str]]:
    """Number and title of each entry."""
    told = CatalogueEntry.objects.values_list("pk", "found_by")
    return {(pk, from_json(found_by).titles[0][1]) for pk, found_by in told if found_by}


def of_index(root: Path) -> set[tuple[int, str]]:
    """The same from the index: each number that it gives, with the title that it finds this number by."""
    reader = IndexReader(root)
    found = reader.find(Question(size=100))
    assert found.total == len(found.entries) == len(set(found.entries))
    titles = {title for _pk, title in of_database()} | {f"t{n}" for n in range(60)}
    pairs = {(number, title) for title in titles for number in reader.find(Question(words=f"{title} x")).entries}
    assert {number for number, _title in pairs} == set(found.entries)
    return pairs


def _called(title: str) -> Findable:
    return Findable(
        titles=(("en", title),), terms=(("en", "x"),), people=(), abstracts=(), identifiers=(title,), facets={}
    )
