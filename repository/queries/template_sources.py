"""Datasets that somebody may start from: one's own, and what is public; nothing else, whatever else one may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTransform

from repository.access import AUTHORS, live_grants
from repository.catalogue.question import Question
from repository.lifecycle import Standing
from repository.models import ASKED_ONLY, CatalogueEntry, Dataset, Person
from repository.queries.catalogue_index import catalogue_reader
from repository.queries.deposits import BRIEF, Title, dataset_title, title_of
from repository.queries.drafts import effective_document
from repository.queries.search import search_catalogue
from repository.record.canonical import as_document, parse
from repository.record.document import effective, is_empty, prune
from repository.record.identifiers import parse_doi

OWN_MOST: Final = 20
PUBLIC_MOST: Final = 20
_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class SourceDataset:
    """A dataset to start from. ``is_own``: the reader wrote it."""

    dataset: Dataset
    title: Title
    is_own: bool


def document_of(source: SourceDataset) -> dict[str, Any]:
    """What it says: of one's own the draft, of anybody's the record that is public."""
    dataset = source.dataset
    draft = effective_document(dataset) if source.is_own else {}
    if not is_empty(prune(draft)) or dataset.current_version is None:
        return draft
    return as_document(parse(bytes(dataset.current_version.document)))


def source_of(reader: Person, key: UUID) -> SourceDataset | None:
    """The dataset of a key, where the reader may start from it; of a stranger's the title is not looked up."""
    dataset = Dataset.objects.filter(key=key).select_related("deposit", "current_version").first()
    if dataset is None:
        return None
    is_own = _own(reader).filter(pk=dataset.pk).exists()
    if not is_own and (dataset.standing != Standing.PUBLIC or dataset.current_version is None):
        return None
    return SourceDataset(dataset, dataset_title(dataset) if is_own else Title(""), is_own)


def key_of_source(text: str) -> UUID | None:
    """The key of a dataset that is named by its key or by its DOI. Whether it may be read is not asked here."""
    try:
        return UUID(text)
    except ValueError:
        parsed = parse_doi(text)
    if parsed is None:
        return None
    prefix, _slash, suffix = parsed.name.partition("/")
    return Dataset.objects.filter(prefix=prefix, suffix=suffix).values_list("key", flat=True).first()


def last_source(reader: Person, *, but: Dataset | None = None) -> SourceDataset | None:
    """What the reader wrote last and says something already; ``but``: not this one, nor what stands beside it."""
    others = _own(reader).exclude(deposit=but.deposit) if but is not None and but.deposit_id else _own(reader)
    return next(_saying(others), None)


def own_sources(reader: Person, words: str = "", *, but: Dataset | None = None) -> tuple[SourceDataset, ...]:
    """The reader's datasets whose title or DOI has the words, the last changed first."""
    wanted = words.strip().lower()
    bare = parse_doi(words)
    found: list[SourceDataset] = []
    for source in _saying(_own(reader)):
        is_it = source.dataset != but and (
            wanted in source.title.text.lower()
            or wanted in source.dataset.doi
            or (bare is not None and bare.name == source.dataset.doi.lower())
        )
        if is_it:
            found.append(source)
        if len(found) == OWN_MOST:
            break
    return tuple(found)


def public_sources(reader: Person, words: str) -> tuple[SourceDataset, ...]:
    """Public datasets by DOI, by its suffix, or by words; those of the reader are among `own_sources`."""
    if not words.strip():
        return ()
    parsed = parse_doi(words)
    suffix = parsed.name.partition("/")[2] if parsed else words.strip()
    exact = [] if "\x00" in words else list(_public().filter(dataset__suffix=suffix[:80]))
    identifiers = [] if parsed else _named(words)
    worded = {entry.identifier: entry for entry in _public().filter(identifier__in=identifiers)}
    written = set(_own(reader).values_list("pk", flat=True))
    found = {each.pk: each for each in (*exact, *(worded[doi] for doi in identifiers if doi in worded))}
    others = [entry for entry in found.values() if entry.dataset_id not in written]
    return tuple(source for entry in others[:PUBLIC_MOST] if (source := _of_entry(entry)))


def _named(words: str) -> list[str]:
    found = search_catalogue(Question(words=words), reader=catalogue_reader(), with_facets=False)
    return [hit.identifier for hit in found.hits]


def _own(reader: Person) -> QuerySet[Dataset]:
    """What the reader writes, without the descriptions: each may hold megabytes."""
    grants = live_grants(reader).filter(role__in=AUTHORS)
    deposits = grants.filter(deposit__isnull=False).values("deposit_id")
    datasets = grants.filter(dataset__isnull=False).values("dataset_id")
    written = Dataset.objects.filter(Q(deposit__in=deposits) | Q(pk__in=datasets), is_removed=False)
    return written.order_by("-modified", "-pk")


def _public() -> QuerySet[CatalogueEntry]:
    found = CatalogueEntry.objects.filter(origin="local", dataset__standing=Standing.PUBLIC)
    shown = found.filter(dataset__current_version__isnull=False).defer("found_by", *ASKED_ONLY)
    return shown.select_related("dataset__deposit")


def _of_entry(entry: CatalogueEntry) -> SourceDataset | None:
    language = "" if entry.title_language == "und" else entry.title_language
    return SourceDataset(entry.dataset, Title(entry.title, language), is_own=False) if entry.dataset else None


def _saying(datasets: QuerySet[Dataset]) -> Iterator[SourceDataset]:
    """Those that have a title by now, each with it."""
    brief = {f"own_{key}": KeyTransform(key, "draft") for key in BRIEF}
    shared = {f"shared_{key}": KeyTransform(key, "deposit__shared") for key in BRIEF}
    bare = datasets.select_related("deposit").defer("draft", "deposit__shared").annotate(**brief, **shared)
    for dataset in bare[:_LOOKED_AT]:
        said = [{key: getattr(dataset, f"{whose}_{key}") for key in BRIEF} for whose in ("shared", "own")]
        title = title_of(effective(*said))
        if title.text:
            yield SourceDataset(dataset, title, is_own=True)
