"""The catalogue brought in by COPY: public datasets and their renditions, and the same for peers and for the limit."""

import json
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import psycopg

from benchmarks.harvesting.catalogue import Document, record
from benchmarks.harvesting.written import iso19115_3, iso19139, oai_dc, pairs

PART: Final = 5_000
FORMATS: Final = {"oai_dc": oai_dc, "iso19115-3": iso19115_3}
"""Rendition -> who writes it."""
_DATASETS: Final = """
    COPY repository_dataset (id, key, position, prefix, suffix, draft, draft_revision, state, standing, access, poles,
        withdrawal_reason, is_removed, is_synthetic, created, modified, former_dois, elsewhere, registrar,
        datestamp, oai_sets)
    FROM STDIN
"""
_RENDITIONS: Final = """
    COPY repository_rendition (dataset_id, format, media_type, body, etag, renderer, created) FROM STDIN
"""
_TABLES: Final = """
    CREATE TABLE peer_record (n integer PRIMARY KEY, doc jsonb NOT NULL);
"""
_LIMIT: Final = """
    CREATE TABLE "limit_{format}" (n integer PRIMARY KEY, modified timestamptz, record text);
    INSERT INTO "limit_{format}"
    SELECT row_number() OVER (ORDER BY d.datestamp, d.id), d.datestamp,
           '<record><header><identifier>oai:varve.localhost:' || d.suffix || '</identifier><datestamp>'
           || to_char(d.datestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '</datestamp>'
           || (SELECT string_agg('<setSpec>' || s || '</setSpec>', '') FROM unnest(d.oai_sets) s)
           || '</header><metadata>' || convert_from(r.body, 'UTF8') || '</metadata></record>'
    FROM repository_dataset d JOIN repository_rendition r ON r.dataset_id = d.id AND r.format = '{format}'
    ORDER BY d.id;
    CREATE INDEX ON "limit_{format}" (modified, n);
"""
"""In the order in which they came, as the renditions are: a list by datestamp finds neither side by side."""
_LATER: Final = """
    INSERT INTO repository_dataset (id, key, position, prefix, suffix, draft, draft_revision, state, standing, access,
        poles, withdrawal_reason, is_removed, is_synthetic, created, modified, former_dois, elsewhere, registrar,
        datestamp, oai_sets)
    SELECT id + {shift}, gen_random_uuid(), position, prefix, 'ltd.' || id + {shift}, draft, draft_revision, state,
        standing, access, poles, withdrawal_reason, is_removed, is_synthetic, created, modified, former_dois, elsewhere,
        registrar, datestamp + {times} * interval '37 minutes', oai_sets
    FROM repository_dataset WHERE id <= {size};
    INSERT INTO repository_rendition (dataset_id, format, media_type, body, etag, renderer, created)
    SELECT dataset_id + {shift}, format, media_type, body, etag, renderer, created
    FROM repository_rendition WHERE dataset_id <= {size} AND format = 'oai_dc';
"""
PYCSW: Final[Mapping[str, Any]] = {
    "identifier": lambda document: document["id"],
    "typename": lambda _document: "gmd:MD_Metadata",
    "schema": lambda _document: "http://www.isotc211.org/2005/gmd",
    "mdsource": lambda _document: "local",
    "insert_date": lambda document: document["modified"],
    "xml": iso19139,
    "anytext": lambda document: " ".join(text for _name, text in pairs(document)),
    "language": lambda _document: "eng",
    "type": lambda _document: "dataset",
    "title": lambda document: document["title"],
    "abstract": lambda document: document["abstract"],
    "keywords": lambda document: ",".join(keyword["term"] for keyword in document["keywords"]),
    "time_begin": lambda document: document["begin"],
    "time_end": lambda document: document["end"],
    "creator": lambda document: "; ".join(text for name, text in pairs(document) if name == "creator"),
    "publisher": lambda document: document["publisher"],
    "otherconstraints": lambda document: document["licence_url"],
    "date": lambda document: document["modified"],
    "date_revision": lambda document: document["modified"],
    "date_creation": lambda document: document["created"],
    "date_publication": lambda document: document["published"],
    "date_modified": lambda document: document["modified"],
    "format": lambda document: document["files"][0]["format"],
    "lineage": lambda document: document["lineage"],
}
"""Column of pycsw's table -> what a document has for it."""


def load(address: str, *, size: int, peers: frozenset[str] = frozenset()) -> None:
    """Bring so many records in, in two processes; ``peers``: "documents" and "pycsw" for those that need them.

    The table of pycsw must be there.
    """
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(_TABLES)
    parts = [(first, min(first + PART, size)) for first in range(0, size, PART)]
    with ProcessPoolExecutor(2) as pool:
        for _ in pool.map(partial(_copy, address, peers), parts):
            pass
    with psycopg.connect(address, autocommit=True) as connection:
        for name in FORMATS:
            connection.execute(_LIMIT.format(format=name))
        connection.execute("SELECT setval(pg_get_serial_sequence('repository_dataset', 'id'), %s)", [size])
        connection.execute("VACUUM ANALYZE")


def repeat(address: str, *, size: int, times: int) -> None:
    """The same ``size`` datasets again and again, each time somewhat later, as oai_dc alone."""
    with psycopg.connect(address, autocommit=True) as connection:
        for number in range(1, times):
            connection.execute(_LATER.format(shift=number * size, size=size, times=number))
        connection.execute("VACUUM ANALYZE repository_dataset, repository_rendition, harvest_setmember")


def _copy(address: str, peers: frozenset[str], part: tuple[int, int]) -> None:
    documents = [record(number) for number in range(*part)]
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        _put(cursor, _DATASETS, map(_dataset, documents))
        _put(cursor, _RENDITIONS, (row for document in documents for row in _renditions(document)))
        if "documents" in peers:
            _put(cursor, "COPY peer_record (n, doc) FROM STDIN", ((one["n"], json.dumps(one)) for one in documents))
        if "pycsw" in peers:
            statement = f"COPY records ({', '.join(PYCSW)}) FROM STDIN"
            _put(cursor, statement, (tuple(tell(one) for tell in PYCSW.values()) for one in documents))


def _put(cursor: psycopg.Cursor[Any], statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _dataset(document: Document) -> tuple[Any, ...]:
    number, modified = document["n"] + 1, datetime.fromisoformat(document["modified"]).astimezone(UTC)
    sets = [document["set"], f"licence:{document['licence']}"]
    key = uuid.UUID(int=number)
    before: tuple[Any, ...] = (
        number,
        key,
        1,
        "10.5072",
        document["doi"].partition("/")[2],
        "{}",
        0,
        "published",
        "public",
        "open",
        [],
        "",
        False,
        True,
    )
    return *before, modified, modified, [], "[]", "local", modified, sets


def _renditions(document: Document) -> Iterator[tuple[Any, ...]]:
    moment = document["modified"]
    for name, write in FORMATS.items():
        yield document["n"] + 1, name, "application/xml", write(document).encode(), "", "1", moment
