"""What a NetCDF file says before its data: attributes and variables of all groups, cleaned of empty words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from repository.inspection.reading import Place
from repository.record.part import LINE_LENGTH, TEXT_LENGTH, clean_line, clean_text

MOST_VARIABLES: Final = 2_000
"""Variables looked at; a file with more is read for its attributes and the first of them."""

_EMPTY_WORDS: Final = frozenset(
    {"", "n/a", "na", "none", "null", "nan", "unknown", "-", "--", "?", "tbd", "todo", "not available", "undefined"}
    | {"not applicable", "unspecified", "free text", "missing", "no title", "untitled", "xxx", "test"}
)
"""What people leave where there is nothing to say."""

_BLANKS = re.compile(r"\s+")


def attribute(name: str) -> Place:
    """The place of a global attribute."""
    return Place(f"attribute `{name}`", f"attribut `{name}`")


def attributes(*names: str) -> Place:
    """The place of several global attributes read together."""
    listed = ", ".join(f"`{name}`" for name in names)
    return attribute(names[0]) if len(names) == 1 else Place(f"attributes {listed}", f"attributs {listed}")


def variables(*names: str) -> Place:
    """The place of one or several variables."""
    listed = ", ".join(f"`{name}`" for name in names)
    word = "variable" if len(names) == 1 else "variables"
    return Place(f"{word} {listed}", f"{word} {listed}")


def attribute_of(variable: str, name: str) -> Place:
    """The place of an attribute of a variable."""
    return Place(f"attribute `{name}` of variable `{variable}`", f"attribut `{name}` de la variable `{variable}`")


def line_from(value: object) -> str | None:
    """An attribute's value as one line of text; None where it says nothing, is no text, or cannot be shown."""
    text = text_from(value)
    line = _BLANKS.sub(" ", text).strip() if text else ""
    return line if line and len(line) <= LINE_LENGTH else None


def text_from(value: object) -> str | None:
    """An attribute's value as text of several lines, as `line_from`."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str) or len(value) > TEXT_LENGTH:
        return None
    try:
        text = clean_text(value.replace("\x00", ""))
    except ValueError:
        return None
    return None if text.strip().lower() in _EMPTY_WORDS or "\ufffd" in text else text


def number_from(value: object) -> float | None:
    """An attribute's value as a finite number, also where it was written as text ("43.5", "43.5 degrees")."""
    if isinstance(value, str):
        match = re.fullmatch(r"\s*([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*[A-Za-z°_]*\s*", value)
        return float(match[1]) if match else None
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if number - number == 0 else None


@dataclass(frozen=True, slots=True)
class Flags:
    """The quality flags of a variable, value by value, and those that say that a value is bad or missing."""

    data: Any
    bad: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its name (with its groups where two bear the same), its attributes, and the way to its data."""

    name: str
    group: str
    attributes: Mapping[str, Any]
    dimensions: tuple[str, ...]
    shape: tuple[int, ...]
    is_number: bool
    data: Any = field(repr=False)
    flags: Flags | None = None

    @property
    def short(self) -> str:
        """The name without its groups."""
        return self.name.rpartition("/")[2]

    @property
    def size(self) -> int:
        """How many values it has."""
        product = 1
        for length in self.shape:
            product *= length
        return product

    def line(self, attribute: str) -> str | None:
        """An attribute as one line."""
        return line_from(self.attributes.get(attribute))


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a file. ``attributes`` are those of the whole file, by their names as written."""

    attributes: Mapping[str, Any]
    variables: tuple[Variable, ...]
    is_cut: bool = False

    def first(self, *names: str) -> tuple[str, str] | None:
        """The first of these global attributes (any case) that says something: its name as written, and its line."""
        for name, value in self._named(names):
            if line := line_from(value):
                return name, line
        return None

    def line(self, name: str) -> str | None:
        """One global attribute as a line."""
        found = self.first(name)
        return found[1] if found else None

    def first_text(self, *names: str) -> tuple[str, str] | None:
        """As `first`, of several lines."""
        for name, value in self._named(names):
            if text := text_from(value):
                return name, text
        return None

    def number(self, name: str) -> float | None:
        """One global attribute as a number."""
        for _, value in self._named((name,)):
            return number_from(value)
        return None

    def variable(self, name: str) -> Variable | None:
        """The variable of this name, with or without its groups."""
        return next((each for each in self.variables if name in (each.name, each.short)), None)

    def _named(self, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for wanted in names:
            for name, value in self.attributes.items():
                if name.lower() == wanted.lower():
                    yield name, value


def header_of(dataset: Any) -> Header:
    """The header of an open netCDF4 dataset, all groups."""
    found: list[tuple[str, str, Any]] = []
    is_cut = False
    for path, group in _groups(dataset, ""):
        for name, data in group.variables.items():
            is_cut = len(found) >= MOST_VARIABLES
            if is_cut:
                break
            found.append((path, name, data))
    names = [name for _, name, _ in found]
    listed = tuple(
        Variable(
            name=_printable(f"{path}{name}" if names.count(name) > 1 else name),
            group=path,
            attributes=_attributes(data),
            dimensions=tuple(data.dimensions),
            shape=tuple(data.shape),
            is_number=getattr(data.dtype, "kind", "") in "iuf",
            data=data,
        )
        for path, name, data in found
    )
    return Header(_attributes(dataset), listed, is_cut)


def _groups(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, group
    for name, inner in group.groups.items():
        yield from _groups(inner, f"{path}{name}/")


def _attributes(owner: Any) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name in owner.ncattrs():
        try:
            said[name] = owner.getncattr(name)
        except (AttributeError, KeyError, OSError, TypeError, UnicodeDecodeError, ValueError):
            continue
    return said


def _printable(name: str) -> str:
    try:
        return clean_line(name)
    except ValueError:
        return name.encode("ascii", "backslashreplace").decode("ascii")
