"""What a private link opens: the draft as it will appear, and its files. No account is asked, nobody is recorded.

The token leaves the address at the first visit and goes on in a signed cookie of this link's path alone.
"""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from repository.accounts.rate import Rate
from repository.lifecycle import Standing
from repository.models import Dataset, ReviewerLink
from repository.queries.reviewer_links import datasets_behind, link_of_bearer, link_of_token
from repository.queries.reviewer_page import file_behind, reviewer_page, titles_behind
from repository.services.reviewer_links import count_opening
from repository.views.link_cookies import LinkCookie, unseen
from repository.views.public import whole_number
from repository.views.reviewer_files import send

COOKIE: Final = LinkCookie("varve_review", page="reviewer", longest=30 * 24 * 3600)
RATE: Final = Rate(most=120)
"""Openings of one origin in a minute: a whole editorial office behind one address, and no guessing."""


@require_safe
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The address that reviewers are given: on to one without the token."""
    link = None if RATE.is_over(request) else link_of_token(token)
    if link is None:
        return _closed(request)
    if request.method == "GET":
        count_opening(link_id=link.pk)
    return COOKIE.enter(link.key, token, seconds=_seconds_left(link))


@require_safe
def reviewer(request: HttpRequest, link: UUID) -> HttpResponse:
    """The datasets behind a link; where it is one, straight to it."""
    found, token = _bearer(request, link)
    datasets = datasets_behind(found, token) if found else []
    if found is None or not datasets:
        return _closed(request)
    if len(datasets) == 1:
        return unseen(redirect("reviewer-dataset", link, datasets[0].position))
    addresses = [reverse("reviewer-dataset", args=[link, each.position]) for each in datasets]
    titles = titles_behind(found, datasets)
    lines = [{"title": title, "url": url} for title, url in zip(titles, addresses, strict=True)]
    return unseen(render(request, "repository/reviewer_datasets.html", {"lines": lines, "link": found}))


@require_safe
def dataset(request: HttpRequest, link: UUID, position: int) -> HttpResponse:
    """One dataset as it will appear."""
    found, token = _bearer(request, link)
    shown = _dataset_at(found, token, position) if found else None
    if found is None or shown is None:
        return _closed(request)
    page = reviewer_page(found, shown, files_page=whole_number(request.GET.get("files"), default=1))
    is_public = shown.standing == Standing.PUBLIC
    context = {
        "page": page,
        "link": found,
        "several": len(datasets_behind(found, token)) > 1,
        "is_public": is_public,
        "landing_url": reverse("landing", args=[shown.suffix]) if is_public and not found.hides_authors else "",
    }
    return unseen(render(request, "repository/reviewer_dataset.html", context))


@require_safe
def file(request: HttpRequest, link: UUID, position: int, place: int) -> HttpResponseBase:
    """The bytes of one file as they are, whole or in part."""
    found, token = _bearer(request, link)
    shown = _dataset_at(found, token, position) if found else None
    if found is None or shown is None:
        return _closed(request)
    given = file_behind(found, shown, place)
    if given is None:
        raise Http404("no such file behind this link")
    return unseen(send(request, given, is_unnamed=found.hides_authors, link=found.key))


def _bearer(request: HttpRequest, key: UUID) -> tuple[ReviewerLink | None, str]:
    token = COOKIE.token(request, key)
    return link_of_bearer(key, token), token


def _dataset_at(link: ReviewerLink, token: str, position: int) -> Dataset | None:
    return next((each for each in datasets_behind(link, token) if each.position == position), None)


def _seconds_left(link: ReviewerLink) -> int | None:
    until = link.grant.until
    return max(1, int((until - timezone.now()).total_seconds())) if until else None


def _closed(request: HttpRequest) -> HttpResponse:
    """404, the same for a link that ended, was revoked, never was, or is opened without its cookie."""
    return unseen(render(request, "repository/reviewer_closed.html", status=404))
