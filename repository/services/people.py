"""People and their accounts: the profile, closing an account, and making the first operator."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.errors import WrongState
from repository.models import (
    AccessRequest,
    DigestLine,
    Grant,
    NotificationChoice,
    Person,
    Role,
    SavedSearch,
    Watch,
    Webhook,
)
from repository.queries.grants import is_last_operator
from repository.services.events import record_event

CLOSED_DOMAIN = "closed.invalid"
"""Addresses of closed accounts end with it: no mail ever goes there (RFC 2606)."""


@transaction.atomic
def update_profile(
    *,
    person_id: int,
    given_name: str,
    family_name: str,
    orcid: str,
    affiliation: str,
    affiliation_ror: str,
    language: str,
) -> Person:
    """Keep what a person says of themself. Identifiers come normalised."""
    person = Person.objects.select_for_update().get(pk=person_id)
    person.given_name, person.family_name = given_name, family_name
    person.orcid, person.affiliation, person.affiliation_ror = orcid, affiliation, affiliation_ror
    person.language = language
    person.save(update_fields=["given_name", "family_name", "orcid", "affiliation", "affiliation_ror", "language"])
    return person


@transaction.atomic
def close_account(*, actor: Person) -> None:
    """Close one's own account: grants end, what identifies goes, the name stays beside what was done.

    Raises ``WrongState`` for the last operator.
    """
    person = Person.objects.select_for_update().get(pk=actor.pk)
    if is_last_operator(person, lock=True):
        raise WrongState(_("You are the last operator. Name another one first."), code="last-operator")
    now = timezone.now()
    Grant.objects.filter(person=person, until__isnull=True).update(until=now)
    Grant.objects.filter(person=person, until__gt=now).update(until=now)
    EmailAddress.objects.filter(user=person).delete()
    for kept in (SavedSearch, NotificationChoice, DigestLine, Watch, Webhook, AccessRequest):
        kept.objects.filter(person=person).delete()
    person.email = f"{person.pk}@{CLOSED_DOMAIN}"
    person.orcid = person.affiliation = person.affiliation_ror = ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
    record_event("account.closed", subject=person, actor=person)


@dataclass(frozen=True, slots=True)
class NewOperator:
    """What ``make_operator`` did. ``needs_password``: nobody can sign in before a password is chosen by a link."""

    person: Person
    is_new: bool
    was_operator: bool
    needs_password: bool


@transaction.atomic
def make_operator(*, email: str, given_name: str = "", family_name: str = "", password: str = "") -> NewOperator:
    """Make somebody an operator, with an account where there is none; the address is vouched for by who calls.

    A password that was chosen before the address was confirmed is dropped: anybody may have chosen it.
    Raises ``WrongState`` for a closed account.
    """
    address = Person.objects.normalize_email(email).lower()
    person = Person.objects.select_for_update().filter(email=address).first()
    is_new = person is None
    if person is None:
        person = Person.objects.create_user(address, given_name=given_name, family_name=family_name)
    elif not person.is_active:
        raise WrongState(_("This account is closed."))
    if not _is_confirmed(person):
        person.set_unusable_password()
        _confirm(person)
    if password:
        person.set_password(password)
    person.save()
    was_operator = _is_operator(person)
    if not was_operator:
        grant = Grant.objects.create(person=person, role=Role.OPERATOR)
        record_event("grant.given", subject=grant, payload={"role": Role.OPERATOR.value, "person": person.pk})
    return NewOperator(person, is_new, was_operator, needs_password=not person.has_usable_password())


def _is_confirmed(person: Person) -> bool:
    return bool(EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists())


def _confirm(person: Person) -> None:
    """The address is the person's: nobody else's unconfirmed claim on it stays."""
    EmailAddress.objects.filter(email=person.email).exclude(user=person).delete()
    EmailAddress.objects.filter(user=person, primary=True).exclude(email=person.email).update(primary=False)
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


def _is_operator(person: Person) -> bool:
    unscoped = Grant.objects.filter(
        person=person, role=Role.OPERATOR, pole__isnull=True, deposit__isnull=True, dataset__isnull=True
    )
    return unscoped.filter(until__isnull=True).exists()
