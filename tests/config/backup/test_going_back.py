"""A backup of a site in use is restored after everything was lost, and everybody finds what they had."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection

from repository.models import Dataset, Person
from repository.queries.catalogue_index import index_root
from repository.services.identifiers import MARGIN, draw_number, highest_number_in_rows
from repository.uploads.disk import disk_store
from tests.catalogue import make_entries, titles
from tests.config.backup.conftest import Stocked, told
from tests.driver import run_everything_due
from tests.factories import accept, make_person
from tests.services.connections import let_others_go


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.whole_way
def test_after_the_loss_of_database_and_drafts_everything_answers_as_before(stocked: Stocked) -> None:
    before, drafts = stocked.answers(), files_of(disk_store().drafts)
    told("backup", stocked.file)
    stocked.lose_everything()
    words = told("restore", stocked.file)
    assert stocked.answers() == before
    assert files_of(disk_store().drafts) == drafts
    assert drafts
    assert "Next: start the site" in words


def test_an_index_of_the_lost_time_is_not_believed_after_a_restore(stocked: Stocked) -> None:
    told("backup", stocked.file)
    make_entries(1, title="Of the lost time")
    assert titles(q="lost time") == ["Of the lost time"]
    before = index_root()
    stocked.lose_everything()
    told("restore", stocked.file)
    make_entries(1, title="Made since")
    assert index_root() != before
    assert titles(q="lost time") == []
    assert titles(q="made since") == ["Made since"]
    assert (before / "writer.lock").exists(), "the index of before is for the operator to remove"


def test_what_was_submitted_goes_on_to_the_public_after_a_restore(stocked: Stocked) -> None:
    run_everything_due()
    told("backup", stocked.file)
    stocked.lose_everything()
    told("restore", stocked.file)
    accept(stocked.submitted, Person.objects.get(email="mona@example.org"))
    run_everything_due()
    stocked.submitted.refresh_from_db()
    assert stocked.submitted.standing == "public"


def test_no_number_of_the_lost_time_is_given_again(stocked: Stocked) -> None:
    told("backup", stocked.file)
    lost = [draw_number() for _ in range(20)]
    stocked.lose_everything()
    answer = json.loads(told("restore", stocked.file, json=True))
    assert draw_number() == answer["next_number"] > max(lost)
    assert answer["next_number"] > highest_number_in_rows() + MARGIN


def test_a_database_in_which_there_is_something_is_not_replaced_without_force(stocked: Stocked) -> None:
    told("backup", stocked.file)
    make_person("later")
    with pytest.raises(CommandError, match="not empty") as refused:
        told("restore", stocked.file)
    assert refused.value.returncode == 1
    assert Person.objects.filter(email="later@example.org").exists()
    told("restore", stocked.file, force=True)
    assert not Person.objects.filter(email="later@example.org").exists()
    assert Dataset.objects.count() == 4


def test_a_restore_that_fails_in_the_database_changes_nothing(
    stocked: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("backup", stocked.file)
    make_person("later")
    before = files_of(disk_store().drafts)
    empty_then_fail = "DROP SCHEMA public CASCADE; CREATE SCHEMA public; SELECT 1/0;"
    monkeypatch.setattr("config.backup.postgres._EMPTY_FIRST", empty_then_fail)
    with pytest.raises(CommandError, match="is as it was"):
        told("restore", stocked.file, force=True)
    assert Person.objects.filter(email="later@example.org").exists()
    assert files_of(disk_store().drafts) == before
    assert [path.name for path in disk_store().root.glob("restoring.*")] == []


def test_a_site_that_still_runs_is_not_replaced_under_its_feet(stocked: Stocked) -> None:
    told("backup", stocked.file)
    stocked.lose_everything()
    other = connection.copy()
    try:
        other.ensure_connection()
        with pytest.raises(CommandError, match="stop the site first"):
            told("restore", stocked.file)
    finally:
        other.close()
        let_others_go()
        told("restore", stocked.file)


def test_the_secret_key_is_kept_only_where_asked_and_never_shown(
    stocked: Stocked, settings: Any, tmp_path: Path
) -> None:
    settings.VARVE_HOME = tmp_path
    (tmp_path / "secret_key").write_text("another key of a site that was made anew")
    with_key = stocked.folder / "with-key"
    words = told("backup", stocked.file) + told("backup", with_key, with_secret=True)
    assert settings.SECRET_KEY.encode() not in stocked.file.read_bytes()
    words += told("restore", with_key, force=True)
    assert (tmp_path / "secret_key").read_text() == settings.SECRET_KEY
    assert settings.SECRET_KEY not in words
    assert with_key.stat().st_mode & 0o077 == 0
