"""The drill: what readers get of this site, and of one made from a replica alone in a second database."""

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from config.resurrection.answers import Answer, answers, last_datestamp
from config.resurrection.comparing import Comparison, compare


class DrillFailed(Exception):
    """A step of the drill came to no end; the text is one line for whoever gave the command."""


@dataclass(frozen=True, slots=True)
class Drilled:
    """What the drill found: ``rebuilt`` are the sentences of ``archive_rebuild``."""

    rebuilt: tuple[str, ...]
    comparison: Comparison


def drill(*, source: str, into: Path, every: int) -> Drilled:
    """Rebuild from ``source`` into a database and an archive of their own, compare, and remove both.

    ``into``: an empty folder with room for every package, or none yet. ``every``: as `answers.answers`. The site may
    run, but what is published meanwhile differs. Raises DrillFailed.
    """
    if into.exists() and any(into.iterdir()):
        raise DrillFailed(f"{into} is not empty.")
    until = last_datestamp()
    before = list(answers(until=until, every=every))
    into.mkdir(parents=True, exist_ok=True)
    try:
        with _second_database() as address:
            surroundings = _surroundings(address, into)
            _manage(["migrate", "--verbosity", "0"], surroundings)
            rebuilt = _manage(["archive_rebuild", "--from", source], surroundings, also=1)
            _manage(["catalogue_follow", "--once"], surroundings)
            comparison = compare(before, _answers_there(until, every, surroundings))
    finally:
        shutil.rmtree(into, ignore_errors=True)
    return Drilled(tuple(rebuilt.splitlines()), comparison)


@contextmanager
def _second_database() -> Iterator[str]:
    """The address of a new database beside this site's; gone afterwards."""
    name = f"{connection.settings_dict['NAME']}_drill_{uuid.uuid4().hex[:8]}"
    here = urlsplit(os.environ.get("DATABASE_URL") or settings.PLACES.database_url)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield here._replace(path=f"/{name}").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _surroundings(address: str, into: Path) -> dict[str, str]:
    """The environment of the rebuilt site: the same settings, but for where it keeps things and whom it wakes."""
    replicas = {f"ARCHIVE_REPLICA_{name.upper()}_URL": url for name, url in settings.ARCHIVE_REPLICAS.items()}
    return {
        **os.environ,
        **replicas,
        "ARCHIVE_REPLICAS": ",".join(settings.ARCHIVE_REPLICAS),
        "DATABASE_URL": address,
        "ARCHIVE_URL": (into / "archive").absolute().as_uri(),
        "CATALOGUE_INDEX": str((into / "catalogue").absolute()),
        "STORAGE_URL": (into / "storage").absolute().as_uri(),
        "CELERY_BROKER_URL": f"redis+socket://{into.absolute()}/nobody.sock",
    }


def _manage(command: list[str], surroundings: Mapping[str, str], *, also: int = 0) -> str:
    """What a management command printed; ``also``: a status beside 0 that is no failure."""
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env=dict(surroundings),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, also}:
        last = (done.stderr or done.stdout).strip().splitlines()
        raise DrillFailed(f"{command[0]} failed: {last[-1] if last else done.returncode}")
    return done.stdout


def _answers_there(until: datetime, every: int, surroundings: Mapping[str, str]) -> Iterator[Answer]:
    command = [sys.executable, "-m", "config.resurrection", "--until", until.isoformat(), "--every", str(every)]
    with subprocess.Popen(
        command, env=dict(surroundings), cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            yield Answer(**json.loads(line))
    if process.returncode:
        raise DrillFailed("The rebuilt site did not answer to the end: its error is above.")
