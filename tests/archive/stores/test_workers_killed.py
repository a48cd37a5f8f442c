"""A worker killed at any request to a bucket or a zone: while it copies, audits and repairs. The next ends its work."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from archive.models import Archiving, FileCopy, FixityEvent
from archive.services.replication import copy_package
from archive.services.settling import settle_archive
from repository.models import Dataset, Delivery
from repository.services.deliveries import run_delivery
from tests.archive.copies import audited, copy_in, is_sound, kinds, long_ago
from tests.archive.kill_points import tree
from tests.archive.road import archived_dataset, package_of
from tests.archive.stores.kinds import Kind

pytestmark = pytest.mark.django_db(transaction=True)


def steps(some: int) -> pytest.MarkDecorator:
    """One request in so many, and with the drills every one."""
    return pytest.mark.parametrize("step", [some, pytest.param(1, marks=pytest.mark.drill)], ids=["some", "every"])


@pytest.fixture
def dataset(archive: Path, kind: Kind, settings: Settings) -> Dataset:
    """A dataset in the archive, in the store ``far`` and in a folder."""
    if not kind.is_remote:
        pytest.skip("in folders this is tried at every file operation")
    settings.ARCHIVE_REPLICAS = {"far": settings.ARCHIVE_REPLICAS["far"], "near": (archive / "near").as_uri()}
    return archived_dataset()


def killed(kind: Kind, work: Callable[[], object], step: int, before: Callable[[], object]) -> Iterator[bool]:
    """Kill ``work`` at every ``step``-th request, after ``before`` each time; whether it was killed, until it ends."""
    for point in count(1, step):
        before()
        connection.close()
        died = kind.dies_at(point, work)
        yield died
        if not died:
            assert point > 5, "requests are not counted any more"
            return


def far_files(kind: Kind, dataset: Dataset) -> dict[str, bytes | None]:
    return {place: kind.read(place) for place in kind.places() if place.startswith(f"{dataset.suffix}/")}


@steps(29)
def test_a_copy_survives_a_kill_at_any_request(dataset: Dataset, kind: Kind, step: int) -> None:
    archiving = Archiving.objects.select_related("dataset").get()
    whole = {f"{dataset.suffix}/{name}": content for name, (_, content) in tree(package_of(dataset)).items()}
    manifest = f"{dataset.suffix}/{archiving.manifest_name}"

    def copy() -> None:
        copy_package(archiving=archiving, store=kind.open(), known=None)

    def empty() -> None:
        for place in kind.places():
            kind.remove(place)

    for _ in killed(kind, copy, step, empty):
        there = far_files(kind, dataset)
        assert there.items() <= whole.items(), "what has a name is whole"
        assert manifest not in there or there == whole, "the manifest comes last"
        copy()
        assert far_files(kind, dataset) == whole
        assert kind.places() == set(whole)


@steps(17)
def test_a_repair_survives_a_kill_at_any_request(dataset: Dataset, kind: Kind, step: int) -> None:
    copy, sound = copy_in("far", dataset), far_files(kind, dataset)
    others = {place: is_sound(copy_in(place, dataset)) for place in ("archive", "near")}
    deliveries: list[int] = []

    def damage() -> None:
        for place in kind.places() - sound.keys():
            kind.remove(place)
        FixityEvent.objects.all().delete()
        kind.write(f"{dataset.suffix}/{copy.name}", b"harmed")
        long_ago([copy])
        audited("far")
        deliveries.append(Delivery.objects.get(event__type="copy.faulty", done_at__isnull=True).pk)

    for _ in killed(kind, lambda: run_delivery(delivery_id=deliveries[-1]), step, damage):
        assert far_files(kind, dataset).items() <= {**sound, f"{dataset.suffix}/{copy.name}": b"harmed"}.items() | (
            sound.items()
        )
        Delivery.objects.filter(pk=deliveries[-1]).update(lease_until=None)
        settle_archive()
        run_delivery(delivery_id=deliveries[-1])
        assert far_files(kind, dataset) == sound
        copy.refresh_from_db()
        assert copy.state == "sound"
        assert [each for each, _ in kinds(copy)] == ["check", "quarantine", "repair"]
        aside = [kind.read(place) for place in kind.places() - sound.keys()]
        assert set(aside) == {b"harmed"}
        assert others == {place: is_sound(copy_in(place, dataset)) for place in ("archive", "near")}
        Delivery.objects.filter(done_at__isnull=True, event__type="copy.faulty").delete()


@steps(7)
def test_an_audit_survives_a_kill_at_any_request(dataset: Dataset, kind: Kind, step: int) -> None:
    before = far_files(kind, dataset)
    expected = sorted(FileCopy.objects.filter(place="far").values_list("pk", flat=True))

    def age() -> None:
        FixityEvent.objects.all().delete()
        long_ago()

    for _ in killed(kind, partial(audited, "far"), step, age):
        audited("far")
        assert sorted(FixityEvent.objects.values_list("copy_id", flat=True)) == expected, "each is read once"
        assert not FileCopy.objects.exclude(state="sound").exists()
        assert not Delivery.objects.filter(event__type="copy.faulty").exists()
    assert (far_files(kind, dataset), kind.places()) == (before, set(before))
