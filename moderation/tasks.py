"""What Celery calls of the moderators' room: one service each."""

from celery import shared_task

from moderation.services.advice_ends import remind_advisers
from moderation.services.handover_reminders import remind_centres
from moderation.services.reminders import remind_authors


@shared_task(name="moderation.remind_centres", ignore_result=True, acks_late=False)
def remind_centres_due() -> None:
    """Every morning: data centres that did not answer are reminded."""
    remind_centres()


@shared_task(name="moderation.remind", ignore_result=True, acks_late=False)
def remind() -> None:
    """Every morning: ask advisers again who did not answer; let go of requests whose last day has passed."""
    remind_advisers()


@shared_task(name="moderation.remind_authors", ignore_result=True, acks_late=False)
def remind_silent_authors() -> None:
    """Every morning: remind authors who were asked for changes and are silent."""
    remind_authors()
