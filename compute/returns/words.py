"""Title, abstract and lineage of a draft made of outputs, in English and French."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from compute.returns.licences import Doubt
from compute.returns.told import Origin, Read, Standing, Told, Words
from repository.record.part import is_printable

LANGUAGES: Final = ("en", "fr")
_SIDES: Final = ("west", "south", "east", "north")
_NAMED: Final = 20
"""So many files stand in the lineage; all of them are in the provenance."""
_TITLE: Final = 300
_VALUE: Final = 300
_AND: Final = {"en": "and", "fr": "et"}
_RUN: Final = {"en": "Process", "fr": "Traitement"}
_JOB: Final = {"en": "job", "fr": "calcul"}
_GIVEN: Final = {"en": "Parameters that were given: ", "fr": "Paramètres donnés : "}
_COVERS: Final = {
    "en": {"boxes": "Area (west, south, east, north)", "periods": "Period", "variables": "Variables"},
    "fr": {"boxes": "Emprise (ouest, sud, est, nord)", "periods": "Période", "variables": "Variables"},
}

_NOTES: Final[dict[str, Words]] = {
    Standing.DRAFT: {
        "en": "a draft of the depositor that is not public",
        "fr": "un brouillon du déposant qui n’est pas public",
    },
    Standing.WITHDRAWN: {"en": "withdrawn since", "fr": "retiré depuis"},
}
DOUBTS: Final[dict[Doubt, Words]] = {
    Doubt.MISSING: {
        "en": "One of the inputs has no licence, so none is proposed here.",
        "fr": "L’une des données d’entrée n’a pas de licence ; aucune n’est donc proposée ici.",
    },
    Doubt.NO_PRODUCTS: {
        "en": "The licence of one of the inputs does not allow to share what is made from it: ask its authors.",
        "fr": "La licence de l’une des données d’entrée ne permet pas de diffuser ce qui en est tiré : "
        "demandez à ses auteurs.",
    },
    Doubt.CONFLICT: {
        "en": "The licences of the inputs contradict each other, so none is proposed here.",
        "fr": "Les licences des données d’entrée se contredisent ; aucune n’est donc proposée ici.",
    },
    Doubt.UNKNOWN: {
        "en": "The inputs have different licences, of which it is not known which is the stricter.",
        "fr": "Les données d’entrée ont des licences différentes, dont on ne sait pas laquelle est la plus stricte.",
    },
}
"""Why a product has no licence yet; it stands among the conditions of use until its author has chosen one."""


def in_both(say: Callable[[str], str]) -> dict[str, str]:
    """What is said, by language."""
    return {language: say(language) for language in LANGUAGES}


def best(words: Words, language: str) -> str:
    """A text in a language, else in another."""
    return words.get(language) or next((text for text in words.values() if text), "")


def title(told: Told, language: str) -> str:
    """The process, and what it was given."""
    process = best(told.title, language)
    if not told.origins:
        return f"{process}{_colon(language)}{told.ended.date().isoformat()}"
    first = best(told.origins[0].title, language)[:_TITLE]
    others = len({origin.doi.partition("#")[0] or best(origin.title, language) for origin in told.origins}) - 1
    if language == "fr":
        more = "" if not others else f" et {others} autre{_s(others)} jeu{_x(others)} de données"
        return f"{process} : {first}{more}"
    more = "" if not others else f" and {others} other dataset{_s(others)}"
    return f"{process}: {first}{more}"


def abstract(told: Told, language: str) -> str:
    """What was computed, of what, by what."""
    files, made = len(told.reads), len(told.makes)
    process, site = best(told.title, language), told.site.name
    colon = _colon(language)
    names = "; ".join(f"{each.name}{colon}{best(each.title, language)}" for each in told.makes[:_NAMED])
    if language == "fr":
        source = f" à partir de {files} fichier{_s(files)} ({_titles(told, language)})" if files else ""
        first = f"Calculé{source} par le traitement « {process} » ({told.process}, version {told.version}) de {site}."
        return f"{first} {made} fichier{_s(made)}{colon}{names}."
    source = f" from {files} file{_s(files)} ({_titles(told, language)})" if files else ""
    first = f"Computed{source} by the process “{process}” ({told.process}, version {told.version}) of {site}."
    return f"{first} {made} file{_s(made)}{colon}{names}."


def covers(fields: Mapping[str, Any], language: str) -> str:
    """Where, when and what, of the fields of the record; a draft's own may be of any shape and are not repeated."""
    boxes = fields.get("place", {}).get("boxes", [])
    periods = fields.get("time", {}).get("periods", [])
    said = {
        "boxes": [", ".join(str(box[side]) for side in _SIDES) for box in boxes if box.keys() >= set(_SIDES)],
        "periods": ["/".join(str(each[end]) for end in ("begin", "end") if end in each) for each in periods],
        "variables": [str(each.get("name") or "") for each in fields.get("variables", [])],
    }
    told = {name: "; ".join(filter(None, dict.fromkeys(entries[:_NAMED]))) for name, entries in said.items()}
    words = _COVERS[language]
    return " ".join(f"{words[name]}{_colon(language)}{text}." for name, text in told.items() if text)


def lineage(told: Told, language: str) -> str:
    """The steps, each a line: what was read, what ran with which parameters, what came out."""
    steps = (_reading(told, language), _running(told, language), _making(told, language))
    return "\n".join(f"{number}. {step}" for number, step in enumerate(filter(None, steps), start=1))


def parameter_text(value: Any) -> str:
    """A parameter as canonical JSON; a text as it is, unless it is blank or has characters that nobody can read."""
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    is_readable = bool(text.strip()) and all(map(is_printable, text))
    return text if is_readable else json.dumps(value, sort_keys=True)


def _reading(told: Told, language: str) -> str:
    if not told.reads:
        return ""
    lines = [_one_read(read, language) for read in told.reads[:_NAMED]]
    left = len(told.reads) - _NAMED
    more = {"en": f"and {left} more, all named in provenance.json", "fr": f"et {left} autres (provenance.json)"}
    begin = {"en": "Files read: ", "fr": "Fichiers lus : "}
    return begin[language] + "; ".join([*lines, *([more[language]] if left > 0 else [])]) + "."


def _one_read(read: Read, language: str) -> str:
    of = _quoted(best(read.origin.title, language), language)
    said = [read.origin.doi_url, _note(read.origin, language), f"SHA-256 {read.sha256}"]
    word = {"en": "of", "fr": "de"}[language]
    return f"{read.path} {word} {of} ({', '.join(filter(None, said))})"


def _running(told: Told, language: str) -> str:
    """Parameters that are as the process proposes them are in the provenance alone."""
    given = {name: value for name, value in told.parameters.items() if told.defaults.get(name) != value}
    settings = "; ".join(f"{name} = {parameter_text(value)[:_VALUE]}" for name, value in given.items())
    program = f"{told.package.name} {told.package.version}"
    begun = f"{_RUN[language]} {told.process}, version {told.version} ({program}), {_JOB[language]} {told.job}"
    return f"{begun}. {_GIVEN[language]}{settings}." if settings else f"{begun}."


def _making(told: Told, language: str) -> str:
    files = "; ".join(f"{each.name} (SHA-256 {each.sha256})" for each in told.makes[:_NAMED])
    begin = {"en": "Files made: ", "fr": "Fichiers produits : "}
    end = {"en": "Their provenance is in provenance.json.", "fr": "Leur provenance est dans provenance.json."}
    return f"{begin[language]}{files}. {end[language]}"


def _titles(told: Told, language: str) -> str:
    return _joined(list(dict.fromkeys(_named(told.origins, language)))[:_NAMED], language)


def _named(origins: Sequence[Origin], language: str) -> Iterator[str]:
    for origin in origins:
        note = _note(origin, language)
        yield _quoted(best(origin.title, language), language) + (f", {note}" if note else "")


def _note(origin: Origin, language: str) -> str:
    return _NOTES.get(origin.standing, {}).get(language, "")


def _joined(parts: Sequence[str], language: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_AND[language]} {parts[-1]}"


def _colon(language: str) -> str:
    return " : " if language == "fr" else ": "


def _quoted(text: str, language: str) -> str:
    return f"« {text} »" if language == "fr" else f"“{text}”"


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _x(count: int) -> str:
    return "" if count == 1 else "x"
