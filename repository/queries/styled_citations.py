"""A public dataset, or one of its layers, cited in the styles of journals."""

from collections.abc import Iterator
from typing import NamedTuple

from repository.crosswalks.citation import Citation, cite
from repository.crosswalks.citation_styles import STYLES, Styled, styled
from repository.models import Dataset
from repository.queries.editions import edition_of
from repository.record.canonical import parse
from repository.record.model import Record


class StyledCitation(NamedTuple):
    """What is cited, and the line in one style."""

    citation: Citation
    made: Styled


def citation_in_style(dataset: Dataset, *, style: str, language: str, fragment: int | None) -> StyledCitation:
    """The citation in a style of ``STYLES``. Raises ``LookupError`` for no such layer."""
    if dataset.current_version is None:
        raise LookupError(f"{dataset} is not public")
    record = parse(bytes(dataset.current_version.document))
    citation = cite(record, edition_of(dataset, with_files=False), fragment)
    return StyledCitation(citation, styled(citation, style, language, kind=record.resource_type.general))


def all_styles(record: Record, citation: Citation, language: str) -> Iterator[Styled]:
    """The citation in every style, without its address."""
    for name in STYLES:
        yield styled(citation, name, language, kind=record.resource_type.general)
