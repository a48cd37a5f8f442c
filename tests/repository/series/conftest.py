"""A public dataset of Alice's that grows from a folder, in a storage and an archive of their own."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator, make_person
from tests.repository.public.stories import published
from tests.repository.series.growing import declared
from tests.repository.series.listening import listening_postgres

Put = Callable[..., Path]


@pytest.fixture(autouse=True)
def _own_storage(own_storage: None) -> None:
    pass


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice")


@pytest.fixture
def mona(db: None) -> Person:
    """Who moderates ocean."""
    return make_moderator("mona")


@pytest.fixture
def oscar(db: None) -> Person:
    """Who operates the site."""
    return make_operator("oscar")


@pytest.fixture
def field(settings: Any, tmp_path: Path) -> Path:
    """The folder where the instruments write, which the operators call ``lab``."""
    folder = tmp_path / "field"
    folder.mkdir()
    settings.SOURCES = {"lab": folder.as_uri()}
    return folder


@pytest.fixture
def put(field: Path) -> Put:
    """Writes a file of the folder, dated by ``at`` (seconds)."""

    def write(name: str, content: str | bytes, *, at: int = 1_000_000_000) -> Path:
        place = field / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(place, (at, at))
        return place

    return write


@pytest.fixture
def growing(alice: Person, mona: Person, oscar: Person, field: Path, put: Put) -> Dataset:
    """Public with one file that people sent, and an active source of ten months."""
    for month in range(1, 11):
        put(f"2026/{month:02}.bin", f"\0month {month} {month * 7}")
    dataset = published(alice, mona)
    declared(dataset, alice, oscar)
    run_everything_due()
    return dataset


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which a person is signed in."""

    def sign_in(person: Person) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return sign_in


@pytest.fixture(scope="module")
def laboratory() -> Iterator[tuple[int, str]]:
    """A database server of somebody else's: its port, and the folder of its socket."""
    with (
        tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp", ignore_cleanup_errors=True) as folder,
        listening_postgres(Path(folder)) as where,
    ):
        yield where
