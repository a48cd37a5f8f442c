"""Telling the workers that something is due. The broker may lose or repeat a wake-up; the rows are the truth."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

DELIVER_TASK = "repository.deliver"


def wake(*, delivery_id: int) -> None:
    """Ask any worker to look at one delivery. A broker that is down is logged: the sweep finds the row later."""
    try:
        current_app.send_task(DELIVER_TASK, args=[delivery_id], ignore_result=True, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("wake.failed delivery=%d error=%s", delivery_id, error)
