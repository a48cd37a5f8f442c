"""The book that a new site begins with: the scope of the six first disciplines, as their communities say it. Pure."""

from functools import cache
from pathlib import Path
from typing import Final

from moderation.rules.book import Book
from moderation.rules.reading import parse_book

FIRST_VERSION: Final = 1


@cache
def first_text() -> str:
    """The book as JSON, as an operator begins to change it."""
    return Path(__file__).with_name("first_book.json").read_text()


@cache
def first_book() -> Book:
    """The book itself, version 1."""
    return parse_book(first_text(), version=FIRST_VERSION)
