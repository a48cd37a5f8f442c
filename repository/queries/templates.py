"""What templates propose for a draft, beside its files: the same fields, each with where it comes from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from repository.inspection.combining import Choice, FieldProposal, Source
from repository.inspection.reading import Place
from repository.models import Dataset, Template
from repository.models.template import TemplateKind
from repository.queries.proposal_values import said_at, same
from repository.record.document import is_empty
from repository.templatetags.formatting import day_text

TEMPLATES_MOST: Final = 10
"""Of one draft: the newest; what was used from an older one stays."""


def templates_of(dataset: Dataset) -> Sequence[Template]:
    """The templates of a draft, the newest first."""
    return list(Template.objects.filter(dataset=dataset)[:TEMPLATES_MOST])


def label_of_template(template: Template) -> str:
    """What the source of a value is called: ``your deposit of 3 May 2026``, ``10.5072/7``, a file's name."""
    if template.kind == TemplateKind.DEPOSIT and template.dated:
        return _("your deposit of %(date)s") % {"date": day_text(template.dated)}
    return template.name or template.doi


def with_templates(
    combined: Sequence[FieldProposal], templates: Sequence[Template], fields: Sequence[str]
) -> list[FieldProposal]:
    """What files propose, and what templates say beside them: another value is a choice, the same a further source."""
    by_field = {proposal.field: proposal for proposal in combined}
    for template in templates:
        for field in fields:
            value = said_at(template.document, field)
            if not is_empty(value) and value != {"not_applicable": True}:
                by_field[field] = _beside(by_field.get(field), field, value, _source(template, field))
    return [by_field[field] for field in sorted(by_field)]


def _source(template: Template, field: str) -> Source:
    path = template.places.get(field.partition("/")[0], "")
    place = Place(f"element `{path}`", f"élément `{path}`") if path else Place("", "")
    return label_of_template(template), place


def _beside(said: FieldProposal | None, field: str, value: Any, source: Source) -> FieldProposal:
    if said is None:
        return FieldProposal(field, value, (source,))
    offers = list(_offers(said))
    known = next((number for number, offer in enumerate(offers) if same(offer.value, value)), None)
    if known is None:
        offers.append(Choice(value, (source,)))
    else:
        offers[known] = Choice(offers[known].value, (*offers[known].sources, source))
    sources = (*said.sources, source)
    if len(offers) == 1:
        return FieldProposal(field, offers[0].value, sources)
    return FieldProposal(field, None, sources, tuple(offers))


def _offers(said: FieldProposal) -> Iterator[Choice]:
    if said.choices:
        yield from said.choices
    else:
        yield Choice(said.value, said.sources)


def count_of_fields(document: Mapping[str, Any]) -> int:
    """How many fields a template says something of."""
    return sum(not is_empty(value) for value in document.values())
