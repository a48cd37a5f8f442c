"""Facets and their values as people call them."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from repository.catalogue.facets import FACETS, Facet
from repository.catalogue.index.finding import Counted
from repository.catalogue.question import Question
from repository.models import AccessPolicy, Pole
from repository.queries.landing_terms import MEDIA
from repository.queries.search_parts import FacetView, ValueView
from repository.record.rights import KNOWN_LICENCES

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
    "access": {policy.value: policy.label for policy in AccessPolicy},
    "filetype": MEDIA,
    "doi": {"yes": _("With a DOI"), "no": _("Without a DOI")},
    "origin": {"local": _("Here")},
}


def facet_views(
    counted: Mapping[str, Sequence[Counted]], question: Question, poles: Mapping[str, Pole]
) -> tuple[FacetView, ...]:
    """Every facet that has a value or is narrowed by; the disciplines are all there, those without a dataset too."""
    views = (_view(facet, counted.get(facet.code, ()), question, poles) for facet in FACETS)
    return tuple(view for view in views if view.values)


def value_name(facet: str, value: str, poles: Mapping[str, Pole]) -> str:
    """One value in words."""
    if facet == "pole":
        return poles[value].name if value in poles else value
    if facet == "licence":
        return KNOWN_LICENCES[value].english if value in KNOWN_LICENCES else value
    return str(_VALUES.get(facet, {}).get(value, value))


def _view(facet: Facet, counted: Sequence[Counted], question: Question, poles: Mapping[str, Pole]) -> FacetView:
    chosen = question.values_of(facet.code)
    counts = {each.value: each.count for each in counted}
    listed = [*poles] if facet.code == "pole" else [*dict.fromkeys([*chosen, *counts])]
    return FacetView(
        code=facet.code,
        name=str(_NAMES[facet.code]),
        values=tuple(
            ValueView(value, value_name(facet.code, value, poles), counts.get(value, 0), value in chosen)
            for value in listed
        ),
        is_open=not facet.is_folded or bool(chosen),
    )
