"""No sound copy left anywhere: the operators learn of each file once, monitoring until it is found again."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core import mail
from django.test import Client
from django.utils import timezone

from archive.models import FileCopy
from archive.queries.copies import lost_files, no_file_is_lost
from repository.models import Dataset, LifecycleEvent
from repository.views import health_checks
from tests.archive.copies import audited, copy_in, damage, folder, is_sound, kinds, long_ago, path_of
from tests.archive.road import archived_dataset, held
from tests.driver import run_everything_due
from tests.factories import make_operator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    found = archived_dataset()
    long_ago()
    mail.outbox.clear()
    return found


def lose(dataset: Dataset, ending: str = ".csv-") -> tuple[FileCopy, ...]:
    """Damage every copy of one file."""
    copies = tuple(copy_in(place, dataset, ending) for place in ("archive", "second", "third"))
    for copy in copies:
        damage(path_of(copy))
    return copies


def alarms() -> list[str]:
    health_checks.KEPT.forget()
    return list(Client().get("/readyz").json()["alarms"])


def test_a_lost_file_is_told_once_by_mail_and_until_it_is_found_on_readyz(dataset: Dataset) -> None:
    make_operator()
    assert alarms() == []
    first, *_ = lose(dataset)
    audited()
    run_everything_due()
    assert {copy.state for copy in FileCopy.objects.filter(name=first.name)} == {"lost"}
    assert [file.name for file in lost_files()] == [first.name]
    assert not no_file_is_lost()
    assert alarms() == ["files"]
    (letter,) = mail.outbox
    assert letter.to == ["oscar@example.org"]
    assert f"{dataset.suffix}/{first.name}" in letter.body
    assert "1 archived file" in letter.subject
    for _ in range(3):
        long_ago()
        audited()
        run_everything_due(ahead=timedelta(days=1))
    assert len(mail.outbox) == 1
    assert LifecycleEvent.objects.filter(type="file.lost").count() == 1
    assert kinds(first)[-1] == ("check", "changed-hash")


def test_what_is_damaged_stays_where_it_is_while_no_sound_copy_is_known(dataset: Dataset, archive: Path) -> None:
    copies = lose(dataset)
    before = [path_of(copy).read_bytes() for copy in copies]
    audited()
    run_everything_due()
    assert [path_of(copy).read_bytes() for copy in copies] == before
    assert list(archive.glob("*/.aside/*")) == []
    assert held() == []


def test_a_copy_that_is_brought_back_restores_the_others(dataset: Dataset) -> None:
    kept = path_of(copy_in("archive", dataset)).read_bytes()
    copies = lose(dataset)
    audited()
    run_everything_due()
    damage(path_of(copies[2]), kept)
    long_ago()
    audited()
    run_everything_due()
    assert all(is_sound(copy) for copy in copies)
    assert alarms() == []
    damage(path_of(copies[0]))
    lose(dataset, ".pdf-")
    long_ago()
    audited()
    run_everything_due()
    assert is_sound(copies[0])


def test_where_nobody_operates_the_site_its_own_address_is_told(dataset: Dataset) -> None:
    lose(dataset)
    audited()
    run_everything_due()
    assert [letter.to for letter in mail.outbox] == [[site.CONTACT_EMAIL]]


def test_many_files_lost_together_are_few_mails_that_name_each(dataset: Dataset) -> None:
    make_operator()
    names = set(FileCopy.objects.values_list("name", flat=True))
    for place in ("archive", "second", "third"):
        for path in folder(place, dataset).iterdir():
            path.unlink()
    audited()
    run_everything_due()
    (letter,) = mail.outbox
    assert {name for name in names if name in letter.body} == names
    assert LifecycleEvent.objects.filter(type="file.lost").count() == len(names)


def test_what_is_lost_minutes_later_is_told_in_the_next_mail(dataset: Dataset) -> None:
    first, *_ = lose(dataset, ".csv-")
    audited()
    run_everything_due()
    second, *_ = lose(dataset, ".pdf-")
    long_ago()
    audited()
    run_everything_due()
    assert len(mail.outbox) == 1
    FileCopy.objects.filter(told_at__isnull=False).update(told_at=timezone.now() - timedelta(hours=1))
    run_everything_due(ahead=timedelta(hours=1))
    assert len(mail.outbox) == 2
    assert second.name in mail.outbox[1].body
    assert first.name not in mail.outbox[1].body


def test_no_file_is_called_lost_while_a_place_does_not_answer(dataset: Dataset, archive: Path) -> None:
    copies = lose(dataset)
    sound = copies[2]
    damage(path_of(sound), path_of(sound).read_bytes())
    (archive / "third").rename(archive / "away")
    audited("archive", "second")
    run_everything_due()
    assert no_file_is_lost()
    assert {copy.state for copy in FileCopy.objects.filter(name=sound.name)} == {"faulty", "sound"}
    assert mail.outbox == []
