"""Links that end notices with one click, without signing in (RFC 8058): signed by the site, good for one thing each."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from repository.models import Person, Watch, When
from repository.notifications.choices import choose, stop_daily
from repository.notifications.kinds import Kind, kind_called

DAILY = "daily"
"""In place of a kind: the mail of the day."""


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link ends: a kind of notices (or ``DAILY``) for a person, or one watch."""

    person: Person | None = None
    kind: Kind | None = None
    watch: Watch | None = None

    @property
    def is_daily(self) -> bool:
        """Whether it is the mail of the day."""
        return self.person is not None and self.kind is None


def stop_address(person: Person, code: str) -> str:
    """The link that ends a kind of notices, or the mail of the day, for a person."""
    return _address(f"p.{person.pk}.{code}")


def stop_watch_address(watch: Watch) -> str:
    """The link that ends a watch."""
    return _address(f"w.{watch.key.hex}")


def read_stop(token: str) -> Stop | None:
    """What the token of a link ends; ``None`` for what the site did not sign, or what is no more."""
    try:
        what, _dot, rest = _signer().unsign(token).partition(".")
    except BadSignature:
        return None
    if what == "w":
        watch = Watch.objects.filter(key=UUID(rest)).select_related("dataset", "person").first()
        return Stop(watch=watch) if watch else None
    number, _dot, code = rest.partition(".")
    person, kind = Person.objects.filter(pk=int(number), is_active=True).first(), kind_called(code)
    is_known = code == DAILY or (kind is not None and not kind.is_fixed)
    return Stop(person=person, kind=kind) if person and is_known else None


def end_notices(stop: Stop) -> None:
    """Do what a link is for; twice is once."""
    if stop.watch is not None:
        stop.watch.delete()
    elif stop.person is not None and stop.kind is not None:
        choose(person=stop.person, wishes={stop.kind.code: When.NEVER})
    elif stop.person is not None:
        stop_daily(person=stop.person)


def _address(what: str) -> str:
    return f"{settings.SITE_URL}{reverse('notices-stop', args=[_signer().sign(what)])}"


def _signer() -> Signer:
    return Signer(salt="varve.notices.stop")
