"""Going back to a backup: everything is checked first, then replaced; numbers go on above everything known."""

import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from config.backup import postgres
from config.backup.container import DUMP, SECRET, Backup, BackupError, extract, flush_folder, read_whole
from config.history import known_migrations, stopped_halfway
from config.numbers import highest_numbers
from moderation.services.queue import index_words
from repository.errors import RepositoryError
from repository.models import Dataset, LifecycleEvent, Person
from repository.services.following import begin_another_life
from repository.services.identifiers import highest_number_in_rows, raise_number_sequence
from repository.services.letters import index_letters
from repository.uploads.disk import DiskStore
from repository.uploads.store import draft_store


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; ``unasked`` says why the registrar's numbers are not known, where they are not."""

    made: str
    drafts: int
    next_number: int
    faults: tuple[str, ...]
    secret: str
    unasked: str


def restore_backup(source: Path, *, force: bool) -> Restored:
    """Put database and drafts back. The site must be stopped. Raises BackupError before anything is changed.

    May be repeated with ``force`` after it was cut: the files of drafts follow the database.
    """
    backup = read_whole(source)
    _check(backup, source, force=force)
    store = draft_store()
    names = [name for name in backup.members if name.startswith("drafts/")]
    if names and not isinstance(store, DiskStore):
        raise BackupError(f"{source} holds files of drafts: give STORAGE_URL the folder that they shall lie in.")
    root = store.root if isinstance(store, DiskStore) else Path(settings.VARVE_HOME)
    aside = root / f"restoring.{uuid.uuid4().hex}"
    aside.mkdir(mode=0o700, parents=True)
    try:
        places = {name: aside / str(int(name.removeprefix("drafts/"))) for name in names}
        extract(source, {**places, DUMP: aside / DUMP, SECRET: aside / SECRET})
        connection.close()
        postgres.restore(aside / DUMP)
        if isinstance(store, DiskStore):
            _place_drafts(store, places.values())
        secret = _place_secret(aside / SECRET, source)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    call_command("migrate", interactive=False, verbosity=0)
    index_letters()
    index_words()
    begin_another_life()
    highest = max(store.numbers(), default=0) if isinstance(store, DiskStore) else 0
    coming, unasked = _raise_numbers(highest)
    faults = tuple(backup.manifest["faults"])
    return Restored(backup.manifest["made"], len(names), coming, faults, secret, unasked)


def _place_drafts(store: DiskStore, places: Iterable[Path]) -> None:
    store.drafts.mkdir(parents=True, exist_ok=True)
    for place in places:
        place.rename(store.drafts / place.name)
    flush_folder(store.drafts)


def _check(backup: Backup, source: Path, *, force: bool) -> None:
    if unknown := set(backup.manifest["migrations"]) - known_migrations():
        raise BackupError(f"{source} was made by another version of Varve ({min(unknown)}): update the software first.")
    if problem := stopped_halfway(backup.manifest["migrations"]):
        raise BackupError(f"{source}: {problem}")
    if (made := int(backup.manifest["postgresql"])) > (here := postgres.server_major()):
        raise BackupError(f"{source} was made with PostgreSQL {made}, but the server here is {here}: update it first.")
    if not force and _is_in_use():
        raise BackupError("The database is not empty: --force replaces everything in it.")
    if postgres.others_connected():
        raise BackupError("The database is in use: stop the site first (web server, workers and scheduler).")


def _is_in_use() -> bool:
    tables = set(connection.introspection.table_names())
    kept = [model for model in (Person, Dataset, LifecycleEvent) if model._meta.db_table in tables]
    return any(model.objects.exists() for model in kept)


def _place_secret(restored: Path, source: Path) -> str:
    """What became of the secret key, in words; it is never shown."""
    if not restored.exists():
        return ""
    kept = Path(settings.VARVE_HOME) / "secret_key"
    if not kept.exists():
        return f"The backup holds the secret key: `tar -xOf {source} {SECRET}` gives it, for SECRET_KEY."
    aside = kept.with_name(f"{kept.name}.{uuid.uuid4().hex}")
    shutil.copyfile(restored, aside)
    aside.chmod(0o600)
    aside.rename(kept)
    return "The secret key was restored."


def _raise_numbers(drafts: int) -> tuple[int, str]:
    try:
        return raise_number_sequence(above=max(drafts, *highest_numbers().values())), ""
    except RepositoryError as problem:
        return raise_number_sequence(above=max(drafts, highest_number_in_rows())), problem.sentence or problem.code
