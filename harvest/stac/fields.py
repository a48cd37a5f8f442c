"""Which members of an item are sent (STAC API, fields extension 1.0): the rest is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from harvest.records.refused import FilterRefused

MOST: Final = 50
_DEFAULT: Final = (
    "type", "stac_version", "stac_extensions", "id", "geometry", "bbox", "links", "assets", "collection",
    "properties.datetime", "properties.start_datetime", "properties.end_datetime",
)  # fmt: skip
"""What is sent where fields are named: with these an item is still valid."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Paths with points, such as ``properties.title``. Nothing included: all that is not excluded."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def of(self, item: dict[str, Any]) -> dict[str, Any]:
        """What is sent of an item."""
        if not self.include and not self.exclude:
            return item
        kept = _only(item, [*_DEFAULT, *self.include], "") if self.include else item
        return _without(kept, self.exclude, "")


def fields_of(text: str) -> Fields:
    """``+id,-geometry,properties.title`` of an address; a plus is a blank where nobody encoded it."""
    found = [entry.strip() for entry in text.split(",") if entry.strip()]
    include = [entry.removeprefix("+").strip() for entry in found if not entry.startswith("-")]
    return _checked(include, [entry[1:].strip() for entry in found if entry.startswith("-")])


def fields_of_body(body: object) -> Fields:
    """``{"include": [...], "exclude": [...]}``. Raises FilterRefused."""
    if body is None:
        return Fields()
    if not isinstance(body, Mapping):
        raise FilterRefused("`fields` is an object with `include` and `exclude`.", "fields")
    lists = [body.get(name) or [] for name in ("include", "exclude")]
    if not all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in lists):
        raise FilterRefused("`include` and `exclude` are lists of names.", "fields")
    return _checked(*lists)


def _checked(include: Iterable[str], exclude: Iterable[str]) -> Fields:
    found = Fields(tuple(dict.fromkeys(include)), tuple(dict.fromkeys(exclude)))
    if len(found.include) + len(found.exclude) > MOST:
        raise FilterRefused(f"At most {MOST} fields are named.", "fields")
    return found


def _only(values: Mapping[str, Any], wanted: Iterable[str], above: str) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in values.items():
        path = f"{above}{name}"
        if path in wanted:
            kept[name] = value
        elif isinstance(value, Mapping) and any(each.startswith(f"{path}.") for each in wanted):
            kept[name] = _only(value, wanted, f"{path}.")
    return kept


def _without(values: Mapping[str, Any], unwanted: Iterable[str], above: str) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in values.items():
        path = f"{above}{name}"
        if path not in unwanted:
            has_part = isinstance(value, Mapping) and any(each.startswith(f"{path}.") for each in unwanted)
            kept[name] = _without(value, unwanted, f"{path}.") if has_part else value
    return kept
