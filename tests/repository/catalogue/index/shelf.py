"""Small indexes for tests, made without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from repository.catalogue.boxes import boxes_between
from repository.catalogue.findable import Findable
from repository.catalogue.index.finding import Found, IndexReader
from repository.catalogue.index.folder import IndexWriter, make_present, new_folder
from repository.catalogue.question import read_question
from repository.catalogue.spans import Span

PLAIN = Findable(titles=(), terms=(), people=(), abstracts=(), identifiers=(), facets={}, published=date(2020, 1, 1))
HEAP = 15_000_000


def dataset(title: str = "A dataset", *, language: str = "en", **known: Any) -> Findable:
    """What a dataset is found by; texts as plain words in its language, boxes as four sides, spans as two days."""
    texts: dict[str, Any] = {name: ((language, known.pop(name)),) for name in ("terms", "abstracts") if name in known}
    boxes = tuple(part for sides in known.pop("boxes", ()) for part in boxes_between(*sides))
    spans = tuple(Span(*days) for days in known.pop("spans", ()))
    return replace(PLAIN, titles=((language, title),), boxes=boxes, spans=spans, **texts, **known)


@dataclass
class Shelf:
    """An index below a folder, and questions to it; each list of datasets is a commit, and so a part of the index."""

    root: Path
    reader: IndexReader = field(init=False)
    writer: IndexWriter = field(init=False)
    commits: int = 0

    def __post_init__(self) -> None:
        self.writer = IndexWriter(new_folder(self.root), heap=HEAP)
        self.writer.commit(0)
        make_present(self.root, self.writer.folder)
        self.reader = IndexReader(self.root)

    def put(self, entries: Mapping[int, Findable]) -> None:
        """Write or replace entries in one commit."""
        for number, found_by in entries.items():
            self.writer.put(number, found_by)
        self.commit()

    def take(self, numbers: Iterable[int]) -> None:
        """Take entries away in one commit."""
        for number in numbers:
            self.writer.remove(number)
        self.commit()

    def commit(self) -> None:
        """As the follower does."""
        self.commits += 1
        self.writer.commit(self.commits)

    def found(self, *, facets: Iterable[str] = (), synonyms: Any = None, **asked: Any) -> Found:
        """What an address with these parameters finds; ``since`` for ``from``."""
        named = {("from" if name == "since" else name): told for name, told in asked.items()}
        lists = {name: told if isinstance(told, list) else [str(told)] for name, told in named.items()}
        return self.reader.find(read_question(lists), facets=tuple(facets), synonyms=synonyms)

    def numbers(self, **asked: Any) -> list[int]:
        """The numbers found, in the order of the page."""
        return list(self.found(**asked).entries)
