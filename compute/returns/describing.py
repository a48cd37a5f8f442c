"""The description of a draft made of outputs, as fields of the record: what is known is filled in, nothing is guessed.

Areas and periods are those that were asked for, else those of the inputs; an author reads and corrects all of it.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compute.returns import words
from compute.returns.licences import Doubt, inherited
from compute.returns.told import Told

_MOST: Final = 50
"""Entries of a list that are taken over from the inputs."""
_TELLING: Final = 3
_GENERAL: Final = frozenset(
    [
        "and",
        "the",
        "per",
        "from",
        "with",
        "unit",
        "mass",
        "volume",
        "water",
        "sea",
        "mole",
        "moles",
        "concentration",
        "amount",
    ]
)
"""Letters of a word that tells a variable; words of many of them."""
_SOURCES: Final = 3_000
_TEXT: Final = 30_000
"""Inputs and characters that the record holds; all of them are in the provenance."""


def fields_of(told: Told) -> dict[str, Any]:
    """Fields of the record, as `write_draft` takes them."""
    computed = _variables(told)
    covered = {"place": _place(told), "time": _time(told), "variables": computed}
    found = {
        "language": told.language,
        "title": words.in_both(lambda language: words.title(told, language)),
        "abstract": words.in_both(
            lambda language: f"{words.abstract(told, language)} {words.covers(covered, language)}".strip()
        ),
        "lineage": words.in_both(lambda language: words.lineage(told, language)),
        "creators": [_creator(told)] if told.asker.family else [],
        "acquisition": ["derived"],
        "poles": list(dict.fromkeys(_entries(told, "poles", str))),
        "keywords": _keywords(told, computed)[:_MOST],
        "topics": list(dict.fromkeys(_entries(told, "topics", str))),
        **covered,
        "vertical": _vertical(told),
        **_rights(told),
        "related": _related(told),
        "provenance": provenance(told),
    }
    return {name: value for name, value in found.items() if value}


def provenance(told: Told) -> dict[str, Any]:
    """How it was computed, as the record tells it: formats make process steps and relations of it."""
    programs = [told.site, told.package] if told.package.name != told.site.name else [told.site]
    process = {"name": words.best(told.title, "en"), "version": told.version, "uri": told.process_url}
    return {
        "process": told.process,
        "process_version": told.version,
        "job": f"urn:uuid:{told.job}",
        "began": told.began.isoformat(timespec="seconds"),
        "ended": told.ended.isoformat(timespec="seconds"),
        "software": [{"name": each.name, "version": each.version} for each in programs] + [process],
        "sources": [
            {"identifier": each.identifier, "path": each.path, "sha256": each.sha256} for each in told.reads[:_SOURCES]
        ],
        "parameters": [
            {"name": name, "value": words.parameter_text(value)[:_TEXT]} for name, value in told.parameters.items()
        ],
        "environment": f"Backend: {told.backend}; tasks: {told.tasks}",
    }


def _creator(told: Told) -> dict[str, Any]:
    asker = told.asker
    workplace = {"name": asker.affiliation, "ror": asker.ror}
    person: dict[str, Any] = {"kind": "person", "family": asker.family, "given": asker.given, "orcid": asker.orcid}
    person["affiliations"] = [_said(workplace)] if asker.affiliation else []
    return _said(person)


def _related(told: Told) -> list[dict[str, Any]]:
    """The inputs that readers can find, each once. A draft of one's own has no address yet."""
    public = [origin for origin in told.origins if origin.doi]
    return [
        {"identifier": doi, "identifier_type": "DOI", "relation": "IsDerivedFrom", "resource_type": "Dataset"}
        for doi in dict.fromkeys(origin.doi for origin in public)
    ]


def _rights(told: Told) -> dict[str, Any]:
    """The licence, or why there is none, in words that stay until its author has chosen one."""
    licence, doubt = inherited([origin.description.get("licence") for origin in told.origins])
    if doubt is None or doubt is Doubt.NOTHING_READ:
        return {"licence": licence}
    return {"use_limitations": dict(words.DOUBTS[doubt])}


def _place(told: Told) -> dict[str, Any]:
    boxes = [_box(value["bbox"]) for name, value in told.parameters.items() if told.formats.get(name) == "ogc-bbox"]
    boxes = boxes or _each_once(_inside(told, "place", "boxes"))[:_MOST]
    return {"boxes": boxes} if boxes else {}


def _box(numbers: list[float]) -> dict[str, float]:
    half = len(numbers) // 2
    return {"west": numbers[0], "south": numbers[1], "east": numbers[half], "north": numbers[half + 1]}


def _time(told: Told) -> dict[str, Any]:
    periods = list(_asked_periods(told)) or _each_once(_inside(told, "time", "periods"))[:_MOST]
    return {"periods": periods} if periods else {}


def _asked_periods(told: Told) -> Iterator[dict[str, str]]:
    """Inputs that are periods, and `years`: the first and the last."""
    for name, value in told.parameters.items():
        if told.formats.get(name) == "period" and isinstance(value, dict):
            ends = {"begin": str(value.get("start") or "")[:10], "end": str(value.get("end") or "")[:10]}
            yield _said(ends)
    years = told.parameters.get("years")
    if isinstance(years, list) and len(years) == 2 and all(isinstance(year, int) for year in years):
        yield _seasons(min(years), max(years), told.parameters.get("months"))


def _seasons(first: int, last: int, months: Any) -> dict[str, str]:
    """The years; with `months` the days: a season that turns the year begins in the year before the first."""
    seasons = [each for each in months if isinstance(each, list) and each] if isinstance(months, list) else []
    numbers = [month for season in seasons for month in season]
    if first < 2 or not seasons or not all(isinstance(month, int) and 1 <= month <= 12 for month in numbers):
        return {"begin": f"{first:04d}", "end": f"{last:04d}"}
    begin = min(f"{first - (season != sorted(season)):04d}-{season[0]:02d}-01" for season in seasons)
    month = max(season[-1] for season in seasons)
    return {"begin": begin, "end": f"{last:04d}-{month:02d}-{monthrange(last, month)[1]:02d}"}


def _vertical(told: Told) -> list[dict[str, Any]]:
    """`depths`: metres below the surface."""
    depths = told.parameters.get("depths")
    if not isinstance(depths, list) or not depths or not all(isinstance(depth, int | float) for depth in depths):
        return []
    return [{"minimum": min(depths), "maximum": max(depths), "unit": "m", "positive": "down"}]


def _variables(told: Told) -> list[dict[str, Any]]:
    """Those of the inputs that were asked for by name or code; all of them where none was.

    None where the input `variable` asks for one that they do not describe: theirs are others then.
    """
    known = _each_once(_entries(told, "variables", dict))
    asked = {value.lower() for value in told.parameters.values() if isinstance(value, str) and value}
    found = [each for each in known if asked & set(_names(each))][:_MOST]
    return found or ([] if told.parameters.get("variable") else known[:_MOST])


def _keywords(told: Told, computed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the inputs, without those that name a variable of theirs and none of the computed ones."""
    others = [each for each in _each_once(_entries(told, "variables", dict)) if each not in computed]
    asked = told.parameters.get("variable")
    ours = [_words(asked)] if isinstance(asked, str) else []
    ours += [_words(name) for each in computed for name in _names(each)]
    theirs = frozenset[str]().union(*(_words(name) for each in others for name in _names(each)))
    telling = frozenset(word for word in theirs.difference(*ours) if len(word) >= _TELLING) - _GENERAL
    return [
        each
        for each in _each_once(_entries(told, "keywords", dict))
        if _is_named(each, ours) or not any(telling & text for text in _texts(each))
    ]


def _is_named(keyword: Mapping[str, Any], names: list[frozenset[str]]) -> bool:
    """Whether its words are among those of a name, or those of a name among its words."""
    return any(text and name and (text <= name or name <= text) for text in _texts(keyword) for name in names)


def _texts(keyword: Mapping[str, Any]) -> list[frozenset[str]]:
    term = keyword.get("term")
    return [_words(text) for text in term.values() if isinstance(text, str)] if isinstance(term, Mapping) else []


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower().replace("_", " ")))


def _names(variable: Mapping[str, Any]) -> Iterator[str]:
    concepts = variable.get("concepts")
    for concept in concepts if isinstance(concepts, list) else ():
        if isinstance(concept, dict):
            yield from (str(concept.get(key) or "").lower() for key in ("identifier", "name"))
    label = variable.get("label")
    yield from (str(text).lower() for text in (label.values() if isinstance(label, dict) else ()))
    yield from (str(variable.get(key) or "").lower() for key in ("name", "standard_name"))


def _entries(told: Told, field: str, kind: type) -> Iterator[Any]:
    """Of the lists of all inputs' descriptions, what is of the kind; a draft may hold anything."""
    for origin in told.origins:
        yield from _of_kind(origin.description.get(field), kind)


def _inside(told: Told, field: str, list_: str) -> Iterator[dict[str, Any]]:
    for origin in told.origins:
        part = origin.description.get(field)
        yield from _of_kind(part.get(list_) if isinstance(part, Mapping) else None, dict)


def _of_kind(value: Any, kind: type) -> Iterator[Any]:
    yield from (each for each in (value if isinstance(value, list) else ()) if isinstance(each, kind) and each)


def _each_once(values: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
