"""What readers write to authors and moderators: taken in, limited, and on its way as an event."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.errors import WrongState
from repository.lifecycle import Standing
from repository.models import Dataset, LifecycleEvent, MessageKind, ReaderMessage
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

MOST_A_DAY: Final = 20
"""Messages of one kind about one dataset in a day: a mailbox is no target."""

EVENTS: Final = {MessageKind.AUTHORS: "authors.written_to", MessageKind.PROBLEM: "problem.reported"}


@transaction.atomic
def write_message(*, dataset: Dataset, kind: MessageKind, name: str, reply_to: str, text: str) -> ReaderMessage:
    """Take a reader's message in. Raises ``WrongState``: not public, or enough was written about it today."""
    locked = lock_dataset(dataset_key=dataset.key)
    if locked.standing != Standing.PUBLIC:
        raise WrongState(_("This dataset is not public."))
    since = timezone.now() - timedelta(days=1)
    written = LifecycleEvent.objects.filter(dataset=locked, type=EVENTS[kind], at__gt=since).count()
    if written >= MOST_A_DAY:
        raise WrongState(_("Many messages about this dataset were sent today. Try again tomorrow."), code="too-many")
    message = ReaderMessage.objects.create(dataset=locked, kind=kind, name=name, reply_to=reply_to, text=text)
    record_event(EVENTS[kind], subject=locked, payload={"message": message.pk}, lane=f"messages:{locked.pk}")
    return message
