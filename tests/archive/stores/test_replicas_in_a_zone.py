"""A dataset on the road to a folder and a zone: both resources hold its package; an audit finds and mends harm."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from archive.models import FileCopy, Replica, ReplicaState
from archive.queries import package_progress
from archive.services.fixity import audit_archive
from repository.models import Dataset, LifecycleEvent, Publication
from tests.archive.copies import audited, copy_in, damage, kinds, long_ago, path_of
from tests.archive.road import archived_dataset, held, package_of
from tests.archive.stores.kinds import Trouble
from tests.archive.stores.zone_kind import ZoneKind
from tests.driver import run_everything_due
from tests.services.irods_zone import RESOURCES, running_zone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def far(archive: Path, tmp_path: Path, settings: Settings) -> Iterator[ZoneKind]:
    """A zone with two resources beside the folder ``second``, in another place."""
    with running_zone(tmp_path / "zone") as zone:
        kind = ZoneKind(zone.on(*RESOURCES), settings)
        settings.ARCHIVE_REPLICAS = {"second": (archive / "second").as_uri(), "far": kind.zone.url}
        settings.ARCHIVE_REPLICA_PLACES = {"second": "Brest", "far": "Bergen"}
        settings.ARCHIVE_PLACES_BEFORE_PUBLIC = 2
        yield kind


def _physical(far: ZoneKind, copy: FileCopy, resource: str) -> Path:
    return far.zone.fake.physical(far.zone.path(copy.dataset.suffix, copy.name), resource)


def _state(copy: FileCopy) -> tuple[str, str]:
    copy.refresh_from_db()
    return copy.state, copy.fault


def found(dataset: Dataset) -> list[str]:
    return [str(finding) for finding in audit_archive(suffix=dataset.suffix).findings]


def test_a_package_lies_on_both_resources_as_it_lies_here(far: ZoneKind) -> None:
    dataset = archived_dataset()
    here = {path.name: path.read_bytes() for path in package_of(dataset).iterdir()}
    assert far.places() == {f"{dataset.suffix}/{name}" for name in here}
    progress = package_progress(Publication.objects.get())
    assert (progress.copies_verified, progress.places_verified, progress.is_replicated) == (2, 2, True)
    assert found(dataset) == []
    if far.zone.running:
        for name, content in here.items():
            path = far.zone.path(dataset.suffix, name)
            assert [far.zone.fake.physical(path, resource).read_bytes() for resource in RESOURCES] == [content] * 2


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("is_gone", [False, True])
def test_an_audit_finds_harm_on_either_resource_and_mends_it(far: ZoneKind, resource: str, is_gone: bool) -> None:
    dataset = archived_dataset()
    copy = copy_in("far", dataset)
    harmed = _physical(far, copy, resource)
    if is_gone:
        harmed.unlink()
    else:
        harmed.write_bytes(harmed.read_bytes() + b"\n")
    long_ago()
    audited()
    fault = "missing-file" if is_gone else "changed-hash"
    assert _state(copy) == ("faulty", fault)
    run_everything_due()
    assert _state(copy) == ("sound", "")
    assert held() == []
    assert ("repair", "") in kinds(copy)
    assert found(dataset) == []
    aside = {place for place in far.places() if place.startswith(".aside/")}
    assert aside == {f".aside/{dataset.suffix}/{copy.name}"}


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("order", [("far", "archive", "second"), ("archive", "second", "far")], ids=["first", "last"])
def test_the_last_sound_copy_may_lie_on_either_resource(far: ZoneKind, resource: str, order: tuple[str, ...]) -> None:
    dataset = archived_dataset()
    copies = [copy_in(place, dataset) for place in ("archive", "second", "far")]
    sound = path_of(copies[0]).read_bytes()
    for copy in copies[:2]:
        damage(path_of(copy))
    _physical(far, copies[2], resource).write_bytes(b"harmed")
    long_ago()
    audited(*order)
    run_everything_due()
    assert [_state(copy) for copy in copies] == [("sound", "")] * 3
    assert not LifecycleEvent.objects.filter(type="file.lost").exists()
    assert [path_of(copy).read_bytes() for copy in copies[:2]] == [sound] * 2
    assert [_physical(far, copies[2], each).read_bytes() for each in RESOURCES] == [sound] * 2
    assert ("check", "changed-hash") in kinds(copies[2])
    assert held() == []


def test_harm_that_is_met_on_the_way_to_sound_bytes_is_mended_too(far: ZoneKind) -> None:
    dataset = archived_dataset()
    copies = [copy_in(place, dataset) for place in ("archive", "second", "far")]
    for copy in copies[:2]:
        damage(path_of(copy))
    _physical(far, copies[2], RESOURCES[0]).write_bytes(b"harmed")
    long_ago()
    audited("archive")
    run_everything_due()
    assert [_state(copy) for copy in copies] == [("sound", "")] * 3
    assert [each for each, _ in kinds(copies[2])] == ["check", "quarantine", "repair"]


def test_an_audit_that_cannot_ask_the_zone_calls_nothing_damaged(far: ZoneKind) -> None:
    dataset = archived_dataset()
    long_ago()
    with far.trouble(Trouble.AWAY):
        audited("far")
    assert set(FileCopy.objects.filter(place="far").values_list("state", flat=True)) == {"sound"}
    assert found(dataset) == []


def test_a_zone_that_refuses_holds_its_copy_and_the_folder_gets_its_own(far: ZoneKind) -> None:
    with far.trouble(Trouble.REFUSES):
        archived_dataset()
    states = dict(Replica.objects.values_list("store", "state"))
    assert states == {"second": ReplicaState.VERIFIED, "far": ReplicaState.FAILED}
    (reason,) = held()
    assert "CAT_INVALID_AUTHENTICATION" in reason
    assert far.zone.password not in reason


def test_a_zone_that_is_away_for_a_while_gets_its_copy_later(far: ZoneKind) -> None:
    with far.trouble(Trouble.AWAY):
        archived_dataset()
        assert not package_progress(Publication.objects.get()).is_replicated
        assert held() == []
    run_everything_due(ahead=timedelta(hours=2))
    assert package_progress(Publication.objects.get()).is_replicated
