"""Each step of the pipeline, killed at each of its points, ends as if nothing had happened, to the byte."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from archive.aip.validator import validate_package
from config.pipeline import PIPELINE
from repository.models import Delivery
from tests.fakes.datacite.rules import Account
from tests.fakes.datacite.server import FakeDataCite, running_datacite
from tests.faults.drill import PREFIX, Drill
from tests.faults.states import take

pytestmark = [pytest.mark.drill, pytest.mark.timeout(3600), pytest.mark.faults, pytest.mark.django_db(transaction=True)]

PAIRS = [f"{event}-{path.rpartition('.')[2]}" for event, paths in PIPELINE.items() for path in paths]
"""Every event with every consumer of it: a new one that the story does not reach fails here."""


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeDataCite]:
    with running_datacite(Account("VARVE.REPO", "correct-horse-battery", (PREFIX,))) as running:
        yield running


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory, fake: FakeDataCite) -> Drill:
    return Drill(tmp_path_factory.mktemp("drill"), forget=fake.registry.dois.clear)


@pytest.fixture(scope="module", autouse=True)
def _numbers_go_on(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The drill begins its numbers anew, in folders of its own; the tests after it go on where those before it were."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT nextval('repository_number')")
        (before,) = cursor.fetchall()[0]
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT setval('repository_number', %s)", [before])
    connection.close()


@pytest.fixture(autouse=True)
def _told(drill: Drill, fake: FakeDataCite, settings: Any) -> None:
    """The site of the drill; the first test waits until the story was told once, undisturbed."""
    for name in ("archive", "storage"):
        setattr(settings, f"{name.upper()}_URL", (drill.root / name).as_uri())
    settings.ARCHIVE_REPLICAS = {"second": (drill.root / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1
    settings.CENTRE_STORES = {"vault": (drill.root / "vault").as_uri()}
    settings.COMPUTE_FOLDER = drill.root / "compute"
    settings.SOURCES = {"lab": (drill.root / "field").as_uri()}
    settings.DATACITE_URL, settings.DATACITE_USER = fake.url, "VARVE.REPO"
    settings.DATACITE_PASSWORD = "correct-horse-battery"
    if not drill.steps:
        drill.tell()


def test_the_undisturbed_story_leaves_whole_packages_and_nothing_to_do(drill: Drill) -> None:
    last = drill.steps[-1].after
    drill.put_back(last)
    assert not last.differences(take(drill.root))
    packages = [path for path in (drill.root / "archive").iterdir() if path.name.isdigit()]
    assert len(packages) == 2
    assert [validate_package(package) for package in packages] == [(), ()]
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


@pytest.mark.marathon
@pytest.mark.parametrize("pair", PAIRS)
def test_a_step_killed_at_any_point_leaves_what_it_would_have_left(pair: str, drill: Drill) -> None:
    steps = {step.points: step for step in reversed(drill.steps) if step.name == pair}
    assert steps, f"the story does not reach {pair}"
    for step in steps.values():
        for point in range(1, step.points + 1):
            differences = step.after.differences(drill.kill(step, point))
            assert not differences, f"killed at point {point} of {step.points}: {differences}"


@pytest.mark.parametrize("part", [0.0, 0.5, 1.0], ids=["first", "middle", "last"])
def test_with_every_step_killed_once_packages_harvests_and_mails_are_the_same(part: float, drill: Drill) -> None:
    undisturbed = drill.steps[-1].after
    harvested = drill.harvested(undisturbed)
    assert b"Dissolved oxygen" in harvested["oai_dc.xml"]
    assert b'status="deleted"' in harvested["datacite.xml"]
    disturbed = drill.tell_again({s.scene.seed: max(1, round(part * s.points)) for s in drill.steps})
    assert not undisturbed.differences(disturbed)
    assert drill.harvested(disturbed) == harvested
