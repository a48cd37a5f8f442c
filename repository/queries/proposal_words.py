"""Proposed values in words: what a person reads before saying yes. Any JSON of the record's shape may come in."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from repository.forms.steps.description import LANGUAGES, TOPICS
from repository.forms.system_words import system_words
from repository.maps.box import Box
from repository.maps.place import box_text
from repository.record.rights import KNOWN_LICENCES
from repository.templatetags.formatting import NBSP, day_text
from repository.templatetags.plates import letters

MOST_WORDS: Final = 260
"""Characters of a long text that are shown."""
MOST_ENTRIES: Final = 6
"""Entries of a list that are named; the others are counted."""


def words_of(field: str, value: Any) -> str:
    """The value of a field in one or a few sentences, in the language of the page; never longer than a paragraph."""
    tell = _TELLERS.get(field, _anything)
    try:
        words = tell(value)
    except (TypeError, ValueError, KeyError, AttributeError):
        words = _anything(value)
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rsplit(' ', 1)[0]}…"


def _anything(value: Any) -> str:
    """What a value says, whatever it is: its texts and numbers, one after the other."""
    if isinstance(value, Mapping):
        return ", ".join(filter(None, map(_anything, value.values())))
    if isinstance(value, list | tuple):
        return _list([_anything(item) for item in value])
    return "" if value is None else str(value)


def _list(entries: list[str]) -> str:
    named = [entry for entry in entries if entry]
    more = len(named) - MOST_ENTRIES
    first = "; ".join(named[:MOST_ENTRIES])
    if more <= 0:
        return first
    return ngettext("%(first)s and %(count)d more", "%(first)s and %(count)d more", more) % {
        "first": first,
        "count": more,
    }


def _each(tell: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: _list([tell(item) for item in value])


def _text(value: Any) -> str:
    """A text by language: in the reader's, else whichever there is."""
    tag = (get_language() or "en")[:2]
    return str(value.get(tag) or next(iter(value.values()), ""))


def _term(value: Any) -> str:
    return _text(value["term"])


def _language(value: Any) -> str:
    return str(dict(LANGUAGES).get(value, value))


def _topic(value: Any) -> str:
    return str(dict(TOPICS).get(value, value))


def _party(value: Any) -> str:
    if value.get("kind") == "organisation" or "name" in value:
        return str(value["name"])
    name = " ".join(str(part) for part in (value.get("given"), value.get("family")) if part)
    places = ", ".join(str(place["name"]) for place in value.get("affiliations", ()))
    return f"{name} ({places})" if places else name


def _contributor(value: Any) -> str:
    return _party(value["party"])


def _contact(value: Any) -> str:
    reach = value.get("email") or value.get("uri")
    return f"{value['name']} ({reach})" if reach else str(value["name"])


def _licence(value: Any) -> str:
    known = KNOWN_LICENCES.get(value.get("spdx", ""))
    if known is not None:
        return known.french if (get_language() or "en").startswith("fr") else known.english
    return str(value.get("name") or value.get("spdx") or value.get("uri"))


def _box(value: Any) -> str:
    return box_text(Box(value["west"], value["south"], value["east"], value["north"]), letters())


def _moment(value: Any) -> str:
    return _anything(value) if isinstance(value, Mapping) else day_text(value)


def _period(value: Any) -> str:
    begin, end = _moment(value.get("begin")), _moment(value.get("end"))
    if value.get("ongoing"):
        return _("from %(begin)s, still growing") % {"begin": begin}
    return begin if begin == end or not end else f"{begin} – {end}"


def _number(value: float) -> str:
    text = f"{value:.6g}" if abs(value) < 1e6 else f"{value:g}"
    return text.replace(".", ",") if (get_language() or "en").startswith("fr") else text


def _vertical(value: Any) -> str:
    low, high = _number(value["minimum"]), _number(value["maximum"])
    size = f"{low}{NBSP}m" if low == high else f"{low} – {high}{NBSP}m"
    words = _("depth") if value.get("positive") == "down" else _("height")
    return f"{size} ({words})"


def _variable(value: Any) -> str:
    label = _text(value["label"]) if value.get("label") else ""
    return label or str(value.get("standard_name") or "").replace("_", " ") or str(value.get("name", ""))


def _named(value: Any) -> str:
    return str(value["name"])


def _reference_system(value: Any) -> str:
    return system_words(epsg=value.get("epsg"), name=str(value.get("name") or ""), uri=str(value.get("uri") or ""))


def _distance(value: Any) -> str:
    if value.get("distance") is not None:
        return f"{_number(value['distance'])}{NBSP}{value['unit']}"
    return f"1:{value['scale']}" if value.get("scale") else _text(value["note"])


def _related(value: Any) -> str:
    return str(value.get("identifier", ""))


def _grant(value: Any) -> str:
    return ", ".join(str(value[key]) for key in ("funder", "award_title", "award_number") if value.get(key))


_TELLERS: Final[Mapping[str, Callable[[Any], str]]] = {
    **dict.fromkeys(("title", "abstract", "lineage"), _text),
    **dict.fromkeys(("instruments", "platforms", "projects", "campaigns"), _each(_named)),
    "contacts": _each(_contact),
    "contributors": _each(_contributor),
    "creators": _each(_party),
    "data_languages": _each(_language),
    "funding": _each(_grant),
    "keywords": _each(_term),
    "language": _language,
    "licence": _licence,
    "place/boxes": _each(_box),
    "reference_systems": _each(_reference_system),
    "related": _each(_related),
    "spatial_resolution": _each(_distance),
    "time/periods": _each(_period),
    "topics": _each(_topic),
    "variables": _each(_variable),
    "vertical": _each(_vertical),
}
