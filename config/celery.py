"""The Celery application: it carries delivery ids, keeps no results, and wakes the sweep every few seconds."""

import os
import sys
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_process_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.embedded.leash import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

SWEEP_SECONDS = 5.0
"""How often due deliveries without a live lease are woken."""

COLLECT_SECONDS = 6 * 3600.0
"""How often bytes that no draft needs any more are collected."""

UPLOADS_SECONDS = 900.0
"""How often resumable uploads that were left are taken in or let go of."""

EMBARGO_SECONDS = 600.0
"""How often it is asked whether an embargo has ended; a file opens by its date alone, also in between."""

SNAPSHOTS_SECONDS = 600.0
"""How often it is asked whether an evolving dataset is due; each moment of a schedule orders one layer."""

AUDIT_SECONDS = 30.0
"""How often the audit of the archive goes on, for about as long."""

FILL_IN_SECONDS = 3600.0
"""How often it is asked whether something sealed is in no list yet."""

JOBS_SECONDS = 5.0
"""How often the backend is asked about the jobs that it has."""

PRODUCTS_SECONDS = 60.0
"""How often systematic products look for files that no event told of, or that waited for a quota."""

CLEAN_UP_AT = crontab(hour=2, minute=40)
"""When idle drafts are warned about and removed, every night (UTC)."""

STALE_DOIS_AT = crontab(hour=3, minute=10)
"""When every DOI is compared with what was sent of it last, every night (UTC)."""

DIGESTS_SECONDS = 600.0
"""How often it is asked whether the hour of the mails of the day has come; each goes out once."""
REMIND_AT = crontab(hour=6, minute=20)
"""When advisers who did not answer are asked again, and authors who are silent reminded, every morning (UTC)."""

CENTRES_AT = crontab(hour=6, minute=20)
"""When data centres that did not answer are reminded, every morning (UTC)."""

SUM_UP_AT = crontab(minute=10)
"""When the readers of the hour before are added to their month."""

try:
    settings.INSTALLED_APPS  # noqa: B018  (reads the settings, so that a bad one ends here)
except ImproperlyConfigured as problem:
    sys.exit(str(problem))

app = Celery("varve")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=False,
    task_ignore_result=True,
    result_backend=None,
    task_serializer="json",
    accept_content=["json"],
    timezone="UTC",
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
    # A wake-up that cannot be sent is dropped at once: the sweep repeats it.
    task_publish_retry=False,
    # A message that nobody took within the hour was woken again by the sweep long ago.
    broker_transport_options={
        "visibility_timeout": 3600,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
        "max_retries": 1,
        # Asking a broker that is down costs a person nothing: no pause before the one retry.
        "interval_start": 0,
        "interval_step": 0,
    },
    beat_scheduler="celery.beat:Scheduler",
    beat_schedule={
        "sweep": {"task": "repository.sweep", "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}},
        "embargoes": {"task": "repository.end_embargoes", "schedule": EMBARGO_SECONDS},
        "snapshots": {"task": "repository.snapshot_due", "schedule": SNAPSHOTS_SECONDS},
        "uploads": {"task": "repository.sweep_uploads", "schedule": UPLOADS_SECONDS},
        "collect": {"task": "repository.collect_orphans", "schedule": COLLECT_SECONDS},
        "audit": {"task": "archive.audit", "schedule": AUDIT_SECONDS, "options": {"expires": AUDIT_SECONDS}},
        "fill_in": {"task": "archive.fill_in", "schedule": FILL_IN_SECONDS},
        "jobs": {"task": "compute.look_after", "schedule": JOBS_SECONDS, "options": {"expires": JOBS_SECONDS}},
        "products": {
            "task": "compute.take_files",
            "schedule": PRODUCTS_SECONDS,
            "options": {"expires": PRODUCTS_SECONDS},
        },
        "all_products": {"task": "compute.take_files", "schedule": CLEAN_UP_AT, "kwargs": {"is_whole": True}},
        "expire_jobs": {"task": "compute.expire", "schedule": CLEAN_UP_AT},
        "clean_up": {"task": "repository.clean_up", "schedule": CLEAN_UP_AT},
        "stale_dois": {"task": "repository.order_stale_dois", "schedule": STALE_DOIS_AT},
        "digests": {"task": "repository.order_digests", "schedule": DIGESTS_SECONDS},
        "remind": {"task": "moderation.remind", "schedule": REMIND_AT},
        "remind_authors": {"task": "moderation.remind_authors", "schedule": REMIND_AT},
        "centres": {"task": "moderation.remind_centres", "schedule": CENTRES_AT},
        "usage": {"task": "repository.sum_up_usage", "schedule": SUM_UP_AT},
    },
)
app.autodiscover_tasks()


@worker_process_init.connect
def put_on_leash(**kwargs: Any) -> None:
    """A pool process ends with its worker, also when that is killed."""
    die_with_parent(parent=os.getppid())
