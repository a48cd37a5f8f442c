"""The tables of a new database are made in few steps; a database that took the many steps before goes on unchanged."""

from collections import Counter
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from hypothesis import given
from hypothesis import strategies as st

from config.embedded.site import prepare_database
from config.embedded.supervisor import StartFailed
from config.history import applied_here, known_migrations, stopped_halfway
from repository.views import health_checks

OURS = ("repository", "moderation", "archive", "harvest")
LAST_OF_OLD = {
    "repository": "0032_advisers",
    "moderation": "0008_scope",
    "archive": "0004_room",
    "harvest": "0002_members_of_sets",
}


def _replacing() -> dict[tuple[str, str], list[tuple[str, str]]]:
    loader = MigrationLoader(None)
    return {key: list(migration.replaces) for key, migration in loader.disk_migrations.items() if migration.replaces}


FILES = _replacing()
OLD = [f"{app}.{name}" for replaced in FILES.values() for app, name in replaced]


def _forget(*names: tuple[str, str]) -> None:
    """Let the database say that it never took these steps."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM django_migrations WHERE app = %s AND name = %s", names)


def _everything_made() -> dict[str, list[Any]]:
    """What the schema is made of, by the numbers that PostgreSQL gives to each thing once."""
    with connection.cursor() as cursor:
        found = {}
        for catalogue in ("pg_class", "pg_constraint", "pg_trigger", "pg_attrdef", "pg_proc"):
            cursor.execute(f"SELECT oid, xmin FROM {catalogue} WHERE oid > 16384 ORDER BY oid")
            found[catalogue] = cursor.fetchall()
    return found


def test_every_step_of_the_old_history_is_named() -> None:
    assert Counter(name.partition(".")[0] for name in OLD) == {
        "repository": 32, "moderation": 8, "archive": 4, "harvest": 2,
    }  # fmt: skip
    assert {f"{app}.{name}" for app, name in LAST_OF_OLD.items()} <= set(OLD) <= known_migrations()
    assert len(OLD) == len(set(OLD))


@pytest.mark.django_db
def test_a_database_that_took_every_old_step_is_at_the_new_leaf_and_nothing_is_changed() -> None:
    _forget(*FILES)
    assert set(OLD) <= applied_here()
    assert not {f"{app}.{name}" for app, name in FILES} & applied_here()
    before = _everything_made()
    call_command("migrate", verbosity=0, skip_checks=False)
    assert {f"{app}.{name}" for app, name in FILES} <= applied_here()
    assert _everything_made() == before
    assert health_checks._migrations_are_applied()


@pytest.mark.django_db
@pytest.mark.parametrize("app", OURS)
def test_a_database_that_stopped_halfway_is_refused_and_not_touched(app: str) -> None:
    _forget(*FILES, (app, LAST_OF_OLD[app]))
    before, had = _everything_made(), applied_here()
    with pytest.raises(SystemCheckError, match=rf"stopped at {app}\."):
        call_command("migrate", verbosity=0, skip_checks=False)
    with pytest.raises(StartFailed, match="with the version that it belongs to"):
        prepare_database(lambda _said: None)
    assert not health_checks._migrations_are_applied()
    assert (_everything_made(), applied_here()) == (before, had)


@given(st.sets(st.sampled_from(OLD)))
def test_all_steps_of_a_file_or_none_are_gone_on_from_and_any_others_are_not(had: set[str]) -> None:
    counts = [(sum(f"{app}.{name}" in had for app, name in replaced), len(replaced)) for replaced in FILES.values()]
    assert bool(stopped_halfway(had)) == any(0 < some < whole for some, whole in counts)
