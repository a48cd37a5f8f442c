"""A backup of a version that took more steps to its tables is restored, unless it stopped within them."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.history import applied_here
from tests.config.backup.conftest import Stocked, told

OLD = "archive.0004_room"
NEW = {"repository.0001_people", "repository.0002_tables"}
NEW |= {f"{app}.0001_tables" for app in ("moderation", "archive", "harvest")}


@pytest.fixture
def remembered() -> Iterator[None]:
    """What the tests after find is as it was."""
    yield
    for name in {*NEW, OLD} - applied_here():
        MigrationRecorder(connection).record_applied(*name.split("."))


def _forget(*names: str) -> None:
    """Let the database say that it never took these steps."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app || '.' || name = ANY(%s)", [list(names)])


def test_a_backup_of_the_time_of_many_steps_is_restored_and_everything_answers_as_before(stocked: Stocked) -> None:
    _forget(*NEW)
    before = stocked.answers()
    told("backup", stocked.file)
    stocked.lose_everything()
    told("restore", stocked.file)
    assert applied_here() >= NEW
    assert stocked.answers() == before


def test_a_backup_that_stopped_within_them_is_refused_before_anything_is_changed(
    stocked: Stocked, remembered: None
) -> None:
    _forget(*NEW, OLD)
    told("backup", stocked.file)
    before, had = stocked.answers(), applied_here()
    with pytest.raises(CommandError, match=r"stopped at archive\.0003_audit"):
        told("restore", stocked.file, force=True)
    assert (stocked.answers(), applied_here()) == (before, had)
