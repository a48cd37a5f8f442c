"""A real Celery worker that dies at the k-th commit or file operation inside one of some consumers.

The product has no hook for it. It is a fork of the test's process, with its settings: a start of Django would cost more
than the work. Where no consumer is named it is an ordinary worker. Mails go to a folder.
"""

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

FILE_OPERATIONS = ("fsync", "rename", "replace", "link", "mkdir", "unlink")


class Countdown:
    """Counts the points passed inside each consumer and ends the process at the last of one, which ``told`` names."""

    def __init__(self, left: Mapping[str, int], told: Path) -> None:
        self.left = dict(left)
        self.told = told
        self.inside = ""

    def point(self) -> None:
        """One commit or file operation."""
        if self.inside not in self.left:
            return
        self.left[self.inside] -= 1
        if self.left[self.inside] == 0:
            self.told.write_text(self.inside)
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, with a point before and, where it ends, after it."""

        def call(*args: Any, **kwargs: Any) -> Any:
            self.point()
            answer = real(*args, **kwargs)
            self.point()
            return answer

        return call

    def install(self) -> None:
        """Watch files, commits, and which delivery is being worked on."""
        from django.db.backends.base.base import BaseDatabaseWrapper

        from repository.services import deliveries

        for name in FILE_OPERATIONS:
            setattr(os, name, self.before(getattr(os, name)))
        BaseDatabaseWrapper._commit = self.before(BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]
        claim_delivery = deliveries.claim_delivery

        def claim(*, delivery_id: int) -> Any:
            self.inside = ""
            found = claim_delivery(delivery_id=delivery_id)
            self.inside = found.consumer if found is not None else ""
            return found

        deliveries.claim_delivery = claim


def main(kills: Mapping[str, int], mails: Path, told: Path) -> None:
    """Be a worker until killed."""
    from django.conf import settings

    os.environ["CELERY_SKIP_CHECKS"] = "1"
    settings.DELIVERY_LEASE_SECONDS = 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(mails)
    if kills:
        Countdown(kills, told).install()
    from config.celery import app

    app._after_fork()  # type: ignore[attr-defined]
    app.worker_main(
        ["worker", "--pool=solo", "--loglevel=ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    )
