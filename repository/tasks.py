"""What Celery calls: strings to ids, one service each."""

from celery import shared_task

from repository.notifications.digests import order_digests
from repository.services.access_answers import end_lapsed
from repository.services.collection import collect_orphans
from repository.services.deliveries import run_delivery, wake_due
from repository.services.doi_updates import order_stale
from repository.services.due_snapshots import order_due_snapshots
from repository.services.embargoes import end_embargoes
from repository.services.idle import clear_idle_drafts
from repository.services.invitations import forget_invitations
from repository.services.registries import forget_expired
from repository.services.tus_joining import sweep_uploads
from repository.services.usage import sum_up_usage
from repository.services.watches import forget_unconfirmed_watches


@shared_task(name="repository.deliver", ignore_result=True, acks_late=False)
def deliver(delivery_id: int) -> None:
    """Work on one delivery, if it is still due."""
    run_delivery(delivery_id=int(delivery_id))


@shared_task(name="repository.sweep", ignore_result=True, acks_late=False)
def sweep() -> None:
    """Wake what is due: lost wake-ups, ended leases, delays that have passed."""
    wake_due()


@shared_task(name="repository.collect_orphans", ignore_result=True, acks_late=False)
def collect() -> None:
    """Remove what uploads and drafts left behind."""
    collect_orphans()
    forget_expired()


@shared_task(name="repository.end_embargoes", ignore_result=True, acks_late=False)
def end_embargoes_due() -> None:
    """Open what opens today."""
    end_embargoes()


@shared_task(name="repository.snapshot_due", ignore_result=True, acks_late=False)
def order_layers_due() -> None:
    """Every few minutes: layers of the evolving datasets whose moment has come."""
    order_due_snapshots()


@shared_task(name="repository.clean_up", ignore_result=True, acks_late=False)
def clean_up() -> None:
    """Every night: warn about idle drafts, remove those whose day has come; forget what nobody took or confirmed;
    tell whose time with closed files is over."""
    clear_idle_drafts()
    forget_invitations()
    forget_unconfirmed_watches()
    end_lapsed()


@shared_task(name="repository.sum_up_usage", ignore_result=True, acks_late=False)
def sum_up_readers() -> None:
    """Every hour: how often datasets were read and taken."""
    sum_up_usage()


@shared_task(name="repository.sweep_uploads", ignore_result=True, acks_late=False)
def sweep_uploads_left() -> None:
    """Take in what came whole and was left; let go of uploads that expired."""
    sweep_uploads()


@shared_task(name="repository.order_digests", ignore_result=True, acks_late=False)
def order_mails_of_the_day() -> None:
    """Every few minutes: the mails of the day whose hour has come."""
    order_digests()


@shared_task(name="repository.order_stale_dois", ignore_result=True, acks_late=False)
def order_stale_dois() -> None:
    """Every night: what the registrar does not hold as it is now is sent again."""
    order_stale()
