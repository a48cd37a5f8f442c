"""A backup that is not what was written is refused before anything is changed."""

import io
import json
import tarfile
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from config.backup.container import BackupError, read_whole, written_aside
from config.backup.making import LOCK, make_backup
from repository.models import DataFile, Dataset, DraftFile, Person
from repository.services.deposits import create_deposit
from repository.uploads.disk import disk_store
from tests.config.backup.conftest import Stocked, told
from tests.factories import make_draft

FACTS = {"made": "2026-03-05T12:00:00+00:00", "postgresql": 15, "migrations": [], "faults": []}


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A small backup file, with no database behind it."""
    path = tmp_path / "sound"
    with written_aside(path) as writer:
        writer.add("database.dump", io.BytesIO(b"dump" * 300), size=1200)
        writer.add("drafts/7", io.BytesIO(b"seven"), size=5)
        writer.close(FACTS)
    return path


def test_a_sound_file_is_read(sound: Path) -> None:
    assert read_whole(sound).members["drafts/7"]["size"] == 5


def test_every_changed_byte_of_content_is_found(sound: Path) -> None:
    whole = sound.read_bytes()
    with tarfile.open(sound) as tar:
        places = [member.offset_data + at for member in tar for at in (0, member.size // 2, member.size - 1)]
    for place in places:
        sound.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BackupError):
            read_whole(sound)


def test_a_file_that_was_cut_anywhere_is_refused(sound: Path) -> None:
    whole = sound.read_bytes()
    with tarfile.open(sound) as tar:
        end = tar.getmembers()[-1].offset_data
    for length in range(0, end, 211):
        sound.write_bytes(whole[:length])
        with pytest.raises(BackupError):
            read_whole(sound)


def test_a_damaged_backup_is_refused_and_nothing_is_changed(stocked: Stocked) -> None:
    told("backup", stocked.file)
    content = bytearray(stocked.file.read_bytes())
    content[2000] ^= 255
    stocked.file.write_bytes(content)
    before = stocked.answers()
    with pytest.raises(CommandError, match="is damaged") as refused:
        told("restore", stocked.file, force=True)
    assert refused.value.returncode == 1
    assert stocked.answers() == before


def test_what_is_no_file_is_a_wrong_call(stocked: Stocked) -> None:
    for command, name in (("restore", "nothing"), ("backup", "nowhere/file")):
        with pytest.raises(CommandError) as refused:
            told(command, stocked.folder / name)
        assert refused.value.returncode == 2


def test_a_draft_that_lost_its_bytes_is_named_and_the_rest_is_kept(stocked: Stocked) -> None:
    first, second = DataFile.objects.exclude(draft_path="").order_by("number")[:2]
    disk_store().path_of(first.draft_path).unlink()
    disk_store().path_of(second.draft_path).write_bytes(b"other bytes")
    with pytest.raises(CommandError, match="drafts are not"):
        told("backup", stocked.file)
    faults = read_whole(stocked.file).manifest["faults"]
    assert len(faults) == 2
    assert f"{first.draft_path} is missing" in faults
    assert sorted(path.name for path in disk_store().root.iterdir() if path.name.startswith("backup.")) == []


def test_a_backup_during_writes_holds_every_file_that_its_database_names(stocked: Stocked) -> None:
    stop, author = threading.Event(), stocked.author

    def write() -> None:
        while not stop.is_set():
            dataset = make_draft(author)
            DraftFile.objects.filter(dataset=dataset).delete()
            for file in DataFile.objects.filter(dataset=dataset):
                path = disk_store().path_of(file.draft_path)
                file.delete()
                path.unlink()
            make_draft(author)
        connection.close()

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for _ in range(3):
            assert make_backup(stocked.file, with_secret=False).faults == ()
    finally:
        stop.set()
        writing.join()
    stocked.lose_everything()
    told("restore", stocked.file)
    for file in DataFile.objects.exclude(draft_path=""):
        assert disk_store().path_of(file.draft_path).stat().st_size == file.size
    create_deposit(actor=Person.objects.get(pk=author.pk))
    assert Dataset.objects.count() > 4


def test_two_backups_at_once_are_refused_in_words(stocked: Stocked) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            with pytest.raises(CommandError, match="Another backup"):
                told("backup", stocked.file)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    finally:
        other.close()
    assert not stocked.file.exists()
    assert json.loads(told("backup", stocked.file, json=True))["faults"] == []
