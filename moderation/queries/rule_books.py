"""The rule book in force, and those before it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from moderation.models import RuleBook
from moderation.rules.book import Book
from moderation.rules.first import FIRST_VERSION, first_book, first_text
from moderation.rules.reading import parse_book


@dataclass(frozen=True, slots=True)
class BookLine:
    """One version, for a page. The first is nobody's: it comes with the software."""

    version: int
    made_by: str
    made_at: datetime | None
    note: str
    in_force: bool


def newest_version() -> int:
    """The number of the book in force."""
    found = RuleBook.objects.order_by("-version").values_list("version", flat=True).first()
    return found or FIRST_VERSION


def book_text(version: int | None = None) -> str:
    """The text of a book, by default of the one in force. Raises ``RuleBook.DoesNotExist``."""
    wanted = newest_version() if version is None else version
    return first_text() if wanted == FIRST_VERSION else RuleBook.objects.get(version=wanted).text


def book_in_force() -> Book:
    """The book that datasets are routed by now."""
    kept = RuleBook.objects.order_by("-version").values_list("version", "text").first()
    return _read(*kept) if kept else first_book()


def book_of(version: int) -> Book:
    """One version of the rules. Raises ``RuleBook.DoesNotExist``."""
    return first_book() if version == FIRST_VERSION else _read(version, book_text(version))


@lru_cache(maxsize=4)
def _read(version: int, text: str) -> Book:
    return parse_book(text, version=version)


def book_lines() -> tuple[BookLine, ...]:
    """Every version, newest first."""
    rows = list(RuleBook.objects.select_related("made_by"))
    later = [
        BookLine(row.version, row.made_by.name, row.made_at, row.note, in_force=at == 0) for at, row in enumerate(rows)
    ]
    return (*later, BookLine(FIRST_VERSION, "", None, "", in_force=not rows))
