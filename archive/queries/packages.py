"""One package as an operator sees it: its archivings, and a page of its files with their state in every place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch

from archive.models import Archiving, FileCopy, Replica
from repository.models import Dataset

PER_PAGE = 100
"""Files on one page."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One sealed file and its copies, by place."""

    name: str
    sha256: str
    size: int
    copies: tuple[FileCopy, ...]


@dataclass(frozen=True, slots=True)
class FilePage:
    """A page of the files of a package; ``page`` knows the others."""

    lines: tuple[FileLine, ...]
    page: Page[str]


def archivings_of(dataset: Dataset) -> Sequence[Archiving]:
    """What was sealed into the package, newest first, each with its copies."""
    replicas = Prefetch("replicas", Replica.objects.order_by("store"))
    return list(Archiving.objects.filter(dataset=dataset).prefetch_related(replicas).order_by("-number"))


def file_page(dataset: Dataset, number: int) -> FilePage:
    """The files of the package by name, a hundred at a time; a number beyond the last is the last."""
    names = FileCopy.objects.filter(dataset=dataset).order_by("name").values_list("name", flat=True).distinct()
    page = Paginator(names, PER_PAGE).get_page(number)
    found: dict[str, list[FileCopy]] = {name: [] for name in page.object_list}
    for copy in FileCopy.objects.filter(dataset=dataset, name__in=list(found)).order_by("name", "place"):
        found[copy.name].append(copy)
    lines = (FileLine(name, copies[0].sha256, copies[0].size, tuple(copies)) for name, copies in found.items())
    return FilePage(tuple(lines), page)
