"""A file that was removed by a wrong click is put back whole: without script, for a day, by who may write."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.errors import FileRefused, NotAllowed
from repository.models import DataFile, Dataset, DraftFile, FileRole, LifecycleEvent, Person
from repository.queries.removed_files import just_removed
from repository.services.collection import GRACE, collect_orphans, make_room
from repository.services.files import attach_upload, open_draft, remove_file, set_file_role
from repository.services.removed_files import restore_file
from repository.uploads.disk import DiskStore
from tests.archive.erasure.orders import ordered


def attach(dataset: Dataset, person: Person, path: str) -> int:
    """The number of a new file."""
    upload = ContentFile(path.encode(), name=path)
    return attach_upload(dataset_key=dataset.key, actor=person, upload=upload, path=path).file.number


def address(name: str, dataset: Dataset, *more: int) -> str:
    return reverse(name, args=[dataset.deposit_id, dataset.key, *more])


def test_the_page_after_a_removal_offers_to_put_the_file_back(browser: Client, dataset: Dataset, alice: Person) -> None:
    attach(dataset, alice, "a.csv")
    number = attach(dataset, alice, "casts/<b>.csv")
    attach(dataset, alice, "c.csv")
    set_file_role(dataset_key=dataset.key, actor=alice, number=number, role="document")
    answer = browser.post(address("deposit-file-remove", dataset, number))
    assert answer["Location"] == f"{address('deposit-files', dataset)}?removed={number}#removed"
    page = browser.get(answer["Location"]).text
    assert "“casts/&lt;b&gt;.csv” was removed." in page
    assert f'action="{address("deposit-file-restore", dataset, number)}"' in page
    back = browser.post(address("deposit-file-restore", dataset, number), follow=True).text
    assert "“casts/&lt;b&gt;.csv” is back." in back
    places = list(DraftFile.objects.order_by("position", "path").values_list("path", "role"))
    assert places == [("a.csv", "data"), ("casts/<b>.csv", "document"), ("c.csv", "data")]
    assert open_draft(DataFile.objects.get(number=number)).read() == b"casts/<b>.csv"
    assert LifecycleEvent.objects.filter(type="file.restored").count() == 1
    assert "was removed" not in browser.get(answer["Location"]).text


@pytest.mark.parametrize("number", ["", "x", "-1", "1", "9" * 30, "%C2%B2"])
def test_a_made_up_number_offers_nothing(browser: Client, dataset: Dataset, number: str) -> None:
    page = browser.get(f"{address('deposit-files', dataset)}?removed={number}")
    assert page.status_code == 200
    assert "Put it back" not in page.text


def test_what_cannot_be_put_back_says_why(dataset: Dataset, alice: Person, store: DiskStore) -> None:
    number = attach(dataset, alice, "a.csv")
    remove_file(dataset_key=dataset.key, actor=alice, number=number)
    other = attach(dataset, alice, "a.csv")
    with pytest.raises(FileRefused, match="another file"):
        restore_file(dataset_key=dataset.key, actor=alice, number=number)
    assert make_room(deposit_id=dataset.deposit_id) == 1
    remove_file(dataset_key=dataset.key, actor=alice, number=other)
    with pytest.raises(FileRefused, match="not kept any more"):
        restore_file(dataset_key=dataset.key, actor=alice, number=number)
    assert restore_file(dataset_key=dataset.key, actor=alice, number=other).path == "a.csv"
    assert restore_file(dataset_key=dataset.key, actor=alice, number=other).path == "a.csv"


def test_what_an_order_of_law_erased_is_neither_offered_nor_put_back(dataset: Dataset, alice: Person) -> None:
    number = attach(dataset, alice, "a.csv")
    remove_file(dataset_key=dataset.key, actor=alice, number=number)
    DataFile.objects.update(archived_name=f"{number}.csv-2026-01-01")
    assert just_removed(dataset, number) is not None
    ordered(dataset, path="")
    assert just_removed(dataset, number) is None
    with pytest.raises(FileRefused, match="order of law"):
        restore_file(dataset_key=dataset.key, actor=alice, number=number)
    assert not DraftFile.objects.exists()


def test_the_bytes_of_an_old_file_wait_for_a_day_after_its_removal(dataset: Dataset, alice: Person) -> None:
    number = attach(dataset, alice, "a.csv")
    DataFile.objects.update(created=timezone.now() - timedelta(days=40))
    remove_file(dataset_key=dataset.key, actor=alice, number=number)
    collect_orphans()
    assert DataFile.objects.filter(number=number).exists()
    collect_orphans(now=timezone.now() + GRACE + timedelta(minutes=1))
    assert not DataFile.objects.filter(number=number).exists()


def test_only_who_may_write_puts_back_and_only_what_was_here(dataset: Dataset, alice: Person, bob: Person) -> None:
    number = attach(dataset, alice, "a.csv")
    remove_file(dataset_key=dataset.key, actor=alice, number=number)
    with pytest.raises(NotAllowed):
        restore_file(dataset_key=dataset.key, actor=bob, number=number)
    with pytest.raises(FileRefused):
        restore_file(dataset_key=dataset.key, actor=alice, number=number + 10_000)
    assert not DraftFile.objects.exists()


def test_another_picture_of_the_dataset_stays_the_one(dataset: Dataset, alice: Person) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(64)
    numbers = []
    for name in ("a.png", "b.png"):
        upload = ContentFile(png + name.encode(), name=name)
        numbers.append(attach_upload(dataset_key=dataset.key, actor=alice, upload=upload, path=name).file.number)
    set_file_role(dataset_key=dataset.key, actor=alice, number=numbers[0], role="thumbnail")
    remove_file(dataset_key=dataset.key, actor=alice, number=numbers[0])
    set_file_role(dataset_key=dataset.key, actor=alice, number=numbers[1], role="thumbnail")
    assert restore_file(dataset_key=dataset.key, actor=alice, number=numbers[0]).role == FileRole.DOCUMENT
