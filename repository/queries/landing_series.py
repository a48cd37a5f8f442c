"""All public layers of a dataset, each with its citation."""

from dataclasses import dataclass

from repository.crosswalks.citation import cite, text
from repository.models import Dataset
from repository.queries.editions import edition_of
from repository.queries.landing_parts import Said
from repository.queries.landing_words import lang_of, reader_language
from repository.queries.layer_lines import LayerLine, LayerYear, by_year, layer_lines
from repository.record.canonical import parse
from repository.record.model import Record


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """Title, and every layer, newest first, by year and with its citation."""

    suffix: str
    doi: str
    title: Said
    years: tuple[LayerYear, ...]
    cited: tuple[tuple[LayerLine, str], ...]


def series_of(dataset: Dataset) -> SeriesPage:
    """The layers of a public dataset. The number of queries does not depend on theirs."""
    record = _record(dataset)
    edition = edition_of(dataset, with_files=False)
    lines = layer_lines(dataset)
    cited = tuple((line, text(cite(record, edition, line.fragment))) for line in lines)
    return SeriesPage(dataset.suffix, dataset.doi, _title(record), by_year(lines), cited)


def title_of(dataset: Dataset) -> Said:
    """The title of a public dataset in the reader's language."""
    return _title(_record(dataset))


def _record(dataset: Dataset) -> Record:
    if dataset.current_version is None:
        raise LookupError(f"{dataset} is not public")
    return parse(bytes(dataset.current_version.document))


def _title(record: Record) -> Said:
    tag = record.title.best_language(reader_language(), record.language)
    return Said(record.title[tag], lang_of(tag))
