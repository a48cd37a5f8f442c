"""What Celery calls: one service each."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from archive.services.inventory import fill_in
from archive.services.rounds import run_audit
from archive.services.settling import settle_archive


@shared_task(name="archive.settle", ignore_result=True, acks_late=False)
def settle() -> None:
    """Finish or move aside what a stop left unfinished."""
    settle_archive()


@shared_task(name="archive.audit", ignore_result=True, acks_late=False)
def audit() -> None:
    """Read back what is due, for half a minute or until the file that is being read ends."""
    run_audit()


@shared_task(name="archive.fill_in", ignore_result=True, acks_late=False)
def fill_in_list() -> None:
    """List what was sealed before there was a list."""
    fill_in()


@worker_ready.connect
def settle_at_start(**kwargs: Any) -> None:
    """Every start of a worker looks after the archive once, and after the list of its files."""
    settle.delay()
    fill_in_list.delay()
