"""The catalogue of the harvesting benchmark brought in whole: datasets, entries and records of CSW."""

import os
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from typing import Any, Final

import psycopg

from benchmarks.asking.copies import multiply
from benchmarks.harvesting.catalogue import Document, record
from benchmarks.harvesting.loading import PYCSW

PART: Final = 2_000
WRITTEN: Final = 100_000
"""What is written one by one; beyond it, the same stands again under other identifiers."""
RENDITION: Final = "csw-record"


def load(address: str, *, size: int, with_pycsw: bool) -> None:
    """Bring so many records in, in two processes, also into the table of pycsw where there is one.

    More than WRITTEN, without pycsw, are a multiple of it.
    """
    written = size if with_pycsw else min(size, WRITTEN)
    parts = [(first, min(first + PART, written)) for first in range(0, written, PART)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(partial(_bring, address, with_pycsw), parts):
            pass
    if size > written:
        multiply(address, size=written, times=size // written)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def described(document: Document) -> dict[str, Any]:
    """The document as a record of the site; identifiers of people and institutes are made up and left out."""
    box = document["bbox"]
    sides = dict(zip(("west", "south", "east", "north"), box, strict=True)) if box else None
    creators = [
        {"family": one["family"], "given": one["given"], "affiliations": [{"name": one["affiliation"]}]}
        for one in document["creators"]
    ]
    return {
        "title": {"en": document["title"]},
        "abstract": {"en": document["abstract"]},
        "lineage": {"en": document["lineage"]},
        "language": "en",
        "resource_type": {"general": document["type"]},
        "creators": creators,
        "keywords": [{"term": {"en": one["term"]}, "scheme": one["scheme"]} for one in document["keywords"]],
        "place": {"boxes": [sides]} if sides else {},
        "time": {"periods": [{"begin": document["begin"], "end": document["end"]}]},
        "licence": {"name": document["licence"], "uri": document["licence_url"]},
    }


def _bring(address: str, with_pycsw: bool, part: tuple[int, int]) -> None:
    _begin(address)
    documents = [record(number) for number in range(*part)]
    _write(documents)
    if with_pycsw:
        statement = f"COPY records ({', '.join(PYCSW)}) FROM STDIN"
        with psycopg.connect(address) as connection, connection.cursor().copy(statement) as copy:
            for document in documents:
                copy.write_row(tuple(tell(document) for tell in PYCSW.values()))


def _begin(address: str) -> None:
    """The site in this process, over the database of the benchmark."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ |= {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.development"}
        django.setup()


def _write(documents: list[Document]) -> None:
    from django.db import connection, transaction

    from repository.models import CatalogueEntry, Dataset, Rendition

    with transaction.atomic():
        datasets = Dataset.objects.bulk_create([_dataset(document) for document in documents])
        rows = [_row(document, dataset) for document, dataset in zip(documents, datasets, strict=True)]
        CatalogueEntry.objects.bulk_create([CatalogueEntry(**values) for values, _body in rows])
        Rendition.objects.bulk_create([_rendition(values["dataset"], body) for values, body in rows])
    connection.close()


def _dataset(document: Document) -> Any:
    from repository.lifecycle import DatasetState, Standing
    from repository.models import Dataset

    modified = datetime.fromisoformat(document["modified"]).astimezone(UTC)
    return Dataset(
        prefix="10.5072",
        suffix=document["doi"].partition("/")[2],
        state=DatasetState.PUBLISHED,
        standing=Standing.PUBLIC,
        datestamp=modified,
        first_published=date.fromisoformat(document["published"]),
        is_synthetic=True,
    )


def _row(document: Document, dataset: Any) -> tuple[dict[str, Any], bytes]:
    from repository.crosswalks.edition import Edition
    from repository.crosswalks.formats import FORMATS
    from repository.record.model import Record
    from repository.services.catalogue import entry_values

    told = Record.model_validate(described(document))
    day = dataset.first_published
    address = f"https://data.example.org/datasets/{dataset.suffix}/"
    edition = Edition(
        doi=dataset.doi, url=address, publisher=document["publisher"], published=day, updated=day, number=1
    )
    values = {"dataset": dataset, **entry_values(dataset, told, edition)}
    return values, FORMATS[RENDITION].render(told, edition)


def _rendition(dataset: Any, body: bytes) -> Any:
    from repository.models import Rendition

    etag = sha256(body).hexdigest()
    return Rendition(
        dataset=dataset, format=RENDITION, media_type="application/xml", body=body, etag=etag, renderer="1"
    )
