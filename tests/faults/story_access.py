"""What readers and authors do about closed files in the drill, while the embargo lasts."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from repository.models import AccessRequest
from repository.services.access_answers import end_lapsed, grant_files, refuse_files, revoke_files
from repository.services.access_requests import ask_for_files, ask_for_files_by_mail, confirm_request
from repository.services.embargoes import shorten_embargo
from tests.faults.cast import first as _first
from tests.faults.cast import who as _who


def ask() -> None:
    """Somebody with an account."""
    ask_for_files(dataset=_first(), actor=_who("oscar"), name="Oscar", purpose="To look at a station.")


def ask_by_mail() -> None:
    """And somebody without."""
    ask_for_files_by_mail(dataset=_first(), email="kim@example.net", name="Kim", purpose="A thesis.", language="fr")


def confirm() -> None:
    """Who takes the link of the mail."""
    confirm_request(request=AccessRequest.objects.get(email="kim@example.net"))


def refuse() -> None:
    """One is told no."""
    refuse_files(actor=_who("alice"), key=AccessRequest.objects.get(email="").key, answer="Wait for the paper.")


def grant() -> None:
    """The other gets them for today."""
    request = AccessRequest.objects.get(email="kim@example.net")
    grant_files(actor=_who("alice"), key=request.key, last_day=timezone.now().date())


def revoke() -> None:
    """And has them no more."""
    revoke_files(actor=_who("alice"), key=AccessRequest.objects.get(email="kim@example.net").key)
    end_lapsed()


def open_earlier() -> None:
    """The author opens the files a day earlier than was said."""
    until = _first().embargo_until
    assert until is not None
    shorten_embargo(dataset_key=_first().key, actor=_who("alice"), until=until - timedelta(days=1))


CLOSED: Final = (ask, ask_by_mail, confirm, refuse, grant, revoke, open_earlier)
