"""A disk that is really full, under the archive or under a store: named, nothing lost, done when there is room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from archive.aip.validator import validate_package
from archive.models import FileCopy
from repository.models import Delivery
from tests.archive.copies import audited, copy_in, damage, folder, is_sound, kinds, long_ago, path_of
from tests.archive.kill_points import tree
from tests.archive.road import FILES, accept, archived_dataset, held
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator, make_person, make_submitted

pytestmark = pytest.mark.django_db(transaction=True)

LARGE = 700_000
PLACES = ("archive", "second", "third")


@contextmanager
def small_disk(root: Path) -> Iterator[None]:
    """A disk of 1 MiB in the place of a folder."""
    root.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1M", "none", root], check=False).returncode:
        pytest.skip("a small disk can be mounted by root alone")
    try:
        yield
    finally:
        subprocess.run(["umount", root], check=True)


def enlarge(root: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64M", root], check=True)


def pages() -> str:
    client = Client()
    client.force_login(make_operator(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return "".join(client.get(f"/operations/{address}").content.decode() for address in ("", "archive/"))


def full(root: Path, consumer: str, caplog: pytest.LogCaptureFixture) -> None:
    """The step waits for room, and the log and both pages say so."""
    waiting = Delivery.objects.get(done_at__isnull=True, consumer=consumer)
    assert waiting.held_at is None
    assert f"The disk of {root} is full" in waiting.last_error
    assert f"delivery.postponed delivery={waiting.pk} consumer={consumer}" in caplog.text
    assert "code=disk-full" in caplog.text
    assert pages().count(f"The disk of {root} is full") == 2


@pytest.mark.parametrize("place", ["archive", "second"])
def test_what_does_not_fit_waits_for_room_and_harms_nothing(
    archive: Path, place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with small_disk(archive / place):
        first = archived_dataset()
        before = {each: tree(folder(each, first)) for each in PLACES}
        monkeypatch.setitem(FILES, "oxygen.csv", os.urandom(LARGE))
        monkeypatch.setitem(FILES, "docs/Report.PDF", os.urandom(LARGE))
        second = make_submitted(make_person("bob"), files=FILES)
        accept(second, make_moderator("mona"))
        run_everything_due()
        full(archive / place, f"archive.consumers.{'write_package' if place == 'archive' else 'copy_replica'}", caplog)
        assert not any("manifest" in path.name for path in (archive / place / second.suffix).glob("*"))
        assert {each: tree(folder(each, first)) for each in PLACES} == before
        if place == "archive":
            assert not FileCopy.objects.filter(dataset=second).exists()
            assert len(list((archive / "storage" / "drafts").iterdir())) == 2, "the drafts are still needed"
        enlarge(archive / place)
        run_everything_due(ahead=timedelta(hours=2))
        assert held() == []
        assert [validate_package(folder(each, second)) for each in PLACES] == [(), (), ()]
        assert {each: tree(folder(each, first)) for each in PLACES} == before


@pytest.mark.parametrize("place", ["archive", "second"])
def test_a_repair_without_room_waits_for_it_and_harms_nothing(
    archive: Path, place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(FILES, "oxygen.csv", os.urandom(LARGE))
    with small_disk(archive / place):
        dataset = archived_dataset()
        copy = copy_in(place, dataset)
        sound = {each: tree(folder(each, dataset)) for each in PLACES if each != place}
        damage(path_of(copy))
        long_ago([copy])
        audited(place)
        run_everything_due()
        full(archive / place, "archive.consumers.repair_copy", caplog)
        copy.refresh_from_db()
        assert copy.state == "faulty"
        assert {each: tree(folder(each, dataset)) for each in sound} == sound
        enlarge(archive / place)
        run_everything_due(ahead=timedelta(hours=2))
        assert is_sound(copy)
        assert [kind for kind, _ in kinds(copy)] == ["check", "quarantine", "repair"]
        assert len(list((archive / place / ".aside" / dataset.suffix).iterdir())) == 1
