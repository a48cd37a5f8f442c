"""Sending files with the plain form, and as a script does."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from repository.models import DataFile, Dataset, DraftFile, Person
from repository.uploads.store import DraftStore
from tests.repository.deposits.pages import Page, address, send_files
from tests.services.stores import BOTH, kept

pytestmark = [pytest.mark.django_db, BOTH]


def page_of(browser: Client, dataset: Dataset) -> Page:
    """The files' page."""
    return Page.of(browser, address("deposit-files", dataset))


def test_several_files_go_in_one_sending_and_are_hashed(browser: Client, dataset: Dataset, store: DraftStore) -> None:
    answer = send_files(browser, dataset, {"a.csv": b"1,2\n", "b.nc": b"CDF\x01" + bytes(3_000_000)})
    assert answer.status_code == 302
    assert answer["Location"] == address("deposit-files", dataset)
    files = {place.path: place.file for place in DraftFile.objects.select_related("file")}
    assert files["a.csv"].sha256 == hashlib.sha256(b"1,2\n").hexdigest()
    assert (files["b.nc"].size, files["b.nc"].media_type) == (3_000_004, "application/x-netcdf")
    assert kept(store) == {file.draft_path for file in files.values()}
    page = page_of(browser, dataset)
    assert "2 files are safe" in page.text("//main")
    assert "3 MB" in page.text("//main")


def test_an_empty_file_is_refused_beside_those_that_are_kept_and_told_once(browser: Client, dataset: Dataset) -> None:
    send_files(browser, dataset, {"notes_final.csv": b"", "a.csv": b"1"})
    page = page_of(browser, dataset)
    refused = page.text("//li[contains(@class, 'up--bad')]")
    assert refused.startswith("notes_final.csv")
    assert "This file is empty, so it was not kept. Export it again and drop it here, or remove this line." in refused
    assert "1 file is safe" in page.text("//main")
    assert page_of(browser, dataset).text("//li[contains(@class, 'up--bad')]") == ""


def test_a_second_file_of_the_same_name_waits_for_the_box_to_be_ticked(browser: Client, dataset: Dataset) -> None:
    send_files(browser, dataset, {"a.csv": b"old"})
    send_files(browser, dataset, {"a.csv": b"new"})
    assert "There is a file “a.csv” already" in page_of(browser, dataset).text("//li[contains(@class, 'up--bad')]")
    assert DraftFile.objects.get().file.size == 3
    send_files(browser, dataset, {"a.csv": b"newer"}, replace="on")
    assert DraftFile.objects.get().file.size == 5


def test_a_script_says_the_folders_that_browsers_leave_out(browser: Client, dataset: Dataset) -> None:
    files = {"adcp.nc": b"CDF\x01", "cast.csv": b"1"}
    send_files(browser, dataset, files, path=["moorings/2026/adcp.nc", "casts\\cast.csv"])
    assert set(DraftFile.objects.values_list("path", flat=True)) == {"moorings/2026/adcp.nc", "casts/cast.csv"}


@pytest.mark.parametrize("folder", ["../../etc", "a/../../b"])
def test_a_folder_that_leads_out_is_refused(browser: Client, dataset: Dataset, store: DraftStore, folder: str) -> None:
    send_files(browser, dataset, {"passwd": b"root"}, path=[f"{folder}/passwd"])
    assert "leads out of its folder" in page_of(browser, dataset).text("//li[contains(@class, 'up--bad')]")
    assert kept(store) == set()


def test_a_script_is_told_where_to_go_next(browser: Client, dataset: Dataset) -> None:
    url = address("deposit-upload", dataset)
    answer = browser.post(url, {"replace": "on"}, headers={"X-Requested-With": "fetch"})
    assert answer.json() == {"next": address("deposit-files", dataset)}
    assert "No file was chosen" in page_of(browser, dataset).text("//*[@role='status' and contains(@class, 'flashes')]")


def test_what_is_too_large_is_refused_while_it_comes(
    browser: Client, dataset: Dataset, store: DraftStore, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000_000
    send_files(browser, dataset, {"big.bin": bytes(2_500_000), "small.csv": b"1"})
    page = page_of(browser, dataset)
    assert "larger than there is room for" in page.text("//li[contains(@class, 'up--bad')]")
    assert list(DraftFile.objects.values_list("path", flat=True)) == ["small.csv"]
    assert len(kept(store)) == 1


def test_one_sending_cannot_take_more_room_than_there_is(browser: Client, dataset: Dataset, settings: Any) -> None:
    settings.DEPOSIT_MAX_BYTES = 10
    send_files(browser, dataset, {"a.csv": b"123456", "b.csv": b"123456"})
    assert list(DraftFile.objects.values_list("path", flat=True)) == ["a.csv"]


def test_what_was_removed_makes_room_for_what_comes(browser: Client, dataset: Dataset, settings: Any) -> None:
    settings.DEPOSIT_MAX_BYTES = 100
    send_files(browser, dataset, {"a.bin": bytes(90)})
    browser.post(address("deposit-file-remove", dataset, DataFile.objects.get().number))
    send_files(browser, dataset, {"b.bin": bytes(95)})
    assert list(DraftFile.objects.values_list("path", flat=True)) == ["b.bin"]


def test_a_picture_named_as_netcdf_is_remarked_on(browser: Client, dataset: Dataset) -> None:
    send_files(browser, dataset, {"profiles.nc": b"\xff\xd8\xff\xe0" + bytes(40)})
    here = "//section[@aria-labelledby='here']//ul"
    assert "It is named .nc, and its content is not that: JPEG." in page_of(browser, dataset).text(here)


def test_roles_are_set_and_files_removed_with_plain_forms(browser: Client, dataset: Dataset) -> None:
    send_files(browser, dataset, {"a.csv": b"1", "b.csv": b"2"})
    first, second = (place.file.number for place in DraftFile.objects.select_related("file"))
    browser.post(address("deposit-file-role", dataset, first), {"role": "document"})
    browser.post(address("deposit-file-remove", dataset, second))
    assert list(DraftFile.objects.values_list("path", "role")) == [("a.csv", "document")]
    refused = browser.post(address("deposit-file-role", dataset, first), {"role": "thumbnail"})
    assert refused.status_code == 302
    assert browser.post(address("deposit-file-role", dataset, first), {"role": "boss"}).status_code == 400


def test_a_draft_s_file_is_a_download_and_never_a_page(browser: Client, dataset: Dataset, alice: Person) -> None:
    send_files(browser, dataset, {"page.html": b"<script>alert(1)</script>"})
    answer = browser.get(address("deposit-file", dataset, DataFile.objects.get().number))
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
