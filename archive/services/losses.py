"""The alarm where no sound copy of a file is left: one mail to the operators for each file, many files in one."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from archive.models import CopyState, FileCopy
from archive.queries.copies import lost_files
from repository.errors import TransientFailure
from repository.notifications.mail import Letter, send_letters
from repository.queries.grants import operators
from repository.services.deliveries import Claim

MOST_NAMED: Final = 50
APART: Final = timedelta(minutes=15)
"""Where a whole place is gone, files are found lost one by one: they are told together, at most every so often."""


def tell_lost(*, claim: Claim) -> None:
    """Consumer of ``file.lost``: mail about every file that the operators were not told of, or to the site's address.

    Raises TransientFailure ``told-lately`` where a mail has just been sent: what is lost meanwhile is in the next.
    """
    files = list(_untold())
    if files:
        _wait_for_more()
        named = files[:MOST_NAMED]
        context = {"files": named, "total": len(files), "more": len(files) - len(named)}
        readers = [(person.email, person.language or "en") for person in operators() if person.is_active]
        for group in (readers, [(settings.CONTACT_EMAIL, "en")]):
            if send_letters([Letter(*reader, "archive/mail/files_lost.txt", context) for reader in group], claim):
                break
        else:
            raise TransientFailure("mail was not taken: every address was refused", code="mail-failed")
    with claim.complete():
        FileCopy.objects.filter(pk__in=[file.pk for file in files]).update(told_at=timezone.now())


def _untold() -> QuerySet[FileCopy]:
    told = FileCopy.objects.filter(
        dataset=OuterRef("dataset"), name=OuterRef("name"), state=CopyState.LOST, told_at__isnull=False
    )
    return lost_files().filter(~Exists(told))


def _wait_for_more() -> None:
    now = timezone.now()
    if FileCopy.objects.filter(state=CopyState.LOST, told_at__range=(now - APART, now)).exists():
        text = "The operators were told of lost files minutes ago: what came since is told together."
        raise TransientFailure(text, code="told-lately", retry_after_s=APART.total_seconds())
