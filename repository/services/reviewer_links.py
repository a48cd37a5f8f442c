"""Private links for reviewers: made, revoked, counted; and which of the files that may tell they give all the same."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.accounts.tokens import REVIEWER, sha256_of, token_of
from repository.errors import WrongState
from repository.models import Dataset, Deposit, Grant, LookedFile, Person, ReviewerLink, Role
from repository.queries.reviewer_links import why_not_anonymous
from repository.services.events import record_event

LIVE_MOST: Final = 50
"""Links of one deposit that are good at a time."""
DAYS: Final = 183
"""Half a year: until when a link is good where nobody says otherwise."""
DAYS_MOST: Final = 730


@transaction.atomic
def make_link(
    *,
    actor: Person,
    deposit_id: UUID,
    dataset_key: UUID | None = None,
    label: str = "",
    last_day: date | None = None,
    may_download: bool = True,
    hides_authors: bool = False,
) -> ReviewerLink:
    """Make a link to a dataset, or to all of a deposit, that is good until the end of ``last_day`` (UTC).

    Raises ``WrongState``: the authors cannot be hidden, a day that has passed or is too far, too many links;
    ``Dataset.DoesNotExist``.
    """
    deposit = Deposit.objects.select_for_update().get(pk=deposit_id)
    datasets = Dataset.objects.filter(deposit=deposit, is_removed=False)
    dataset = datasets.get(key=dataset_key) if dataset_key else None
    require(actor, Action.LINK, dataset or deposit)
    if hides_authors and (why_not := why_not_anonymous([dataset] if dataset else datasets)):
        raise WrongState(why_not, code="cannot-hide")
    live = ReviewerLink.objects.filter(deposit=deposit, grant__until__gt=timezone.now())
    if live.count() >= LIVE_MOST:
        words = _("A deposit has %(count)d private links at most. Revoke one first.")
        raise WrongState(words % {"count": LIVE_MOST}, code="too-many-links")
    link = ReviewerLink(deposit=deposit, label=label, may_download=may_download, hides_authors=hides_authors)
    link.grant = Grant.objects.create(
        token_sha256=sha256_of(token_of(REVIEWER, link.key)),
        role=Role.LINK,
        dataset=dataset,
        deposit=None if dataset else deposit,
        until=_end_of(last_day or default_last_day()),
    )
    link.made_by = actor
    link.save()
    payload = {"link": link.pk, "hides_authors": hides_authors, "may_download": may_download}
    record_event("link.made", subject=deposit, actor=actor, payload=payload, lane=_lane(link))
    return link


def default_last_day() -> date:
    """Half a year from today."""
    return timezone.now().astimezone(UTC).date() + timedelta(days=DAYS)


@transaction.atomic
def revoke_link(*, actor: Person, deposit_id: UUID, key: UUID) -> ReviewerLink:
    """Nobody comes in by it from now on. Revoking one that has ended changes nothing.

    Raises ``ReviewerLink.DoesNotExist``.
    """
    link = _link_to_change(deposit_id, key, actor)
    now = timezone.now()
    if link.grant.until is None or link.grant.until > now:
        link.grant.until = now
        link.grant.save(update_fields=["until"])
        record_event("link.revoked", subject=link.deposit, actor=actor, payload={"link": link.pk})
    return link


@transaction.atomic
def look_again(*, actor: Person, deposit_id: UUID, key: UUID) -> ReviewerLink:
    """Have the files looked through that are new, or all of them where people have changed since."""
    link = _link_to_change(deposit_id, key, actor)
    if link.hides_authors:
        record_event("looking.ordered", subject=link.deposit, actor=actor, payload={"link": link.pk}, lane=_lane(link))
    return link


@transaction.atomic
def choose_files(*, actor: Person, deposit_id: UUID, key: UUID, shown: Collection[int], given: Collection[int]) -> None:
    """Of the files ``shown`` (numbers) that may tell, give these to reviewers as they are, and withhold the others."""
    link = _link_to_change(deposit_id, key, actor)
    rows = LookedFile.objects.filter(link=link, file__number__in=shown)
    rows.filter(file__number__in=given).update(is_given=True)
    rows.exclude(file__number__in=given).update(is_given=False)
    record_event("link.changed", subject=link.deposit, actor=actor, payload={"link": link.pk, "given": sorted(given)})


def count_opening(*, link_id: int) -> None:
    """That a link was opened, and on which day; nothing of who did."""
    today = timezone.now().astimezone(UTC).date()
    ReviewerLink.objects.filter(pk=link_id).update(opened=F("opened") + 1, last_opened=today)


def _link_to_change(deposit_id: UUID, key: UUID, actor: Person) -> ReviewerLink:
    found = ReviewerLink.objects.select_for_update(of=("self",)).select_related("grant__dataset", "deposit")
    link = found.get(deposit_id=deposit_id, key=key)
    require(actor, Action.LINK, link.grant.dataset or link.deposit)
    return link


def _end_of(last_day: date) -> datetime:
    today = timezone.now().astimezone(UTC).date()
    if last_day < today:
        raise WrongState(_("This day has passed."), code="day-has-passed")
    if last_day > today + timedelta(days=DAYS_MOST):
        raise WrongState(_("A private link is good for two years at most."), code="day-too-far")
    return datetime.combine(last_day + timedelta(days=1), time(), UTC)


def _lane(link: ReviewerLink) -> str:
    """Looking through large files keeps nothing else of the deposit waiting."""
    return f"looking:{link.key}"
