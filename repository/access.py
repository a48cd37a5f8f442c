"""Who may see or change what: the only place that answers, from grants alone."""

from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.clock import sure_moment
from repository.errors import NotAllowed
from repository.lifecycle import DatasetState, Standing, is_editable
from repository.models import AccessPolicy, Dataset, Deposit, Grant, Person, Pole, Role

Actor = Person | AnonymousUser | None
Subject = Dataset | Deposit | None


class Action(StrEnum):
    """Everything that is ever asked."""

    DEPOSIT = "deposit"
    """Open a new deposit."""
    READ = "read"
    """Read the draft, its files, its review and its history."""
    EDIT = "edit"
    """Change the draft and its files."""
    SUBMIT = "submit"
    """Hand it to the moderators, or take it back."""
    COMMENT = "comment"
    """Write in the review's thread."""
    REVIEW = "review"
    """See it in the queue with the moderators' private notes."""
    DECIDE = "decide"
    """Ask for changes, accept, reject."""
    CORRECT = "correct"
    """Begin a correction of a public record."""
    EVOLVE = "evolve"
    """Say from which source the next layers of a public dataset come."""
    SHARE = "share"
    """Say who may read and who may edit a deposit."""
    LINK = "link"
    """Make and revoke private links."""
    PREVIEW = "preview"
    """See a draft by a private link, and nothing else."""
    WITHDRAW = "withdraw"
    """Withdraw a public dataset."""
    DOWNLOAD = "download"
    """Fetch the files of a public dataset."""
    GIVE_FILES = "give_files"
    """Answer who asks for the closed files of a public dataset; end an embargo earlier."""
    EXPORT = "export"
    """Take the whole package of a public dataset, with the history of its review in numbers; its files by DOWNLOAD."""
    OPERATE = "operate"
    """See what is held, and retry it."""
    ERASE = "erase"
    """Propose an erasure ordered by law, or confirm what another operator proposed."""
    ADMINISTER = "administer"
    """Name people, keep the disciplines, the pages and the allowances."""


AUTHORS = frozenset({Role.DEPOSITOR, Role.CO_AUTHOR})
PARTIES = AUTHORS | {Role.READER}
"""The people of a deposit: who writes it, and who was asked to read it."""
MODERATORS = frozenset({Role.MODERATOR})
NAMED = (Role.OPERATOR, Role.MODERATOR, Role.ADVISER, Role.DATA_CENTRE)
"""The roles that an operator gives by name; the others come with a deposit, or with a link. An adviser of a discipline
sees nothing by that alone: moderators ask them."""
OF_DISCIPLINES = frozenset({Role.MODERATOR, Role.ADVISER})
"""The roles that are given over one discipline; an adviser's always is."""

ROLES: dict[Action, frozenset[Role]] = {
    Action.READ: PARTIES | MODERATORS | {Role.REVIEWER},
    Action.EDIT: AUTHORS,
    Action.SUBMIT: AUTHORS,
    Action.COMMENT: AUTHORS | MODERATORS | {Role.REVIEWER},
    Action.REVIEW: MODERATORS,
    Action.DECIDE: MODERATORS,
    Action.CORRECT: AUTHORS,
    Action.EVOLVE: AUTHORS,
    Action.SHARE: frozenset({Role.DEPOSITOR}),
    Action.LINK: AUTHORS,
    Action.PREVIEW: frozenset({Role.LINK}),
    Action.WITHDRAW: MODERATORS | {Role.OPERATOR},
    Action.DOWNLOAD: PARTIES | MODERATORS | {Role.REVIEWER, Role.DATA_CENTRE, Role.FILES},
    Action.GIVE_FILES: AUTHORS | MODERATORS,
    Action.EXPORT: AUTHORS | MODERATORS | {Role.OPERATOR, Role.DATA_CENTRE},
    Action.OPERATE: frozenset({Role.OPERATOR}),
    Action.ERASE: frozenset({Role.OPERATOR}),
    Action.ADMINISTER: frozenset({Role.OPERATOR}),
}

_NEVER_ON_ONES_OWN = frozenset({Action.REVIEW, Action.DECIDE})
"""Nobody reads the moderators' private notes about their own deposit, nor decides on it: after leaving it neither."""


def can(actor: Actor, action: Action, subject: Subject = None, *, token: str = "") -> bool:
    """Whether ``actor`` (or the bearer of a link ``token``) may do ``action`` on ``subject`` now."""
    if action is Action.DEPOSIT:
        return isinstance(actor, Person) and actor.is_active
    if action is Action.DOWNLOAD and isinstance(subject, Dataset) and _is_open(subject):
        return True
    roles = roles_of(actor, subject, token=token)
    if not roles & ROLES[action]:
        return False
    if isinstance(subject, Dataset):
        is_own = action in _NEVER_ON_ONES_OWN and isinstance(actor, Person) and _was_party(actor, subject)
        return _state_allows(action, subject) and not is_own
    return True


def require(actor: Actor, action: Action, subject: Subject = None, *, token: str = "") -> None:
    """Raise ``NotAllowed`` unless ``can``."""
    if not can(actor, action, subject, token=token):
        raise NotAllowed(_("You may not do this with this account."))


def roles_of(actor: Actor, subject: Subject, *, token: str = "") -> frozenset[Role]:
    """The roles whose grants reach ``subject``; a moderator's reach begins at the first submission."""
    scope = Q(pole__isnull=True, deposit__isnull=True, dataset__isnull=True)
    if isinstance(subject, Deposit):
        scope |= Q(deposit=subject)
    elif isinstance(subject, Dataset):
        scope |= Q(dataset=subject) | Q(pole__code__in=subject.poles)
        if subject.deposit_id:
            scope |= Q(deposit_id=subject.deposit_id)
    held = {Role(role) for role in live_grants(actor, token=token).filter(scope).values_list("role", flat=True)}
    if isinstance(subject, Deposit) or (isinstance(subject, Dataset) and subject.submitted_version_id is None):
        held -= MODERATORS
    return frozenset(held)


def holds_today(through: str = "") -> Q:
    """That a grant has not ended; ``through``: how rows lead to it, such as ``grant__``."""
    return Q(**{f"{through}until__isnull": True}) | Q(**{f"{through}until__gt": timezone.now()})


def live_grants(actor: Actor, *, token: str = "") -> QuerySet[Grant]:
    """The grants that a person, or the bearer of a token, holds today."""
    holder = Q(pk__in=[])
    if isinstance(actor, Person) and actor.is_active:
        holder |= Q(person=actor)
    if token:
        holder |= Q(token_sha256=sha256(token.encode()).hexdigest())
    return Grant.objects.filter(holder).filter(holds_today())


def parties_ever(dataset: Dataset) -> QuerySet[Grant]:
    """The grants of everybody who ever wrote a dataset, or read it as invited, whether or not they hold today."""
    own = Q(dataset=dataset)
    if dataset.deposit_id:
        own |= Q(deposit_id=dataset.deposit_id)
    return Grant.objects.filter(own, role__in=PARTIES, person__isnull=False)


def _was_party(actor: Person, dataset: Dataset) -> bool:
    return parties_ever(dataset).filter(person=actor).exists()


def deposits_of(actor: Actor) -> QuerySet[Deposit]:
    """The deposits that the actor writes, or reads as invited."""
    grants = live_grants(actor).filter(role__in=PARTIES)
    own = Q(pk__in=grants.filter(deposit__isnull=False).values("deposit_id"))
    shared = Q(datasets__in=grants.filter(dataset__isnull=False).values("dataset_id"))
    return Deposit.objects.filter(own | shared).distinct()


def poles_moderated_by(actor: Actor) -> QuerySet[Pole]:
    """The disciplines whose queue the actor sees; every one for a moderator of the whole site."""
    grants = live_grants(actor).filter(role=Role.MODERATOR, deposit__isnull=True, dataset__isnull=True)
    if grants.filter(pole__isnull=True).exists():
        return Pole.objects.all()
    return Pole.objects.filter(pk__in=grants.values("pole_id"))


def datasets_moderated_by(actor: Actor) -> QuerySet[Dataset]:
    """Every dataset once submitted to a discipline of the actor, but for those that the actor ever had a part in."""
    codes = list(poles_moderated_by(actor).values_list("code", flat=True))
    own = Grant.objects.filter(role__in=PARTIES, person=actor if isinstance(actor, Person) else None)
    found = Dataset.objects.filter(submitted_version__isnull=False, poles__overlap=codes)
    return found.exclude(deposit__in=own.filter(deposit__isnull=False).values("deposit_id")).exclude(
        pk__in=own.filter(dataset__isnull=False).values("dataset_id")
    )


def ids_ever_of(actor: Actor) -> frozenset[int]:
    """The datasets that the actor ever wrote, or read as invited, whether or not the grant holds today: few of all."""
    own = Grant.objects.filter(role__in=PARTIES, person=actor if isinstance(actor, Person) else None)
    scopes = list(own.values_list("deposit_id", "dataset_id"))
    deposits = {deposit for deposit, _dataset in scopes if deposit}
    of_deposits = Dataset.objects.filter(deposit__in=deposits).values_list("pk", flat=True) if deposits else ()
    return frozenset(of_deposits) | {dataset for _deposit, dataset in scopes if dataset}


def can_moderate(actor: Actor) -> bool:
    """Whether the actor has a queue at all."""
    return live_grants(actor).filter(role=Role.MODERATOR).exists()


def sure_day(now: datetime | None = None) -> date:
    """The day (UTC) that has come for sure: asked once for a list, then given to ``files_are_open``."""
    moment = now or datetime.now(UTC)
    return min(moment.date(), sure_moment(moment).date())


def files_are_open(dataset: Dataset, *, now: datetime | None = None, day: date | None = None) -> bool:
    """Whether the policy in hand lets anybody fetch the files: open, or an embargo whose day (UTC) has come for sure.

    Of a public dataset ask ``public_files_are_open``: the policy in hand may be what a correction asks for.
    ``day``: the one that has come, where it is known.
    """
    if dataset.access != AccessPolicy.EMBARGOED or dataset.embargo_until is None:
        return dataset.access == AccessPolicy.OPEN
    return dataset.embargo_until <= (day or sure_day(now))


def public_policy(dataset: Dataset) -> tuple[str, date | None]:
    """The access policy that was published, with the day an embargo ends; that in hand where nothing is public."""
    version = dataset.current_version
    return (version.access, version.embargo_until) if version else (dataset.access, dataset.embargo_until)


def public_files_are_open(dataset: Dataset) -> bool:
    """Whether the published policy lets anybody fetch the files today."""
    access, until = public_policy(dataset)
    return files_are_open(Dataset(access=access, embargo_until=until))


def _is_open(dataset: Dataset) -> bool:
    return dataset.standing == Standing.PUBLIC and public_files_are_open(dataset)


def _state_allows(action: Action, dataset: Dataset) -> bool:
    match action:
        case Action.EDIT:
            allowed = is_editable(dataset.state, dataset.standing)
        case Action.SUBMIT:
            allowed = dataset.state != DatasetState.REJECTED and dataset.standing != Standing.WITHDRAWN
        case Action.DECIDE:
            allowed = dataset.state == DatasetState.SUBMITTED
        case Action.CORRECT:
            allowed = dataset.standing == Standing.PUBLIC and dataset.state == DatasetState.PUBLISHED
        case Action.WITHDRAW | Action.DOWNLOAD | Action.EXPORT | Action.EVOLVE | Action.GIVE_FILES:
            allowed = dataset.standing == Standing.PUBLIC
        case _:
            allowed = True
    return allowed
