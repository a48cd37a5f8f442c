"""A query on a real PostgreSQL server as a source: what its file holds, and questions that want more than to read."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as site

from repository.clients.sources.base import QueryRefused, SourceAway, SourceChanging, SourceKeys, SourceQuery
from repository.clients.sources.database import DatabaseAddress, check_query, database_address
from repository.clients.sources.opening import open_source
from repository.clients.sources.query import QuerySource
from repository.errors import FileRefused
from repository.models import Dataset, Source
from tests.repository.series.growing import a_month_later, newest, paths

READER = "varve_reader_" + secrets.token_hex(4)
TIDES = "SELECT time, level, note FROM tides.levels ORDER BY time"


@dataclass(frozen=True)
class Tides:
    """A database that grows: ``owner`` writes it, READER only reads the schema ``tides``."""

    owner: "psycopg.Connection[Any]"
    address: DatabaseAddress
    password: str
    folder: Path

    def source(self, text: str, *, seconds: int = 20, largest: int = 10**6) -> QuerySource:
        """What a query answers, as ``tides.csv``."""
        query = SourceQuery(text, seconds)
        return QuerySource(
            self.address, query, "tides.csv", password=self.password, ca_file="", folder=self.folder, largest=largest
        )

    def asked(self, text: str, **more: int) -> str:
        """The file that a query gives."""
        source, taken = self.source(text, **more), bytearray()
        found = next(iter(source.listing()))
        assert source.fetch("tides.csv", taken.extend) == found
        assert found.size == len(taken)
        return taken.decode()


@pytest.fixture
def tides(laboratory: tuple[int, str], tmp_path: Path) -> Iterator[Tides]:
    """A schema in it; the role and the schema are gone afterwards."""
    port, socket = laboratory
    password = secrets.token_hex(8)
    owner = psycopg.connect(host=socket, port=port, dbname="postgres", user="varve", autocommit=True)
    owner.execute(f"CREATE ROLE {READER} LOGIN PASSWORD '{password}'")
    owner.execute("CREATE SCHEMA tides")
    owner.execute("CREATE TABLE tides.levels (time timestamptz PRIMARY KEY, level double precision, note text)")
    owner.execute("INSERT INTO tides.levels VALUES ('2026-01-01 01:00+01', 0.1, NULL), ('2026-01-02Z', -1e-7, '')")
    owner.execute(f"GRANT USAGE ON SCHEMA tides TO {READER}; GRANT SELECT ON ALL TABLES IN SCHEMA tides TO {READER}")
    address = DatabaseAddress(READER, "127.0.0.1", port, "postgres", tls=False)
    try:
        yield Tides(owner, address, password, tmp_path / "answers")
    finally:
        owner.execute(f"DROP SCHEMA tides CASCADE; DROP OWNED BY {READER}; DROP ROLE {READER}")
        owner.close()


@pytest.fixture
def named(tides: Tides, settings: Any, tmp_path: Path) -> Tides:
    """It is the source that operators call ``lab``."""
    where = tides.address
    settings.SOURCES = {"lab": f"postgresql://{where.user}@{where.host}:{where.port}/{where.database}?tls=no"}
    settings.SOURCE_KEYS = {"lab": SourceKeys(password=tides.password)}
    settings.SOURCE_QUERIES = {"lab": SourceQuery(TIDES)}
    settings.VARVE_HOME = tmp_path
    return tides


def test_rows_become_lines_in_the_words_of_the_server(tides: Tides) -> None:
    assert tides.asked(TIDES) == (
        'time,level,note\n2026-01-01 00:00:00+00,0.1,\n2026-01-02 00:00:00+00,-1e-07,""\n'  # nothing, and empty
    )
    many = tides.asked("SELECT n, 'a \"b\", c' || chr(10) AS t FROM generate_series(1, 5001) AS n ORDER BY n")
    assert many.startswith('n,t\n1,"a ""b"", c\n"\n')
    assert many.count('"\n') == 5001


def test_no_row_is_a_line_of_names(tides: Tides) -> None:
    assert tides.asked("SELECT time FROM tides.levels WHERE level > 9 ORDER BY 1") == "time\n"


def test_what_was_listed_is_what_is_fetched_though_the_database_went_on(tides: Tides) -> None:
    source, taken = tides.source(TIDES), bytearray()
    found = next(iter(source.listing()))
    tides.owner.execute("DELETE FROM tides.levels")
    assert source.fetch("tides.csv", taken.extend) == found
    assert taken.count(b"\n") == 3
    assert list(tides.folder.iterdir()) == []
    with pytest.raises(SourceChanging):
        source.fetch("../tides.csv", taken.extend)


@pytest.mark.parametrize(
    "text",
    ["SELECT 1 AS a ORDER BY 1; DROP TABLE tides.levels", "SELECT 1 AS a ORDER BY 1; COMMIT; DELETE FROM tides.levels",
     "WITH x AS (DELETE FROM tides.levels RETURNING time) SELECT time FROM x ORDER BY 1",
     "SELECT time INTO tides.copy FROM tides.levels ORDER BY 1", "SELECT time FROM tides.levels ORDER BY 1 FOR UPDATE",
     "SELECT nextval('tides.counter') AS a ORDER BY 1", "SELECT pg_read_file('/etc/passwd') AS a ORDER BY 1",
     "SELECT lo_import('/etc/passwd') AS a ORDER BY 1", "SELECT email FROM repository_person ORDER BY 1",
     "SELECT set_config('transaction_read_only', 'off', false) AS a ORDER BY 1", "SELECT 1 AS a, 2 AS a ORDER BY 1",
     "SELECT nothing FROM nowhere ORDER BY 1", "SELECT 1/0 AS a ORDER BY 1", "SELECT ORDER BY"],
)  # fmt: skip
def test_a_question_that_wants_more_than_to_read_is_refused_and_changes_nothing(tides: Tides, text: str) -> None:
    tides.owner.execute("CREATE SEQUENCE tides.counter")
    tides.owner.execute(
        f"GRANT ALL ON ALL TABLES IN SCHEMA tides TO {READER}; GRANT CREATE ON SCHEMA tides TO {READER}"
    )
    tides.owner.execute(f"GRANT USAGE ON SEQUENCE tides.counter TO {READER}")
    with pytest.raises(QueryRefused):
        list(tides.source(text).listing())
    assert tides.owner.execute("SELECT count(*) FROM tides.levels").fetchone() == (2,)
    assert tides.owner.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'tides'").fetchone() == (1,)
    assert tides.owner.execute("SELECT is_called FROM tides.counter").fetchone() == (False,)


def test_who_may_do_everything_may_ask_nothing(tides: Tides) -> None:
    tides.owner.execute(f"ALTER ROLE {READER} SUPERUSER")
    with pytest.raises(QueryRefused, match="no superuser"):
        list(tides.source(TIDES).listing())


def test_a_query_that_does_not_end_or_answers_without_end_is_cut(tides: Tides) -> None:
    with pytest.raises(SourceAway, match="within 1 seconds"):
        tides.asked("SELECT pg_sleep(60)::text AS a ORDER BY 1", seconds=1)
    with pytest.raises(FileRefused):
        tides.asked("SELECT n FROM generate_series(1, 1000000) AS n ORDER BY n", largest=50_000)


def test_a_database_that_is_away_or_knows_us_not_is_away(tides: Tides) -> None:
    with pytest.raises(SourceAway):
        list(replace(tides, address=replace(tides.address, port=1)).source(TIDES).listing())
    with pytest.raises(SourceAway):
        list(replace(tides, address=replace(tides.address, user="nobody")).source(TIDES).listing())
    with pytest.raises(SourceAway):
        list(replace(tides, address=replace(tides.address, tls=True)).source(TIDES).listing())
    with pytest.raises(SourceAway):
        list(replace(tides, password="another").source(TIDES).listing())


@pytest.mark.django_db
def test_a_dataset_grows_from_a_query_and_a_table_that_was_emptied_stops_it(growing: Dataset, named: Tides) -> None:
    hours = "SELECT '2026-02-01Z'::timestamptz + n * '1h'::interval, n FROM generate_series(1, 99) AS n"
    named.owner.execute(f"INSERT INTO tides.levels {hours}")
    layer = a_month_later(growing)
    assert set(paths(layer)) == {"oxygen.csv", "lab.csv"}
    assert a_month_later(growing, 2).number == layer.number
    named.owner.execute("DELETE FROM tides.levels WHERE level > 3")
    a_month_later(growing, 3)
    assert Source.objects.get().reason == "source-shrank"
    assert newest(growing).number == layer.number


@pytest.mark.django_db
def test_a_query_that_is_refused_stops_the_source(growing: Dataset, named: Tides, settings: Any) -> None:
    settings.SOURCE_QUERIES = {"lab": SourceQuery("SELECT nothing FROM nowhere ORDER BY 1")}
    a_month_later(growing)
    assert (Source.objects.get().state, Source.objects.get().reason) == ("quarantined", "query-refused")


def test_a_source_whose_query_was_taken_out_of_the_settings_is_unknown(settings: Any) -> None:
    settings.SOURCES, settings.SOURCE_QUERIES = {"lab": "postgresql://reader@db.example.org/tides"}, {}
    with pytest.raises(Exception, match="No query is named"):
        open_source("lab", "")
    assert site.SOURCES


@pytest.mark.parametrize(
    "text",
    ["", "DELETE FROM x ORDER BY 1", "SELECT 1", "EXPLAIN SELECT 1 ORDER BY 1", "SELECT a FROM b ORDER BY a\0",
     "COPY x TO PROGRAM 'y' -- ORDER BY", "SELECT 1 ORDER BY " + "1" * 20_000],
)  # fmt: skip
def test_what_is_no_query_that_reads_in_an_order_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(ValueError, match="no query"):
        check_query(text)


@pytest.mark.parametrize(
    "url",
    ["postgresql://reader:secret@db/tides", "postgresql://db/tides", "postgresql://reader@db/", "postgresql://reader@db/a/b",
     "postgresql://reader@db/tides?options=-c", "postgresql://reader@db/tides?tls=no&tls=no", "mysql://reader@db/tides",
     "postgresql://reader@/tides", "postgresql://reader@db/tides?service=x", "postgresql://reader@db:0/tides"],
)  # fmt: skip
def test_what_is_no_address_of_a_database_is_refused(url: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        database_address(url)
