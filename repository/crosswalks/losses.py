"""What each format keeps, folds or drops of a record, field by field; the table of `docs/crosswalks.md`.

`python -m repository.crosswalks.losses` writes the table anew.
"""

import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from repository.crosswalks.formats import FORMATS, Format
from repository.record.model import Record
from repository.record.part import Part

BOOK: Final = Path(__file__).resolve().parents[2] / "docs" / "crosswalks.md"
_BEGIN: Final = "<!-- losses: written by python -m repository.crosswalks.losses -->\n"
_END: Final = "<!-- end of losses -->\n"
_OURS: Final = frozenset({"schema_version", "publication"})
"""Fields that describe the description: every format writes them from the edition."""


class Fate(StrEnum):
    """What becomes of a field: a program finds it again, only a person does, or it is left out."""

    KEEPS = "k"
    FOLDS = "f"
    DROPS = "–"


def fields() -> tuple[str, ...]:
    """Every field of a record that somebody fills in, down to its leaves: `creators.affiliations.ror`."""
    return tuple(dict.fromkeys(_leaves(Record, (), ())))


def fate_of(entry: Format, field: str) -> Fate:
    """What a format does with a field, as the format itself declares it."""
    if _is_under(field, entry.not_carried):
        return Fate.DROPS
    return Fate.FOLDS if _is_under(field, entry.folded) else Fate.KEEPS


def table() -> str:
    """The table in Markdown: a line for each field, a column for each format."""
    names = list(FORMATS)
    lines = [f"| field | {' | '.join(f'`{name}`' for name in names)} |", f"| --- |{' --- |' * len(names)}"]
    for field in fields():
        fates = " | ".join(fate_of(entry, field) for entry in FORMATS.values())
        lines.append(f"| `{field}` | {fates} |")
    return "\n".join(lines) + "\n"


def written_into(book: str) -> str:
    """The book with the table of today between its marks. Raises ``ValueError`` where it has no marks."""
    before, begin, rest = book.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise ValueError("the book has no place for the table of losses")
    return f"{before}{begin}{table()}{end}{after}"


def _is_under(field: str, declared: tuple[str, ...]) -> bool:
    return any(field == each or field.startswith(f"{each}.") for each in declared)


def _leaves(model: type[Part], path: tuple[str, ...], above: tuple[type[Part], ...]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if not path and name in _OURS:
            continue
        inner = [each for each in dict.fromkeys(_parts(field.annotation)) if each not in above]
        if not inner or name in ("begin", "end"):
            yield ".".join((*path, name))
            continue
        for each in inner:
            yield from _leaves(each, (*path, name), (*above, each))


def _parts(annotation: Any) -> Iterator[type[Part]]:
    """The models inside an annotation such as `tuple[Person | Organisation, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _parts(inner)


if __name__ == "__main__":
    BOOK.write_text(written_into(BOOK.read_text()))
