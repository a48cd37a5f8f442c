"""Which migrations a database has, also by the names of those that a later file replaced.

A file that replaces others needs all of them or none. Django leaves it out silently where a database has some.
"""

from collections.abc import Collection
from typing import Final

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

STOPPED: Final = (
    "The database stopped at {last}, within steps of an earlier version that this version takes as one: bring it up to "
    "date with the version that it belongs to (`manage.py migrate`), then start this one."
)


def applied_here() -> set[str]:
    """The migrations that Django's database has, as ``app.name``; none where it is empty."""
    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


def known_migrations() -> set[str]:
    """Those that this version has, and those that it has replaced."""
    return {name for own, replaced in _files().items() for name in (own, *replaced)}


def stopped_halfway(applied: Collection[str]) -> str:
    """Why these migrations cannot be gone on from, in one sentence; nothing where they can."""
    for replaced in _files().values():
        have = [name for name in replaced if name in applied]
        if have and len(have) < len(replaced):
            return STOPPED.format(last=have[-1])
    return ""


def _files() -> dict[str, list[str]]:
    """Each migration that lies on the disk, with those that it replaces in their order."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return {
        f"{app}.{name}": [f"{replaced_app}.{replaced}" for replaced_app, replaced in migration.replaces]
        for (app, name), migration in loader.disk_migrations.items()
    }
