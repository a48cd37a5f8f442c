"""The fields of a record as lines of text that people can read and compare. Pure; the values stay as written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from moderation.differences import Line
from repository.maps.box import Box
from repository.maps.graticule import Letters
from repository.maps.place import box_text
from repository.record.document import is_empty
from repository.record.labels import label_of
from repository.record.languages import normalise_language
from repository.record.model import Record
from repository.record.rights import KNOWN_LICENCES

FIELDS: Final = tuple(field for field in Record.model_fields if field not in ("schema_version", "publication"))
"""The fields that people write, in the record's order."""

_LETTERS: Final = {"en": Letters("N", "S", "E", "W"), "fr": Letters("N", "S", "E", "O")}
_JOINED: Final = frozenset({"poles", "topics", "acquisition", "data_languages", "keywords"})
_DOT: Final = " · "


def label(field: str, language: str) -> str:
    """The name of a field for a reader of English or French."""
    return label_of((field,))[_side(language)]


def lines_of(field: str, value: Any, *, language: str, names: Mapping[str, str] | None = None) -> tuple[Line, ...]:
    """The lines of one top-level field, for a reader of `language`; nothing for an empty one.

    `names` gives the words of codes, such as those of the disciplines.
    """
    if is_empty(value):
        return ()
    special = _SPECIAL.get(field)
    if special:
        return tuple(special(value, language))
    if field in _JOINED:
        return (Line("; ".join(_entry(item, language, names or {}) for item in value)),)
    return tuple(_general(value, language))


def _general(value: Any, language: str) -> Iterator[Line]:
    if _is_localised(value):
        yield from (Line(text, tag, tag) for tag, text in value.items())
    elif isinstance(value, Mapping):
        yield Line(_pairs(value, language))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from (Line(_words(item, language)) for item in value)
    else:
        yield Line(_words(value, language))


def _words(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "fr": ("non", "oui")}[_known(language)][value]
    if _is_localised(value):
        return _best(value, language)
    if isinstance(value, Mapping):
        return _pairs(value, language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(_words(item, language) for item in value)
    return str(value)


def _pairs(value: Mapping[str, Any], language: str) -> str:
    """A small object as `name` and the rest in brackets, or as `label: value` pairs."""
    rest = {key: item for key, item in value.items() if not is_empty(item)}
    head = rest.pop("name", None)
    said = [f"{label(key, language)}{_colon(language)}{_words(item, language)}" for key, item in rest.items()]
    if head is None:
        return "; ".join(said)
    return _words(head, language) + (f" ({'; '.join(said)})" if said else "")


def _entry(item: Any, language: str, names: Mapping[str, str]) -> str:
    if isinstance(item, Mapping):
        term = _words(item.get("term", item), language)
        return f"{term} ({item['scheme']})" if item.get("scheme") else term
    return names.get(str(item), str(item))


def _party(party: Mapping[str, Any], language: str) -> str:
    name = party.get("name") or ", ".join(part for part in (party.get("family"), party.get("given")) if part)
    parts = [str(name)]
    parts += [f"{kind} {party[key]}" for key, kind in (("orcid", "ORCID"), ("ror", "ROR")) if party.get(key)]
    parts += [_words(affiliation, language) for affiliation in party.get("affiliations", ())]
    return _DOT.join(parts)


def _resource_type(value: Any, language: str) -> Iterator[Line]:
    yield Line(_DOT.join(str(value[key]) for key in ("general", "text") if value.get(key)))


def _creators(value: Any, language: str) -> Iterator[Line]:
    yield from (Line(_party(party, language)) for party in value)


def _contributors(value: Any, language: str) -> Iterator[Line]:
    yield from (Line(_party(item.get("party", {}), language) + _DOT + str(item.get("role", ""))) for item in value)


def _place(value: Any, language: str) -> Iterator[Line]:
    for box in value.get("boxes", ()):
        yield Line(box_text(Box(**{side: float(box[side]) for side in Box._fields}), _LETTERS[_known(language)]))
    yield from (Line(_words(place, language)) for place in value.get("names", ()))
    for polygon in value.get("polygons", ()):
        yield Line(_words({"exterior": f"{len(polygon.get('exterior', ()))} positions"}, language))
    if value.get("not_applicable"):
        yield Line(label("not_applicable", language))


def _time(value: Any, language: str) -> Iterator[Line]:
    for period in value.get("periods", ()):
        ends = [_moment(period.get("begin")), _moment(period.get("end"))]
        if period.get("ongoing"):
            ends[1] = label("ongoing", language).lower()
        dates = " – ".join(dict.fromkeys(end for end in ends if end))
        name = _words(period["name"], language) if period.get("name") else ""
        yield Line(_DOT.join(part for part in (dates, name) if part))
    if value.get("not_applicable"):
        yield Line(label("not_applicable", language))


def _moment(value: Any) -> str:
    if isinstance(value, Mapping):
        spread = f" ± {value['plus_minus']}" if value.get("plus_minus") else ""
        return f"{value['age']}{spread} {value['unit']} BP"
    return str(value or "")


def _vertical(value: Any, language: str) -> Iterator[Line]:
    for extent in value:
        ends = " – ".join(dict.fromkeys(f"{extent[end]:g}" for end in ("minimum", "maximum") if end in extent))
        way = {"down": ("downwards", "vers le bas"), "up": ("upwards", "vers le haut")}[extent.get("positive", "down")]
        parts = (f"{ends}\N{NO-BREAK SPACE}{extent.get('unit', 'm')}", way[_side(language)], extent.get("datum"))
        yield Line(_DOT.join(part for part in parts if part))


def _funding(value: Any, language: str) -> Iterator[Line]:
    for grant in value:
        parts = (grant.get("funder"), grant.get("award_number"), grant.get("award_title"), grant.get("award_uri"))
        yield Line(_DOT.join(str(part) for part in parts if part))


def _licence(value: Any, language: str) -> Iterator[Line]:
    known = KNOWN_LICENCES.get(str(value.get("spdx")))
    title = value.get("name") or ((known.french if _side(language) else known.english) if known else "")
    yield Line(_DOT.join(str(part) for part in (title, value.get("spdx"), value.get("uri")) if part))


def _related(value: Any, language: str) -> Iterator[Line]:
    for work in value:
        parts = (work.get("relation"), work.get("identifier"), work.get("title"), work.get("citation"))
        yield Line(_DOT.join(str(part) for part in parts if part))


def _contacts(value: Any, language: str) -> Iterator[Line]:
    for contact in value:
        parts = (contact.get("name"), contact.get("email"), contact.get("uri"))
        yield Line(_DOT.join(str(part) for part in parts if part))


_SPECIAL: Final[Mapping[str, Callable[[Any, str], Iterator[Line]]]] = {
    "resource_type": _resource_type,
    "creators": _creators,
    "contributors": _contributors,
    "contacts": _contacts,
    "place": _place,
    "time": _time,
    "vertical": _vertical,
    "funding": _funding,
    "licence": _licence,
    "related": _related,
}


def _is_localised(value: Any) -> bool:
    """Whether an object is one text in several languages: language tags and texts, nothing else."""
    if not isinstance(value, Mapping) or not value:
        return False
    return all(isinstance(text, str) for text in value.values()) and all(_is_language(tag) for tag in value)


def _is_language(tag: str) -> bool:
    try:
        return normalise_language(tag) == tag
    except ValueError:
        return False


def _best(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def _known(language: str) -> str:
    return "fr" if language.lower().startswith("fr") else "en"


def _side(language: str) -> int:
    return int(_known(language) == "fr")


def _colon(language: str) -> str:
    return "\N{NO-BREAK SPACE}: " if _side(language) else ": "
