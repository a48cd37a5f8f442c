"""A publication that is laid again is the one that went the road: the same rows, files and mails."""

import shutil
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import Settings

from tests.factories import make_person
from tests.repository.public.conftest import Publish
from tests.repository.public.remembered import FOLDERS, circumstances, site_as_found
from tests.services.emptying import NEW_SITE, our_tables, rows_of

pytestmark = pytest.mark.django_db

Traces = tuple[dict[str, list[bytes]], dict[str, bytes], list[str]]


@pytest.fixture(autouse=True)
def _is_our_server(db: None) -> None:
    if not NEW_SITE:
        pytest.skip("rows are laid by a superuser alone")


def traces(folder: Path) -> Traces:
    """All rows, files and mails there are."""
    rows = {table: sorted(rows_of(table).splitlines()) for table in our_tables()}
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return rows, files, [str(each.message()["Subject"]) for each in mail.outbox]


def test_what_is_laid_is_what_the_road_left(publish: Publish, tmp_path: Path) -> None:
    with transaction.atomic():
        number = publish().pk
        left = traces(tmp_path)
        transaction.set_rollback(True)
    for name in FOLDERS:
        shutil.rmtree(tmp_path / name)
    mail.outbox.clear()
    assert publish().pk == number
    assert traces(tmp_path) == left
    assert site_as_found() is None, "the second of a test goes the road"


def test_a_site_with_other_people_is_another_site(publish: Publish) -> None:
    before = site_as_found()
    assert before is not None
    make_person("rosa")
    assert site_as_found() != before


@pytest.fixture
def around(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Hashable]:
    return lambda: circumstances(request, monkeypatch, tmp_path)


def test_other_settings_are_other_circumstances(around: Callable[[], Hashable], settings: Settings) -> None:
    before = around()
    assert before is not None
    settings.DELIVERY_LEASE_SECONDS = 31
    assert around() != before


def test_who_keeps_files_elsewhere_goes_the_road(
    around: Callable[[], Hashable], settings: Settings, tmp_path: Path
) -> None:
    settings.STORAGE_URL = (tmp_path / "elsewhere").as_uri()
    assert around() is None


def test_who_replaces_something_of_ours_goes_the_road(
    around: Callable[[], Hashable], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert around() is not None
    monkeypatch.setattr("repository.services.deliveries.MAX_ATTEMPTS", 9)
    assert around() is None
