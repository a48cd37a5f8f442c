"""The people of a deposit: who may edit and who may read, since when, and who is asked in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from repository.access import PARTIES, holds_today
from repository.accounts.tokens import sha256_of
from repository.models import Dataset, Deposit, Grant, Invitation, Person, Role

_ORDER = {Role.DEPOSITOR: 0, Role.CO_AUTHOR: 1, Role.READER: 2}


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a deposit. ``dataset``: the only dataset that the role is about; mostly none, all of them."""

    grant_id: int
    name: str
    email: str
    role: str
    since: datetime
    is_own: bool
    dataset: Dataset | None

    @property
    def is_depositor(self) -> bool:
        """Whether this person says who else comes in."""
        return self.role == Role.DEPOSITOR

    @property
    def edits(self) -> bool:
        """Whether this person may change the deposit."""
        return self.role != Role.READER


@dataclass(frozen=True, slots=True)
class Asked:
    """One invitation. ``has_ended``: its last link is void by now."""

    invitation: Invitation
    has_ended: bool


def live_parties(deposit: Deposit) -> QuerySet[Grant]:
    """The grants of a deposit's people today, those over one dataset of it too."""
    scope = Q(deposit=deposit) | Q(dataset__deposit=deposit, dataset__is_removed=False)
    live = holds_today()
    return Grant.objects.filter(scope, live, role__in=PARTIES, person__isnull=False, person__is_active=True)


def is_party(person: Person, deposit: Deposit) -> bool:
    """Whether a person is one of the deposit's own."""
    return live_parties(deposit).filter(person=person).exists()


def members_of(deposit: Deposit, reader: Person) -> tuple[Member, ...]:
    """The people of a deposit: depositors, those who edit, those who read, each in the order they came in."""
    grants = live_parties(deposit).select_related("person", "dataset__deposit").order_by("created", "pk")
    members = [_member(grant, grant.person, reader) for grant in grants if grant.person]
    return tuple(sorted(members, key=lambda member: _ORDER[Role(member.role)]))


def invitations_of(deposit: Deposit) -> tuple[Asked, ...]:
    """Those that wait for an answer."""
    now = timezone.now()
    found = Invitation.objects.filter(deposit=deposit, accepted_at__isnull=True).select_related("invited_by")
    return tuple(Asked(invitation, has_ended=invitation.expires <= now) for invitation in found)


def _member(grant: Grant, person: Person, reader: Person) -> Member:
    return Member(
        grant_id=grant.pk,
        name=person.name,
        email=person.email,
        role=grant.role,
        since=grant.created,
        is_own=person.pk == reader.pk,
        dataset=grant.dataset,
    )


def open_invitation(token: str) -> Invitation | None:
    """The invitation of a token, while it can still be taken."""
    if not token:
        return None
    found = Invitation.objects.filter(token_sha256=sha256_of(token), accepted_at__isnull=True)
    return found.filter(expires__gt=timezone.now()).select_related("invited_by").first()
