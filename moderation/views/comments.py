"""Writing and settling remarks. Moderators and depositors post here; each goes back to where they came from."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.forms import CommentForm, safe_next
from moderation.models import Comment
from moderation.queries.threads import thread_anchor
from moderation.services.attachments import sift_files
from moderation.services.comments import settle_comment, write_comment
from moderation.views.entrance import dataset_for, dataset_to_review, login_required, reader_of
from repository.access import Action
from repository.errors import FileRefused, Malformed, WrongState
from repository.models import Dataset


@require_POST
@login_required
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write a remark, then go back to its thread. Files that are not taken keep no word from being written."""
    dataset_for(request, key, Action.COMMENT, Dataset.objects.all())
    form = CommentForm.of(request)
    if not form.is_valid():
        raise Malformed(_("This is not a remark."))
    said = form.cleaned_data
    back = safe_next(request, said["next"], reverse("moderation-review", args=[key]))
    try:
        comment = _written(request, key, said)
    except WrongState as problem:
        return _not_written(request, problem, words=said["body"], back=back)
    return HttpResponseRedirect(f"{back}#{thread_anchor(comment)}" if comment else back)


def _written(request: HttpRequest, key: UUID, said: dict[str, Any]) -> Comment | None:
    """The remark; None where it was nothing but files that are not taken."""
    files, refused = sift_files(request.FILES.getlist("files"))
    write_it = partial(
        write_comment, dataset_key=key, actor=reader_of(request), text=said["body"], path=said["path"],
        private=said["private"],
    )  # fmt: skip
    try:
        comment = write_it(files=files) if said["body"] or files or not refused else None
    except FileRefused as problem:
        refused = (*refused, problem.sentence)
        comment = write_it() if said["body"] else None
    for sentence in refused:
        messages.warning(request, sentence)
    return comment


def _not_written(request: HttpRequest, problem: WrongState, *, words: str, back: str) -> HttpResponse:
    """Why a remark was not written; the words that were typed are given back."""
    if not words:
        messages.error(request, problem.sentence)
        return HttpResponseRedirect(back)
    return render(
        request, "moderation/remark_kept.html", {"problem": problem, "words": words, "back": back}, status=409
    )


@require_POST
@login_required
def settle(request: HttpRequest, key: UUID, comment_id: int) -> HttpResponse:
    """Settle the thread of a remark."""
    dataset = dataset_to_review(request, key)
    comment = get_object_or_404(Comment, pk=comment_id, dataset=dataset)
    settle_comment(comment_id=comment.pk, actor=reader_of(request))
    return HttpResponseRedirect(f"{reverse('moderation-review', args=[key])}#{thread_anchor(comment)}")
