"""Private links: those of a deposit, whom a token lets in, and why one cannot hide the authors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, can, holds_today
from repository.accounts.tokens import REVIEWER, sha256_of, token_of
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Deposit, DraftFile, ReviewerLink
from repository.queries.deposits import Title, dataset_title


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link, for its makers. ``address`` is empty where the site's key changed since: it can be made no more."""

    link: ReviewerLink
    title: Title | None
    address: str
    last_day: date | None
    is_live: bool


def links_of(deposit: Deposit) -> tuple[LinkLine, ...]:
    """The links of a deposit, newest first, those that ended last."""
    found = ReviewerLink.objects.filter(deposit=deposit).select_related("grant__dataset__deposit", "made_by")
    lines = [link_line(link) for link in found.order_by("-created", "-pk")]
    return tuple(sorted(lines, key=lambda line: not line.is_live))


def link_line(link: ReviewerLink) -> LinkLine:
    """What its makers see of one link."""
    until, now = link.grant.until, timezone.now()
    token = token_of(REVIEWER, link.key)
    is_same = sha256_of(token) == link.grant.token_sha256
    dataset = link.grant.dataset
    return LinkLine(
        link=link,
        title=dataset_title(dataset) if dataset else None,
        address=f"{settings.SITE_URL}{reverse('reviewer-open', args=[token])}" if is_same else "",
        last_day=(until - timedelta(microseconds=1)).date() if until else None,
        is_live=until is None or until > now,
    )


def link_of_token(token: str) -> ReviewerLink | None:
    """The live link of a token."""
    live = holds_today("grant__")
    found = ReviewerLink.objects.filter(live, grant__token_sha256=sha256_of(token)) if token else None
    return found.select_related("grant", "deposit").first() if found is not None else None


def link_of_bearer(key: UUID, token: str) -> ReviewerLink | None:
    """The live link of this number, if the token is its own."""
    link = link_of_token(token)
    return link if link is not None and link.key == key else None


def datasets_behind(link: ReviewerLink, token: str) -> list[Dataset]:
    """The datasets that the bearer of a token may see, in their order; what was withdrawn is seen by nobody."""
    found = _in_reach(link).select_related("deposit", "current_version").order_by("position", "pk")
    return [dataset for dataset in found if can(None, Action.PREVIEW, dataset, token=token)]


def files_behind(link: ReviewerLink) -> QuerySet[DraftFile]:
    """The files of the drafts that a link is about."""
    found = DraftFile.objects.filter(dataset__deposit=link.deposit, dataset__is_removed=False)
    return found.filter(dataset_id=link.grant.dataset_id) if link.grant.dataset_id else found


def _in_reach(link: ReviewerLink) -> QuerySet[Dataset]:
    found = Dataset.objects.filter(is_removed=False).exclude(standing=Standing.WITHDRAWN)
    if link.grant.dataset_id:
        return found.filter(pk=link.grant.dataset_id)
    return found.filter(deposit=link.deposit)


def why_not_anonymous(datasets: Iterable[Dataset]) -> str:
    """Why the authors of these datasets cannot be hidden, in a sentence; nothing where they can."""
    ids = [dataset.pk for dataset in datasets]
    known = Q(pk__in=ids) & (~Q(standing=Standing.UNPUBLISHED) | Q(state=DatasetState.ACCEPTED))
    dataset = Dataset.objects.filter(known).order_by("position", "pk").first()
    if dataset is None:
        return ""
    if dataset.standing == Standing.UNPUBLISHED:
        words = _("%(doi)s is accepted and about to be public with its authors, so they cannot be hidden.")
    else:
        words = _("%(doi)s is or was public: anybody finds its authors by the title, so they cannot be hidden.")
    return words % {"doi": dataset.doi}
