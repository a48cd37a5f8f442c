"""`manage.py serve` with a database and a broker of somebody else: neither is started, and both are used."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from config.settings.environment import Environment
from tests.services.processes import wait_until
from tests.services.site import RunningSite

pytestmark = [pytest.mark.slow, pytest.mark.embedded, pytest.mark.timeout(180)]


@pytest.fixture
def empty_database(postgres: str) -> str:
    """The address of a new database beside the suite's own."""
    found = Environment({"DATABASE_URL": postgres}).database("DATABASE_URL", default=None)
    known = {"host": found["HOST"], "port": found["PORT"], "user": found["USER"], "password": found["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in known.items() if v}) as connection:
        connection.execute("drop database if exists varve_served with (force)")
        connection.execute("create database varve_served")
    return urlunsplit(urlsplit(postgres)._replace(path="/varve_served"))


def test_servers_that_are_given_are_used_and_not_started(
    start_site: Callable[..., RunningSite], empty_database: str, broker: str, tmp_path: Path
) -> None:
    site = start_site(home=tmp_path / "home", DATABASE_URL=empty_database, CELERY_BROKER_URL=broker)
    site.wait_until_ready()
    started = [process.command for process in site.tree()]
    assert not any("postgres -D" in command or "redis-server" in command for command in started)
    assert not (site.home / "postgres").exists()
    assert site.get("/")[0] == 200
    assert wait_until(lambda: "ready" in (site.places.log / "worker.log").read_text())
    assert site.stop() == 0


def test_a_given_database_that_is_not_there_ends_the_start_in_one_line(
    start_site: Callable[..., RunningSite], tmp_path: Path
) -> None:
    nowhere = "postgres://varve@127.0.0.1:1/varve"
    site = start_site(home=tmp_path / "home", DATABASE_URL=nowhere, CELERY_BROKER_URL="redis://127.0.0.1:1/0")
    assert site.process.wait(30) != 0
    assert site.said().count("\n") == 1
    assert "the database does not answer" in site.said()
