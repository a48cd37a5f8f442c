"""The web server, the worker and the scheduler as children: the same programs that a production server runs."""

import sys
from pathlib import Path
from signal import SIGQUIT, SIGTERM

from config.embedded.child import Program

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
WEB_THREADS = 8
UNCHECKED = {"CELERY_SKIP_CHECKS": "1"}
"""`serve` has checked the settings; Celery would check every address and template too, and import all pages for it."""
WORKER_PROCESSES = 2


def web(port: int) -> Program:
    """granian with one process, on this machine's own address only."""
    options = {
        "--interface": "wsgi",
        "--host": "127.0.0.1",
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": str(WEB_THREADS),
        "--blocking-threads-idle-timeout": "600",
        "--workers-kill-timeout": "3s",
    }
    flags = [part for option in options.items() for part in option]
    return Program(
        name="web",
        command=(sys.executable, "-m", "granian", *flags, "--no-ws", "config.wsgi:application"),
        grace_s=4.0,
    )


def worker() -> Program:
    """A Celery worker: TERM lets a task end, QUIT does not wait for it (its delivery is taken up again later)."""
    return Program(
        name="worker",
        command=(*_celery("worker"), "--concurrency", str(WORKER_PROCESSES), "--without-gossip", "--without-mingle"),
        env=UNCHECKED,
        stop_signals=(SIGTERM, SIGQUIT),
        grace_s=4.0,
    )


def scheduler() -> Program:
    """Celery beat, which keeps no state: it wakes the sweep, and the sweep looks into the database."""
    return Program(name="scheduler", command=(*_celery("beat"), "--pidfile="), env=UNCHECKED, grace_s=2.0)


def follower() -> Program:
    """The one writer of this machine's index of the catalogue."""
    return Program(name="follower", command=(sys.executable, str(MANAGE), "catalogue_follow"), grace_s=2.0)


def _celery(part: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "celery", "-A", "config", "--quiet", part, "--loglevel", "INFO")
