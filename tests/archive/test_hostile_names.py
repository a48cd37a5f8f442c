"""Files that strangers lay into a place: whatever their names are, they are told in one line and harm nothing."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from archive.aip.layout import GIVEN_MOST, highest_number
from archive.models import Stray
from archive.stores.posix import PosixStore
from config.numbers import highest_number_in_packages, highest_number_in_store
from repository.models import Dataset
from tests.archive.copies import audited, folder, long_ago
from tests.archive.road import archived_dataset
from tests.factories import make_operator

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = (b"<img src=x onerror=alert(1)>", b"a\nb: changed-hash", b"\xff\xfe.nc", b"\x1b[2J")
TOLD = {"<img src=x onerror=alert(1)>", "a\\nb: changed-hash", "\\udcff\\udcfe.nc", "\\x1b[2J"}


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    found = archived_dataset()
    for place in ("archive", "second"):
        for name in NAMES:
            Path(os.fsdecode(os.fsencode(folder(place, found)) + b"/" + name)).write_bytes(b"x")
    return found


def test_a_name_that_is_no_text_is_one_printable_line_of_archive_verify(dataset: Dataset) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("archive_verify", "--replica", "second", stdout=out)
    *lines, last = out.getvalue().splitlines()
    assert last == "1 packages and copies read, 4 faults."
    assert all(line.startswith(f"second {dataset.suffix}/") and line.isprintable() for line in lines)
    assert {line.partition("/")[2].partition(": extra-file")[0] for line in lines} == TOLD
    assert out.getvalue().encode()


def test_a_fault_of_a_whole_package_names_the_package_and_no_file(dataset: Dataset, archive: Path) -> None:
    (archive / "second" / dataset.suffix).rename(archive / "gone")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("archive_verify", "--replica", "second", stdout=out)
    assert out.getvalue().startswith(f"second {dataset.suffix}: no-package: ")


def test_for_programs_archive_verify_tells_such_a_name_as_it_is(dataset: Dataset) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("archive_verify", "--replica", "second", "--json", stdout=out)
    assert {fault["name"] for fault in json.loads(out.getvalue())["faults"]} == {os.fsdecode(name) for name in NAMES}


def test_the_audit_goes_on_past_such_names_and_the_operators_page_shows_them_as_text(dataset: Dataset) -> None:
    long_ago()
    assert audited() > 0
    assert set(Stray.objects.filter(place="second").values_list("name", flat=True)) == TOLD
    long_ago()
    audited()
    assert Stray.objects.count() == 2 * len(NAMES)
    client = Client()
    client.force_login(make_operator())
    page = client.get("/operations/archive/").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page


def test_a_folder_or_file_that_claims_a_number_beyond_all_burns_none(tmp_path: Path) -> None:
    for suffix in ("42182", "9" * 15, "9" * 80):
        (tmp_path / suffix).mkdir()
    for name in (
        "71229.nc-2026-03-05",
        f"{'9' * 19}.nc-2026-03-05",
        os.fsdecode(b"\xff"),
        f"layer{'9' * 15}-2026-03-05.json",
    ):
        (tmp_path / "42182" / name).touch()
    assert highest_number_in_packages(tmp_path) == highest_number_in_store(PosixStore(tmp_path)) == 71229
    assert highest_number("999999999999990", ["71229.nc-2026-03-05", "999999999999991.nc-2026-03-05"]) == 71229
    assert highest_number(str(GIVEN_MOST), []) == 0
