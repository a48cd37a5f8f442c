"""Uploads that go wrong: cut, forged, refused at the door, too many, malformed. Nothing is left behind."""

import io
import resource
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from repository.models import DataFile, Dataset, DraftFile, Person
from repository.uploads.disk import DiskStore
from tests.repository.deposits.pages import Page, address
from tests.services.stores import kept

pytestmark = pytest.mark.django_db

BOUNDARY = "varve-boundary"


class Body(io.RawIOBase):
    """A request's body that tells how much of it was read, and may fail on the way."""

    def __init__(self, content: bytes, *, fails_after: int | None = None) -> None:
        self.was_read = 0
        self._stream = io.BytesIO(content)
        self._fails_after = fails_after

    def read(self, size: int = -1) -> bytes:
        if self._fails_after is not None and self.was_read >= self._fails_after:
            raise OSError("connection reset by peer")
        chunk = self._stream.read(min(size, 65_536) if size >= 0 else 65_536)
        self.was_read += len(chunk)
        return chunk


def multipart(files: list[tuple[str, bytes]], token: str = "") -> bytes:
    """The body of the upload form, its token first."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'.encode()]
    for name, content in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def send(browser: Client, dataset: Dataset, body: Body, length: int, *, to: str = "", **extra: Any) -> Any:
    """Send a body as it is, saying a length; ``to`` the address that a page gave, else without a permit."""
    return browser.generic(
        "POST",
        to or address("deposit-upload", dataset),
        **{
            "wsgi.input": body,
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(length),
            **extra,
        },
    )


def test_an_upload_cut_in_the_middle_keeps_what_was_whole_and_nothing_else(
    browser: Client, dataset: Dataset, store: DiskStore
) -> None:
    whole = multipart([("first.csv", b"1,2\n"), ("second.bin", bytes(300_000))])
    send(browser, dataset, Body(whole[:200_000]), len(whole))
    assert list(DraftFile.objects.values_list("path", flat=True)) == ["first.csv"]
    assert kept(store) == {f"drafts/{DataFile.objects.get().number}"}
    page = Page.of(browser, address("deposit-files", dataset))
    assert "The connection was lost before the end" in page.text("//li[contains(@class, 'up--bad')]")


def test_a_connection_that_breaks_leaves_no_debris(browser: Client, dataset: Dataset, store: DiskStore) -> None:
    whole = multipart([("a.bin", bytes(2_000_000))])
    browser.raise_request_exception = False
    answer = send(browser, dataset, Body(whole, fails_after=500_000), len(whole))
    assert answer.status_code >= 400
    assert kept(store) == set()
    assert not DraftFile.objects.exists()


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A disk on which no file of this process can grow beyond a megabyte."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_disk")
def test_a_disk_that_takes_no_more_is_told_and_leaves_no_debris(
    browser: Client, dataset: Dataset, store: DiskStore
) -> None:
    whole = multipart([("a.bin", bytes(3_000_000)), ("b.csv", b"1,2\n")])
    assert send(browser, dataset, Body(whole), len(whole)).status_code == 302
    page = Page.of(browser, address("deposit-files", dataset))
    assert "There is no room on the disk of this site for “a.bin”" in page.text("//li[contains(@class, 'up--bad')]")
    assert list(DraftFile.objects.values_list("path", flat=True)) == ["b.csv"]
    assert kept(store) == {f"drafts/{DataFile.objects.get().number}"}


def test_a_stranger_is_turned_away_before_the_body_is_read(
    client: Client, bob: Person, dataset: Dataset, store: DiskStore
) -> None:
    whole = multipart([("a.bin", bytes(500_000))])
    for person, status in ((None, 302), (bob, 404)):
        if person is not None:
            client.force_login(person)
        body = Body(whole)
        assert send(client, dataset, body, len(whole)).status_code == status
        assert body.was_read == 0
    assert kept(store) == set()


def test_too_many_files_in_one_sending_are_refused_in_words(
    browser: Client, dataset: Dataset, store: DiskStore, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    whole = multipart([(f"{number}.csv", b"1") for number in range(5)])
    assert send(browser, dataset, Body(whole), len(whole)).status_code == 302
    page = Page.of(browser, address("deposit-files", dataset))
    assert "So many files do not go in one sending" in page.text(
        "//main/preceding-sibling::*[contains(@class, 'flashes')]"
    )
    assert kept(store) == set()


@pytest.mark.parametrize("said", [10, 150_000, 900_000], ids=["before the file", "in the file", "beyond the end"])
def test_a_length_that_lies_is_told_and_leaves_no_debris(
    browser: Client, dataset: Dataset, store: DiskStore, said: int
) -> None:
    whole = multipart([("a.bin", bytes(300_000))])
    assert send(browser, dataset, Body(whole), said).status_code in (302, 400)
    kept_numbers = {f"drafts/{file.number}" for file in DataFile.objects.all()}
    assert kept(store) == kept_numbers
    assert len(kept_numbers) == (1 if said > len(whole) else 0)


def test_what_is_no_form_at_all_is_refused(browser: Client, dataset: Dataset, store: DiskStore) -> None:
    answer = browser.post(address("deposit-upload", dataset), b"hello", content_type="multipart/form-data")
    assert answer.status_code == 400
    assert kept(store) == set()
