"""Work in a forked process that may kill itself, with the clock stopped and mails in a folder."""

import datetime
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from tests.faults.frozen import close_gaps, freeze
from tests.faults.points import Points


@dataclass(frozen=True)
class Ending:
    """How the process ended, and the points it passed where it was not killed."""

    killed: bool
    points: int


def apart(work: Callable[[], object], *, root: Path, moment: datetime.datetime, seed: int, die_at: int = 0) -> Ending:
    """Do ``work`` in a process of its own; it dies at point ``die_at``. Fails where the work fails."""
    connections.close_all()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _be_the_process(work, Points(die_at), writing, root=root, moment=moment, seed=seed)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _, status = os.waitpid(pid, 0)
    ended = os.waitstatus_to_exitcode(status)
    assert ended in (0, -signal.SIGKILL), f"the process ended with {ended}"
    return Ending(killed=ended != 0, points=int(said or 0))


def _be_the_process(
    work: Callable[[], object], points: Points, told: int, *, root: Path, moment: datetime.datetime, seed: int
) -> None:
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = str(root / "mails")
        _lose_every_message()
        freeze(moment, seed=seed)
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")  # the server is not killed here
        close_gaps()
        write = os.write
        points.install()
        points.watching = True
        work()
        points.reach()
        points.watching = False
        write(told, str(points.passed).encode())
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(70)


def warm_up() -> None:
    """Load what every one of the processes would else load anew: addresses, words, the templates of mails."""
    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils import translation

    reverse("account_login")
    for language in ("en", "fr"):
        with translation.override(language):
            translation.gettext("Title")
    for folder in ("repository", "moderation"):
        for path in sorted((settings.BASE_DIR / "templates" / folder / "mail").glob("*.txt")):
            get_template(f"{folder}/mail/{path.name}")


def _lose_every_message() -> None:
    """The broker may lose what it likes: here it gets nothing, and rows are worked on in the order of their numbers."""
    from config.celery import app

    vars(app)["send_task"] = lambda *args, **kwargs: None
