"""Many published datasets at once, for benchmarks: valid records, really rendered, marked synthetic, without files."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from repository.crosswalks.edition import Edition
from repository.crosswalks.oai_sets import sets_of
from repository.lifecycle import DatasetState, Standing
from repository.models import CatalogueEntry, Dataset, Pole, Publication, PublicationKind, RecordVersion
from repository.queries.editions import exports_of, landing_url, registrar_of
from repository.record.canonical import canonical_bytes, complete, digest
from repository.record.model import Record
from repository.record.people import Organisation
from repository.record.publication import Publication as PublicationFacts
from repository.services.catalogue import entry_values
from repository.services.identifiers import draw_suffix
from repository.services.publication import Rendered, render_all
from repository.services.synthetic_records import published_at, synthetic_record

_BATCH = 500

_COPY_RENDITIONS = """
    COPY repository_rendition (dataset_id, format, media_type, body, etag, renderer, created) FROM STDIN (FORMAT BINARY)
"""
_NAME_CURRENT_VERSIONS = """
    UPDATE repository_dataset d SET current_version_id = v.id
    FROM repository_recordversion v WHERE v.dataset_id = d.id AND d.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class _Made:
    """One synthetic dataset before it is written: its row, sealed record, that record's bytes, and all its formats."""

    dataset: Dataset
    record: Record
    sealed: bytes
    rendered: tuple[Rendered, ...]


def make_synthetic_datasets(*, size: int, seed: int) -> int:
    """Add ``size`` public datasets with record, renditions and catalogue entry; returns how many were added.

    Number and seed alone decide what dataset 0, 1, 2 ... says and when it was published, in the years before this
    repository; suffixes come from the site's sequence. None has files, so there is nothing to archive or audit.
    """
    poles = list(Pole.objects.values_list("code", flat=True))
    for start in range(0, size, _BATCH):
        made = [_make(number, seed, poles) for number in range(start, min(start + _BATCH, size))]
        with transaction.atomic():
            _write(made)
    return size


def _make(number: int, seed: int, poles: Sequence[str]) -> _Made:
    record = synthetic_record(number, seed=seed, poles=poles)
    datestamp = published_at(number, seed=seed)
    dataset = Dataset(
        prefix=settings.DOI_PREFIX,
        suffix=draw_suffix(),
        state=DatasetState.PUBLISHED,
        standing=Standing.PUBLIC,
        poles=list(record.poles),
        datestamp=datestamp,
        first_published=datestamp.date(),
        is_synthetic=True,
        created=datestamp,
        modified=datestamp,
    )
    day = datestamp.date().isoformat()
    publisher = Organisation(name=settings.SITE_NAME)
    facts = PublicationFacts(doi=dataset.doi, publisher=publisher, date=day, record_date=day, number=1)
    sealed, edition = complete(record, facts), _edition(dataset)
    dataset.oai_sets = sets_of(sealed, edition)
    return _Made(dataset, sealed, canonical_bytes(sealed), render_all(sealed, edition))


def _edition(dataset: Dataset) -> Edition:
    """What ``queries.editions.edition_of`` will answer once the rows are written."""
    if dataset.first_published is None:
        raise ValueError("a synthetic dataset is public")
    return Edition(
        doi=dataset.doi,
        url=landing_url(dataset),
        publisher=settings.SITE_NAME,
        published=dataset.first_published,
        updated=dataset.first_published,
        number=1,
        doi_resolves=registrar_of(dataset).resolves,
        site_url=settings.SITE_URL,
        exports=exports_of(dataset),
        contact_email=settings.CONTACT_EMAIL,
    )


def _write(made: Sequence[_Made]) -> None:
    datasets = Dataset.objects.bulk_create([item.dataset for item in made])
    versions = RecordVersion.objects.bulk_create(
        RecordVersion(dataset=item.dataset, number=1, document=item.sealed, sha256=digest(item.sealed), is_sealed=True)
        for item in made
    )
    Publication.objects.bulk_create(_publication(version) for version in versions)
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            dataset=item.dataset,
            **entry_values(item.dataset, item.record, _edition(item.dataset)),
        )
        for item in made
    )
    with connection.cursor() as cursor:
        cursor.execute(_NAME_CURRENT_VERSIONS, [[dataset.pk for dataset in datasets]])
    _copy_renditions(made)


def _publication(version: RecordVersion) -> Publication:
    """The pass along the road that such a dataset would have made, all at the moment of its datestamp."""
    dataset = version.dataset
    moment = dataset.datestamp
    if moment is None or dataset.first_published is None:
        raise ValueError("a synthetic dataset is public")
    return Publication(
        dataset=dataset,
        number=1,
        kind=PublicationKind.RECORD,
        record_version=version,
        date=dataset.first_published,
        frozen_at=moment,
        sealed_at=moment,
        replicated_at=moment,
        registered_at=moment,
        published_at=moment,
    )


def _copy_renditions(made: Sequence[_Made]) -> None:
    """Bytes go as bytes: by COPY in PostgreSQL's binary form, in the transaction of Django's own connection."""
    now = timezone.now()
    with (
        connection.cursor(),
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(_COPY_RENDITIONS) as copy,
    ):
        copy.set_types(["int8", "varchar", "varchar", "bytea", "varchar", "varchar", "timestamptz"])
        for item in made:
            for one in item.rendered:
                etag = sha256(one.body).hexdigest()
                copy.write_row((item.dataset.pk, one.format, one.media_type, one.body, etag, one.renderer, now))
