"""The conversation as it is now, for pages that follow it; and the files that came with remarks."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from moderation.forms import safe_next
from moderation.models import CommentFile
from moderation.queries.people import may_remark
from moderation.queries.review import latest_review
from moderation.queries.talk import mark_of, tag_of
from moderation.queries.threads import threads_of
from moderation.views.entrance import dataset_for, login_required, reader_of
from moderation.views.files import answer_attachment
from repository.access import Action, can
from repository.models import Dataset


@require_safe
@login_required
def live(request: HttpRequest, key: UUID) -> HttpResponse:
    """The threads as the depositors' page shows them, without private notes whoever asks."""
    dataset = dataset_for(request, key, Action.COMMENT, Dataset.objects.all())
    back = safe_next(request, request.GET.get("next", ""), reverse("deposit-list"))
    address = f"{reverse('moderation-comment', args=[key])}?{urlencode({'next': back})}&"
    return _told(request, dataset, {"comment_url": address, "to_depositor": True}, with_private=False)


@require_safe
@login_required
def live_with_notes(request: HttpRequest, key: UUID) -> HttpResponse:
    """The threads as the page of the review shows them, with the moderators' private notes."""
    dataset = dataset_for(request, key, Action.REVIEW, Dataset.objects.all())
    address = f"{reverse('moderation-comment', args=[key])}?"
    return _told(request, dataset, {"comment_url": address, "can_note": True}, with_private=True)


@require_safe
@login_required
def attachment(request: HttpRequest, key: UUID, attachment: int) -> FileResponse:
    """A file that came with a remark, for whoever may read the remark: always as a download."""
    dataset = dataset_for(request, key, Action.COMMENT, Dataset.objects.all())
    found = CommentFile.objects.select_related("comment").defer("content")
    if not can(reader_of(request), Action.REVIEW, dataset):
        found = found.filter(comment__private=False)
    return answer_attachment(get_object_or_404(found, pk=attachment, comment__dataset=dataset))


def _told(request: HttpRequest, dataset: Dataset, context: dict[str, Any], *, with_private: bool) -> HttpResponse:
    """The threads, or that nothing in them changed; with a tag that says so cheaply for the next minute."""
    # the mark first: what comes between it and the reading of the threads is told once more, never left out
    mark = mark_of(dataset.key, with_private=with_private)
    page, session = request.get_full_path(), request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    headers = {"ETag": tag_of(mark, page=page, session=session), "Cache-Control": "private, no-store"}
    known = request.headers.get("If-None-Match", "").strip('"').partition(".")[0]
    if known == mark:
        return HttpResponseNotModified(headers=headers)
    review = latest_review(dataset)
    threads = threads_of(review, with_private=with_private)
    context |= {
        "threads": threads,
        "dataset": dataset,
        "talk_reader": reader_of(request),
        "can_reply": review is not None and review.is_open and may_remark(reader_of(request), dataset),
    }
    answer = render(request, "moderation/_live.html", context)
    for name, value in headers.items():
        answer.headers[name] = value
    return answer
