"""What Celery calls: one service each."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from archive.services.settling import settle_archive


@shared_task(name="archive.settle", ignore_result=True, acks_late=False)
def settle() -> None:
    """Finish or move aside what a stop left unfinished."""
    settle_archive()


@worker_ready.connect
def settle_at_start(**kwargs: Any) -> None:
    """Every start of a worker looks after the archive once."""
    settle.delay()
