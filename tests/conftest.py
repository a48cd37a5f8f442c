"""Fixtures of the whole suite: real servers, started once and only when a test asks for them."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from babel.messages.mofile import write_mo
from django.conf import settings
from django.utils.translation import activate
from kombu.exceptions import OperationalError
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker, Settings

from config.celery import app
from config.tooling.catalogues import catalogue_of
from repository.catalogue.index.finding import IndexReader
from repository.inspection.reading import Reading
from repository.services.following import Follower
from repository.views.landing_pages import SHELF
from tests.services.again import Again, Kept, beginning
from tests.services.chromium import CHROMIUM, FLAGS
from tests.services.cluster import Cluster, running_cluster
from tests.services.components import missing
from tests.services.emptying import empty_row_by_row
from tests.services.plugin import GIVEN, SURROUNDINGS
from tests.services.s3_server import S3Server, running_s3
from tests.services.servers import running_broker, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL: the one of DATABASE_URL, or a server of the suite's own."""
    if "DATABASE_URL" in GIVEN:
        yield os.environ["DATABASE_URL"]
        return
    with running_postgres(SURROUNDINGS):
        yield os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """The address of a real broker: the one of CELERY_BROKER_URL, or a redis-server of the suite's own."""
    if "CELERY_BROKER_URL" in GIVEN:
        yield os.environ["CELERY_BROKER_URL"]
        return
    with running_broker(SURROUNDINGS):
        yield os.environ["CELERY_BROKER_URL"]


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """A real S3 server of the suite's own."""
    with running_s3(SURROUNDINGS / "s3") as server:
        yield server


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A real cluster of one node under Slurm, of the suite's own."""
    with running_cluster(SURROUNDINGS / "slurm") as running:
        yield running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(postgres: str, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Django's test database is made on the server that `postgres` names (pytest-django calls this first).

    Where a server is given, each process of the suite has a database of its own on it.
    """


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, which each test that commits leaves as it was made."""
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            empty_row_by_row(patch)
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless, that asks nobody but the site.

    One for each module: while it runs so does an event loop, in which Django refuses to ask a database.
    """
    if not CHROMIUM.exists():
        missing("Chromium", "install Debian's chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture(autouse=True)
def _stories_are_begun_once(request: pytest.FixtureRequest, _kept: Kept) -> Iterator[None]:
    with beginning(Again(request, _kept)):
        yield


@pytest.fixture
def own_storage(settings: Settings, tmp_path: Path) -> None:
    """Drafts and packages in the test's folder, one more copy there."""
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1


@pytest.fixture
def french(tmp_path: Path, settings: Settings) -> None:
    """The French of the sources, compiled for this test alone."""
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as compiled:
        write_mo(compiled, catalogue_of("fr"))
    settings.LOCALE_PATHS = [str(tmp_path)]


READERS_AT_WORK = ("e2e", "faults", "road", "proposals", "inspection", "tus", "storage")
"""Folders whose tests have the files of drafts really read, each in a process of its own."""

MAKERS_AT_WORK = ("e2e", "faults", "previews")
"""Folders whose tests have previews of public files really made, each in a process of its own."""

STATIONS_AT_WORK = ("e2e", "faults", "inside")
"""Folders whose tests have the stations of public files really read, each in a process of its own."""


@pytest.fixture(autouse=True)
def _files_say_nothing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere a file says nothing of itself: thousands of drafts would wait for as many processes."""
    if not set(READERS_AT_WORK) & set(request.path.parts):
        monkeypatch.setattr("repository.services.inspections.inspect", _says_nothing)
    if not set(MAKERS_AT_WORK) & set(request.path.parts):
        monkeypatch.setattr("repository.services.previews.make_apart", _shows_nothing)
    if not set(STATIONS_AT_WORK) & set(request.path.parts):
        monkeypatch.setattr("repository.services.stations.read_stations_apart", _shows_nothing)


@pytest.fixture(autouse=True)
def _index_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process follows the catalogue here: whoever asks the index first brings it up to the database of the test.

    Each test has an index of its own: what a test wrote is taken back without any change that an index could follow.
    """
    monkeypatch.setattr(settings, "CATALOGUE_INDEX", Path(settings.CATALOGUE_INDEX) / uuid4().hex)
    monkeypatch.setattr("repository.queries.catalogue_index.opened", _followed_reader)


@pytest.fixture(autouse=True)
def _no_broker_refuses_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test has no broker, none is looked for: a publication would look for it in vain some forty times."""
    if "broker" not in request.fixturenames:
        monkeypatch.setattr(app, "send_task", _nobody_listens)


@pytest.fixture(autouse=True)
def _pages_are_compared_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test changes shows in its next question, not a second later; no page is left from the test before."""
    monkeypatch.setattr("repository.views.landing_pages.SURE_S", -1.0)
    SHELF.forget()


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """A request in French leaves its language to whatever its thread does next."""
    activate("en")


def _followed_reader(root: Path) -> IndexReader:
    with Follower(root) as follower:
        follower.follow()
    return IndexReader(root)


def _nobody_listens(*_arguments: object, **_names: object) -> None:
    raise OperationalError("this test has no broker")


def _says_nothing(_path: Path, **_names: object) -> Reading:
    return Reading(format="")


def _shows_nothing(_path: Path, **_names: object) -> None:
    return None
