"""`archive_repair` mends what is damaged now; `archive_replicate` brings every store up to what the settings ask."""

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from archive.aip.validator import validate_package
from archive.models import FileCopy, Replica
from repository.models import Dataset, Delivery
from repository.services.deliveries import run_delivery
from tests.archive.copies import audited, copy_in, damage, folder, is_sound, long_ago, path_of
from tests.archive.road import archived_dataset, frozen_dataset, held, package_of, publish
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    return archived_dataset()


def call(*arguments: str) -> tuple[int, str]:
    """(exit status, standard output)."""
    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_a_sound_archive_ends_with_status_0(dataset: Dataset) -> None:
    assert call("archive_repair") == (0, "15 copies read, 0 restored, 0 left.\n")


def test_what_is_damaged_is_restored_at_once_and_named(dataset: Dataset) -> None:
    one, other = copy_in("archive", dataset, ".csv-"), copy_in("second", dataset, "manifest-")
    damage(path_of(one))
    path_of(other).unlink()
    status, text = call("archive_repair")
    assert status == 0
    assert f"archive {dataset.suffix}/{one.name}: restored" in text
    assert f"second {dataset.suffix}/{other.name}: restored" in text
    assert is_sound(one)
    assert is_sound(other)


def test_what_cannot_be_restored_is_status_1_with_its_reason(dataset: Dataset) -> None:
    copies = [copy_in(place, dataset) for place in ("archive", "second", "third")]
    kept = path_of(copies[0]).read_bytes()
    for copy in copies:
        damage(path_of(copy))
    status, text = call("archive_repair", "--json")
    answer = json.loads(text)
    assert status == 1
    assert {(left["place"], left["state"], left["fault"]) for left in answer["left"]} == {
        (place, "lost", "changed-hash") for place in ("archive", "second", "third")
    }
    damage(path_of(copies[1]), kept)
    status, text = call("archive_repair", "--known")
    assert status == 0
    assert text.endswith("3 copies read, 2 restored, 0 left.\n")
    assert all(is_sound(copy) for copy in copies)


def test_one_place_and_one_dataset_can_be_asked_for(dataset: Dataset) -> None:
    other = archived_dataset_of_another()
    wanted, left = copy_in("second", dataset), copy_in("second", other)
    damage(path_of(wanted))
    damage(path_of(left))
    status, text = call("archive_repair", "--place", "second", "--dataset", dataset.suffix)
    assert (status, text.splitlines()[-1]) == (0, "5 copies read, 1 restored, 0 left.")
    assert is_sound(wanted)
    assert not is_sound(left)


def archived_dataset_of_another() -> Dataset:
    from tests.archive.road import FILES, accept
    from tests.factories import make_moderator, make_person, make_submitted

    found = make_submitted(make_person("bob"), files=FILES)
    accept(found, make_moderator("mona"))
    run_everything_due()
    return found


def test_a_store_that_is_empty_is_filled_by_order_only(dataset: Dataset, archive: Path) -> None:
    shutil.rmtree(archive / "second")
    (archive / "second").mkdir()
    long_ago()
    audited()
    run_everything_due()
    assert list((archive / "second").iterdir()) == []
    status, text = call("archive_repair")
    assert (status, "second: no answer: " in text) == (1, True)
    status, text = call("archive_repair", "--place", "second")
    assert (status, text.splitlines()[-1]) == (0, "5 copies read, 5 restored, 0 left.")
    assert validate_package(folder("second", dataset)) == ()


@pytest.mark.parametrize(
    "arguments",
    [
        ("archive_repair", "--place", "fourth"),
        ("archive_repair", "--dataset", "no-such"),
        ("archive_replicate", "--replica", "fourth"),
        ("archive_replicate", "--dataset", "no-such"),
    ],
)
def test_a_wrong_call_is_status_2(archive: Path, db: None, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        call(*arguments)
    assert refused.value.returncode == 2


def test_a_new_store_gets_every_package_and_is_listed(dataset: Dataset, archive: Path, settings: Settings) -> None:
    publish(dataset)
    run_everything_due()
    settings.ARCHIVE_REPLICAS = {**settings.ARCHIVE_REPLICAS, "fourth": (archive / "fourth").as_uri()}
    status, text = call("archive_replicate")
    assert (status, text.splitlines()) == (
        0,
        [f"fourth {dataset.suffix}: copied and verified", "2 were there, 1 brought, 0 not."],
    )
    assert validate_package(folder("fourth", dataset)) == ()
    names = {path.name for path in package_of(dataset).iterdir()}
    assert set(FileCopy.objects.filter(place="fourth").values_list("name", flat=True)) == names
    assert call("archive_replicate")[1] == "3 were there, 0 brought, 0 not.\n"


def test_a_store_that_is_not_named_any_more_is_told(dataset: Dataset, settings: Settings) -> None:
    del settings.ARCHIVE_REPLICAS["third"]
    status, text = call("archive_replicate", "--json")
    assert (status, json.loads(text)["forgotten"]) == (0, {"third": 5})


def test_strange_bytes_in_the_way_are_set_aside_and_what_waited_goes_on(archive: Path) -> None:
    dataset = frozen_dataset()
    for type_ in ("dataset.accepted", "snapshot.frozen", "package.sealed"):
        run_delivery(delivery_id=Delivery.objects.get(event__type=type_).pk)
    name = sorted(package_of(dataset).iterdir())[0].name
    strange = archive / "second" / dataset.suffix / name
    strange.parent.mkdir(parents=True)
    strange.write_bytes(b"strange")
    run_everything_due()
    assert len(held()) == 1
    status, text = call("archive_replicate")
    assert (status, f"second {dataset.suffix}: copied and verified" in text) == (0, True)
    assert (archive / "second" / ".aside" / dataset.suffix / name).read_bytes() == b"strange"
    run_everything_due()
    assert held() == []
    assert set(Replica.objects.values_list("state", flat=True)) == {"verified"}


def test_a_damaged_package_is_not_spread(dataset: Dataset, archive: Path, settings: Settings) -> None:
    damage(path_of(copy_in("archive", dataset)))
    settings.ARCHIVE_REPLICAS = {**settings.ARCHIVE_REPLICAS, "fourth": (archive / "fourth").as_uri()}
    status, text = call("archive_replicate")
    assert (status, f"fourth {dataset.suffix}: not copied: " in text) == (1, True)
    assert call("archive_repair")[0] == 0
    assert call("archive_replicate")[0] == 0
    assert validate_package(folder("fourth", dataset)) == ()
