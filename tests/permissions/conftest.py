"""One scene for all tests of the folder. Each is marked ``django_db``, so that nothing of it changes between them."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from repository.views import health_checks
from tests.addresses.asking import Stored, everything_stored
from tests.addresses.scene import Scene, scene_in


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the suite's own broker runs already depends on the tests before."""
    monkeypatch.setattr(health_checks, "_broker_answers", lambda: False)
    health_checks.KEPT.forget()


@pytest.fixture(scope="package")
def scene(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """The cast, and a dataset in every state."""
    with django_db_blocker.unblock(), scene_in(tmp_path_factory.mktemp("scene")) as made:
        yield made


@pytest.fixture(scope="package")
def stored(scene: Scene, django_db_blocker: DjangoDbBlocker) -> Stored:
    """All that each test begins with."""
    with django_db_blocker.unblock():
        return everything_stored()
