"""What Celery calls: one service each."""

from celery import shared_task

from compute.services.ending import expire_jobs
from compute.services.granules import take_late_files
from compute.services.watching import look_after_jobs


@shared_task(name="compute.look_after", ignore_result=True, acks_late=False)
def look_after() -> None:
    """Every few seconds: ask the backend about what it has."""
    look_after_jobs()


@shared_task(name="compute.expire", ignore_result=True, acks_late=False)
def expire() -> None:
    """Every night: outputs whose days are over."""
    expire_jobs()


@shared_task(name="compute.take_files", ignore_result=True, acks_late=False)
def take_files(*, is_whole: bool = False) -> None:
    """Every minute: what systematic products have to take still; every night through all layers."""
    take_late_files(is_whole=is_whole)
