"""Datasets that somebody may start from: one's own, and what is public; nothing else, whatever else one may read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from repository.access import AUTHORS, live_grants
from repository.lifecycle import Standing
from repository.models import Dataset, Person
from repository.queries.deposits import Title, title_of
from repository.queries.drafts import effective_document
from repository.queries.search import search_catalogue
from repository.record.canonical import as_document, parse
from repository.record.document import is_empty, prune
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
    """The dataset of a key, where the reader may start from it."""
    own = _own(reader).filter(key=key).first()
    dataset = own or _public().filter(key=key).first()
    return _shown(dataset, is_own=own is not None) if dataset else None


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
    written = set(_own(reader).values_list("pk", flat=True))
    parsed = parse_doi(words)
    suffix = parsed.name.partition("/")[2] if parsed else words.strip()
    exact = _public().filter(suffix=suffix[:80]) if "\x00" not in suffix else _public().none()
    identifiers = [] if parsed else [hit.identifier for hit in search_catalogue(words=words).hits]
    by_doi = {each.doi: each for each in _public().filter(suffix__in=[doi.partition("/")[2] for doi in identifiers])}
    found = [*exact, *(by_doi[doi] for doi in identifiers if doi in by_doi)]
    unique = [dataset for dataset in dict.fromkeys(found) if dataset.pk not in written]
    return tuple(_shown(dataset, is_own=False) for dataset in unique[:PUBLIC_MOST])


def _own(reader: Person) -> QuerySet[Dataset]:
    grants = live_grants(reader).filter(role__in=AUTHORS)
    deposits, datasets = (grants.values(name) for name in ("deposit_id", "dataset_id"))
    written = Dataset.objects.filter(deposit__in=deposits) | Dataset.objects.filter(pk__in=datasets)
    found = written.filter(is_removed=False).select_related("deposit", "current_version")
    return found.order_by("-modified", "-pk").distinct()


def _public() -> QuerySet[Dataset]:
    found = Dataset.objects.filter(standing=Standing.PUBLIC, current_version__isnull=False)
    return found.select_related("deposit", "current_version")


def _saying(datasets: QuerySet[Dataset]) -> Iterator[SourceDataset]:
    """Those that have a title by now, each with it."""
    for dataset in datasets[:_LOOKED_AT]:
        source = _shown(dataset, is_own=True)
        if source.title.text:
            yield source


def _shown(dataset: Dataset, *, is_own: bool) -> SourceDataset:
    bare = SourceDataset(dataset, Title(""), is_own)
    document: Mapping[str, Any] = document_of(bare)
    return SourceDataset(dataset, title_of(document), is_own)
