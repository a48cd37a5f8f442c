"""Nobody fills the disk: what arrives elsewhere counts, a reserve stays free, and open deposits have an end."""

import os
import shutil
import time
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from repository.errors import FileRefused, WrongState
from repository.models import Dataset, Deposit, DraftFile, Person
from repository.services import deposits
from repository.services.deposits import add_dataset, create_deposit
from repository.uploads import arrivals, crowding
from repository.uploads.arrivals import Arrival
from repository.uploads.crowding import Share
from repository.uploads.disk import DiskStore
from tests.repository.deposits.pages import Page, address, send_files
from tests.services.stores import kept

pytestmark = pytest.mark.django_db
REFUSED = "//li[contains(@class, 'up--bad')]"


class Usage(NamedTuple):
    """What ``shutil.disk_usage`` answers."""

    total: int
    used: int
    free: int


def test_several_sendings_at_once_cannot_take_more_than_the_room(store: DiskStore) -> None:
    share = Share("deposit", 100)
    first = Arrival("a.bin", most=100, share=share)
    first.write(bytes(90))
    second = Arrival("b.bin", most=100, share=share)
    second.write(bytes(90))
    with pytest.raises(FileRefused, match="larger than there is room for"):
        Arrival("c.bin", most=100, share=share)
    Arrival("d.bin", most=100, share=Share("another", 100)).write(bytes(90))


def test_the_room_is_looked_at_again_while_a_large_file_comes(
    store: DiskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "LOOK_EVERY", 50)
    share = Share("deposit", 100)
    first, second = (Arrival(f"{name}.bin", most=100, share=share) for name in "ab")
    first.write(bytes(60))
    with pytest.raises(FileRefused, match="larger than there is room for"):
        second.write(bytes(60))
    assert len(kept(store)) == 1


def test_what_was_cut_off_long_ago_takes_no_room(store: DiskStore) -> None:
    share = Share("deposit", 100)
    Arrival("a.bin", most=1_000, share=share).write(bytes(200))
    (path,) = store.incoming.iterdir()
    long_ago = time.time() - crowding.ALIVE_S - 1
    os.utime(path, (long_ago, long_ago))
    Arrival("b.bin", most=100, share=share).write(b"1")


def test_a_disk_with_less_than_the_reserve_takes_no_file_and_says_so(
    browser: Client, dataset: Dataset, store: DiskStore, settings: Any
) -> None:
    settings.DISK_RESERVE_BYTES = shutil.disk_usage("/").total * 1_000
    send_files(browser, dataset, {"a.csv": b"1,2\n"})
    page = Page.of(browser, address("deposit-files", dataset))
    assert "There is no room on the disk of this site for “a.csv”, so it was not kept." in page.text(REFUSED)
    assert kept(store) == set()
    assert not DraftFile.objects.exists()


def test_a_file_that_would_touch_the_reserve_is_refused_before_it_comes(
    browser: Client, dataset: Dataset, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DISK_RESERVE_BYTES = 1_000
    monkeypatch.setattr("repository.uploads.crowding.shutil.disk_usage", lambda _folder: Usage(10_000, 0, 5_000))
    send_files(browser, dataset, {"large.bin": bytes(4_500)})
    assert "no room on the disk" in Page.of(browser, address("deposit-files", dataset)).text(REFUSED)
    send_files(browser, dataset, {"small.csv": b"1,2\n"})
    assert list(DraftFile.objects.values_list("path", flat=True)) == ["small.csv"]


def test_deposits_that_were_never_submitted_have_an_end_told_in_words(
    browser: Client, alice: Person, bob: Person, settings: Any
) -> None:
    settings.OPEN_DEPOSITS_MOST = 2
    for _number in range(2):
        assert browser.post(reverse("deposit-create")).status_code == 302
    refused = browser.post(reverse("deposit-create"))
    assert refused.status_code == 409
    assert "You have 2 deposits that were never submitted, as many as one person may." in refused.content.decode()
    assert Deposit.objects.filter(created_by=alice).count() == 2
    create_deposit(actor=bob)


def test_a_deposit_of_which_something_was_submitted_is_not_counted(alice: Person, settings: Any) -> None:
    settings.OPEN_DEPOSITS_MOST = 1
    dataset = create_deposit(actor=alice).datasets.get()
    with pytest.raises(WrongState) as refused:
        create_deposit(actor=alice)
    assert refused.value.code == "too-many-open"
    version = dataset.record_versions.create(number=1, document=b"{}", sha256="0" * 64)
    Dataset.objects.filter(pk=dataset.pk).update(submitted_version=version)
    create_deposit(actor=alice)


def test_a_deposit_has_an_end_too(alice: Person, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deposits, "DATASETS_MOST", 2)
    assert dataset.deposit_id is not None
    add_dataset(deposit_id=dataset.deposit_id, actor=alice)
    with pytest.raises(WrongState, match="2 datasets at most"):
        add_dataset(deposit_id=dataset.deposit_id, actor=alice)
