"""Variables, documents, other works, funding and services of a dataset, in the reader's language."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from repository.catalogue.findable import variable_name
from repository.models import Dataset
from repository.queries.landing_parts import Link
from repository.queries.landing_terms import DOCUMENTS, RELATIONS
from repository.queries.landing_words import said, web_address
from repository.queries.science_parts import RelatedLine, TermLine, VariableLine
from repository.record.model import Record
from repository.record.subjects import Variable

_CF_NAMES: Final = "http://vocab.nerc.ac.uk/standard_name/"
"""The CF standard names at the NERC Vocabulary Server, each at its own name."""


def variables_of(record: Record) -> tuple[VariableLine, ...]:
    """The table of variables."""
    return tuple(_variable(variable, record) for variable in record.variables)


def _variable(variable: Variable, record: Record) -> VariableLine:
    label, method = said(variable.label, record), said(variable.method, record)
    standard = variable.standard_name or ""
    address = web_address(variable.standard_name_uri) or (f"{_CF_NAMES}{quote(standard)}/" if standard else "")
    return VariableLine(
        name=label.text if label else variable.name,
        lang=label.lang if label else "",
        in_files=variable.name if label else "",
        standard_name=standard,
        standard_url=address,
        unit=variable.unit or "",
        uncertainty=variable.uncertainty or "",
        unit_url=web_address(variable.unit_uri) if variable.unit else "",
        terms=tuple(
            TermLine(term.name, web_address(term.uri), term.scheme or "") for term in variable.concepts if term.name
        ),
        method=method.text if method else "",
        find_url=f"{reverse('search')}?{urlencode({'variable': variable_name(variable)})}",
    )


def documents_of(record: Record, dataset: Dataset, fragment: int | None) -> tuple[RelatedLine, ...]:
    """What explains the data, by kind: files of the layer that is listed, then works elsewhere."""
    return (*_files(record, dataset, fragment), *_elsewhere(record))


def _files(record: Record, dataset: Dataset, fragment: int | None) -> Iterator[RelatedLine]:
    for document in record.documents:
        title = said(document.title, record)
        url = reverse("file", args=[dataset.suffix, fragment, document.path]) if fragment is not None else ""
        words = title.text if title else document.path
        yield RelatedLine(str(DOCUMENTS[document.kind]), words, url, document.path if title else "")


def _elsewhere(record: Record) -> Iterator[RelatedLine]:
    for work in record.related:
        if work.document_kind:
            words = work.title or work.citation or work.identifier
            note = work.identifier if work.title or work.citation else ""
            yield RelatedLine(str(DOCUMENTS[work.document_kind]), words, web_address(work.uri), note)


def related_of(record: Record) -> tuple[RelatedLine, ...]:
    """Other works, each with how this dataset relates to it; documents stand apart."""
    return tuple(
        RelatedLine(
            relation=str(RELATIONS[work.relation]),
            words=work.title or work.citation or work.identifier,
            url=web_address(work.uri),
            note=work.identifier if work.title or work.citation else "",
        )
        for work in record.related
        if not work.document_kind
    )


def funding_of(record: Record) -> tuple[RelatedLine, ...]:
    """Who paid, and under which grant."""
    lines = []
    for grant in record.funding:
        award = ", ".join(part for part in (grant.award_title, grant.award_number) if part)
        url = web_address(grant.award_uri) or (f"https://ror.org/{grant.ror}" if grant.ror else "")
        lines.append(RelatedLine(_("Funded by"), grant.funder, url, award))
    return tuple(lines)


def services_of(record: Record) -> tuple[Link, ...]:
    """Other ways to the data than the files kept here."""
    return tuple(
        Link(f"{service.name} ({service.kind})" if service.name else service.kind, web_address(service.uri))
        for service in record.distribution.services
    )
