"""Facets and their values as people call them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from repository.catalogue.facets import FACETS, Facet
from repository.catalogue.index.finding import Found
from repository.catalogue.index.seeing import Counted
from repository.catalogue.question import Question
from repository.models import AccessPolicy, ConceptLabel, LabelKind, Pole
from repository.queries.landing_terms import MEDIA
from repository.queries.search_parts import FacetView, ValueView
from repository.record.rights import KNOWN_LICENCES
from repository.vocabularies.words import folded

_NAMES: Final[Mapping[str, Promise]] = {
    "pole": _("Discipline"),
    "variable": _("Variable"),
    "platform": _("Platform"),
    "instrument": _("Instrument"),
    "organisation": _("Organisation"),
    "author": _("Author"),
    "project": _("Project"),
    "filetype": _("Format"),
    "access": _("Access"),
    "licence": _("Licence"),
    "year": _("Year of publication"),
    "origin": _("Kept where"),
    "doi": _("DOI"),
}
_VALUES: Final[Mapping[str, Mapping[str, str | Promise]]] = {
    "access": {
        AccessPolicy.OPEN.value: pgettext_lazy("access to files", "Open"),
        AccessPolicy.EMBARGOED.value: pgettext_lazy("access to files", "Embargoed"),
        AccessPolicy.RESTRICTED.value: pgettext_lazy("access to files", "Restricted"),
    },
    "filetype": MEDIA,
    "doi": {"yes": _("With a DOI"), "no": _("Without a DOI")},
    "origin": {"local": _("Here")},
}


_IN_VOCABULARIES: Final = frozenset({"variable", "platform", "instrument"})
_TOLD_BY_CONTRAST: Final = frozenset({"origin", "doi"})
_SHOWN: Final = 6
"""Values of a facet on the page; those that are chosen are always there."""

Names = Mapping[str, str]


def facet_views(found: Found, question: Question, poles: Mapping[str, Pole]) -> tuple[FacetView, ...]:
    """Every facet that has a value, may have some or is narrowed by; all disciplines, those without a dataset too."""
    counted = found.facets
    said = {value for code in _IN_VOCABULARIES for value in _said(counted.get(code, ()), question.values_of(code))}
    names = names_in_vocabularies(said)
    views = (_view(facet, counted.get(facet.code, ()), question, poles, names) for facet in FACETS)
    views = (replace(view, has_more=view.has_more or view.code in found.uncounted) for view in views)
    return tuple(view for view in views if (view.values or view.has_more) and not _is_idle(view))


def _is_idle(view: FacetView) -> bool:
    """Whether all that was found has the same value, and nothing else could be chosen."""
    return view.code in _TOLD_BY_CONTRAST and len(view.values) == 1 and not view.values[0].is_chosen


def facet_name(code: str) -> str:
    """A facet in words."""
    return str(_NAMES[code])


def value_name(facet: str, value: str, poles: Mapping[str, Pole], names: Names | None = None) -> str:
    """One value in words; ``names``: what vocabularies call it in the language of the page."""
    if facet == "pole":
        return poles[value].name if value in poles else value
    if facet == "licence":
        return _licence_name(value)
    if facet in _IN_VOCABULARIES:
        return _begun((names or {}).get(value, value))
    return str(_VALUES.get(facet, {}).get(value, value))


def names_in_vocabularies(values: Iterable[str]) -> dict[str, str]:
    """English names of concepts -> their names in the language of the page, where a vocabulary says them: one query."""
    language = (get_language() or "en")[:2]
    asked = {folded(value): value for value in values}
    if language == "en" or not asked:
        return {}
    rows = ConceptLabel.objects.filter(folded__in=asked, language="en", kind=LabelKind.PREFERRED)
    told = rows.filter(concept__labels__has_key=language).values_list("folded", f"concept__labels__{language}")
    return {asked[name]: str(label) for name, label in told if label}


def names_of_chosen(question: Question) -> dict[str, str]:
    """What vocabularies call the values that a question is narrowed by, in the language of the page."""
    return names_in_vocabularies(value for code in _IN_VOCABULARIES for value in question.values_of(code))


def values_in_words(
    facet: str, counted: Sequence[Counted], chosen: Sequence[str], poles: Mapping[str, Pole]
) -> tuple[ValueView, ...]:
    """Values of one facet in words, those that are chosen first."""
    names = names_in_vocabularies(_said(counted, chosen)) if facet in _IN_VOCABULARIES else {}
    counts = {each.value: each.count for each in counted}
    return tuple(
        ValueView(value, value_name(facet, value, poles, names), counts.get(value, 0), value in chosen)
        for value in dict.fromkeys([*chosen, *counts])
    )


def _said(counted: Sequence[Counted], chosen: Sequence[str]) -> list[str]:
    return [*chosen, *(each.value for each in counted)]


def _view(
    facet: Facet, counted: Sequence[Counted], question: Question, poles: Mapping[str, Pole], names: Names
) -> FacetView:
    chosen = question.values_of(facet.code)
    counts = {each.value: each.count for each in counted}
    listed = [*dict.fromkeys([*(poles if facet.code == "pole" else ()), *chosen, *counts])]
    shown = listed if facet.is_closed else listed[: max(_SHOWN, len(chosen))]
    return FacetView(
        code=facet.code,
        name=facet_name(facet.code),
        values=tuple(
            ValueView(value, value_name(facet.code, value, poles, names), counts.get(value, 0), value in chosen)
            for value in shown
        ),
        is_open=not facet.is_folded or bool(chosen),
        has_more=len(shown) < len(listed),
    )


def _licence_name(value: str) -> str:
    if value not in KNOWN_LICENCES:
        return value
    known = KNOWN_LICENCES[value]
    return known.french if get_language() == "fr" else known.english


def _begun(name: str) -> str:
    """With a large letter at the beginning, where the first word is one: not pH."""
    first = name.split(" ", 1)[0]
    return name[0].upper() + name[1:] if first.isalpha() and first.islower() and len(first) > 2 else name
