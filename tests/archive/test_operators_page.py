"""The operator's room of the archive: what is there, what is damaged, what was done, and by whom it may be seen."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import CopyState, FileCopy, FixityEvent, PlaceAudit, Stray
from archive.queries.packages import PER_PAGE, file_page
from repository.models import Dataset
from tests.archive.copies import audited, damage, is_sound, long_ago, path_of
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator, make_person
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_archive(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1


def one_public() -> Dataset:
    return published(make_person("alice"), make_moderator("mona"))


@pytest.fixture
def dataset(db: None) -> Dataset:
    return one_public()


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(make_operator("oscar"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(operator: Client, address: str = "") -> str:
    answer = operator.get(f"/operations/archive/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def data_file(dataset: Dataset, place: str = "second") -> FileCopy:
    return FileCopy.objects.get(dataset=dataset, place=place, name__contains=".csv-")


def test_an_empty_archive_is_shown_as_one(operator: Client) -> None:
    shown = page(operator)
    assert "All is well" in shown
    assert "nothing there yet" in shown


def test_places_are_shown_with_what_they_hold(operator: Client, dataset: Dataset) -> None:
    shown = page(operator)
    assert "All is well" in shown
    assert "Nothing was ever wrong." in shown
    for place in ("archive", "second"):
        assert f"<b>{place}</b>" in shown
        count = FileCopy.objects.filter(place=place).count()
        assert count
        assert f"{count} sound" in shown
    assert data_file(dataset).name in page(operator, f"{dataset.suffix}/")


def test_a_damaged_copy_is_named_with_its_fault_and_its_history(operator: Client, dataset: Dataset) -> None:
    copy = data_file(dataset)
    FileCopy.objects.filter(pk=copy.pk).update(state=CopyState.FAULTY, fault="changed-hash")
    FixityEvent.objects.create(copy=copy, kind="check", fault="changed-hash", found="f" * 64)
    FixityEvent.objects.create(copy=copy, kind="quarantine", detail=".aside/7/x <b>")
    shown = page(operator)
    assert "1 copy is damaged or missing" in shown
    assert f"{dataset.suffix}/{copy.name}/" in shown
    history = page(operator, f"{dataset.suffix}/{copy.name}/")
    for text in ("The bytes are not those that were sealed.", "f" * 64, "set aside", ".aside/7/x &lt;b&gt;"):
        assert text in history
        assert text in shown


def test_in_french_the_history_and_the_rooms_are_named_as_the_french_write(operator: Client, dataset: Dataset) -> None:
    FixityEvent.objects.create(copy=data_file(dataset), kind="check", fault="changed-hash", found="f" * 64)
    shown = operator.get("/operations/archive/", headers={"accept-language": "fr"}).content.decode()
    assert "relue et comparée\u00a0: Les octets" in shown
    assert ">Travail</a>" in shown


def test_a_lost_file_comes_before_everything_else(operator: Client, dataset: Dataset) -> None:
    FileCopy.objects.filter(name=data_file(dataset).name).update(state=CopyState.LOST, fault="missing-file")
    Stray.objects.create(place="second", package="99", name="x.csv")
    shown = page(operator)
    assert shown.index("1 file is lost") < shown.index("the catalogue does not know")
    assert "note--bad" in shown
    assert "99/x.csv" in shown


def test_a_place_that_does_not_answer_and_one_that_is_too_large_are_told(
    operator: Client, dataset: Dataset, settings: Any
) -> None:
    now = timezone.now()
    away = {"failures": 3, "failure": "Connection refused", "failed_at": now, "retry_at": now + timedelta(hours=1)}
    PlaceAudit.objects.update_or_create(place="second", defaults=away)
    settings.ARCHIVE_AUDIT_BYTES_PER_S = 1000
    FileCopy.objects.filter(pk=data_file(dataset, "archive").pk).update(size=10**15)
    shown = page(operator)
    assert "second does not answer" in shown
    assert "Connection refused" in shown
    assert "archive holds more than can be read back in time" in shown


@pytest.mark.django_db(transaction=True)
def test_a_fault_and_what_hinders_its_repair_are_named_with_their_place(
    operator: Client, dataset: Dataset, tmp_path: Path
) -> None:
    copy = data_file(dataset)
    damage(path_of(copy))
    long_ago([copy])
    audited("second")
    (tmp_path / "archive").rename(tmp_path / "away")
    run_everything_due()
    shown = " ".join(page(operator).split())
    (tmp_path / "away").rename(tmp_path / "archive")
    assert "1 copy is damaged or missing" in shown
    assert "1 step of the archive failed: the reason is below." in shown
    assert '<code class="tiny">copy.faulty</code> second<div' in shown
    assert f"No sound copy of {dataset.suffix}/{copy.name} could be read now (archive: " in shown
    run_everything_due(ahead=timedelta(hours=2))
    assert is_sound(copy)
    shown = page(operator)
    assert "All is well" in shown
    assert "restored from a sound copy" in shown


def test_the_audit_notes_the_room_of_each_place(operator: Client, dataset: Dataset) -> None:
    assert "not told" in page(operator)
    audited()
    room = PlaceAudit.objects.get(place="second")
    assert room.total is not None
    assert room.free is not None
    assert 0 < room.free <= room.total
    assert "not told" not in page(operator)


def test_addresses_of_stores_are_shown_without_secrets(operator: Client, settings: Any) -> None:
    settings.ARCHIVE_REPLICAS = {"bucket": "s3://varve/copies?endpoint=https://s3.example.org"}
    shown = page(operator)
    assert "s3://varve/copies" in shown


def test_a_package_of_many_files_is_shown_a_hundred_at_a_time(operator: Client, dataset: Dataset) -> None:
    now = timezone.now()
    FileCopy.objects.bulk_create(
        FileCopy(place=place, dataset=dataset, name=f"{n}.csv-2026-03-05", sha256="0" * 64, size=n, checked_at=now)
        for n in range(1000, 1250)
        for place in ("archive", "second")
    )
    assert len(file_page(dataset, 1).lines) == PER_PAGE
    assert [copy.place for copy in file_page(dataset, 1).lines[0].copies] == ["archive", "second"]
    assert "Page 3 of 3" in page(operator, f"{dataset.suffix}/?page=3")
    assert "Page 3 of 3" in page(operator, f"{dataset.suffix}/?page=99999")
    assert "Page 1 of 3" in page(operator, f"{dataset.suffix}/?page=nonsense")


def test_a_package_is_found_by_its_doi_or_the_end_of_it(operator: Client, dataset: Dataset) -> None:
    for asked in (dataset.suffix, dataset.doi, f" https://doi.org/{dataset.doi}"):
        answer = operator.get("/operations/archive/", {"package": asked})
        assert answer["Location"] == f"/operations/archive/{dataset.suffix}/"
    assert "There is no package &lt;b&gt;" in operator.get("/operations/archive/", {"package": "<b>"}).content.decode()


def test_what_is_not_there_is_not_found(operator: Client, dataset: Dataset) -> None:
    for address in ("nothing/", f"{dataset.suffix}/nothing/", f"{dataset.suffix}/..%2F..%2Fetc/"):
        assert operator.get(f"/operations/archive/{address}").status_code == 404


@pytest.mark.parametrize("make", [make_person, make_moderator], ids=["a stranger", "a moderator"])
def test_nobody_but_an_operator_sees_the_archive(make: Any, dataset: Dataset) -> None:
    client = Client()
    client.force_login(make("bob"), backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in ("", f"{dataset.suffix}/", f"{dataset.suffix}/{data_file(dataset).name}/"):
        assert client.get(f"/operations/archive/{address}").status_code == 403
        assert Client().get(f"/operations/archive/{address}").status_code == 302
