"""Writing and settling remarks. Moderators and depositors post here; each goes back to where they came from."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.forms import CommentForm, safe_next
from moderation.models import Comment
from moderation.queries.threads import thread_anchor
from moderation.services.comments import settle_comment, write_comment
from moderation.views.entrance import dataset_for, dataset_to_review, login_required, reader_of
from repository.access import Action
from repository.errors import Malformed, WrongState
from repository.models import Dataset


@require_POST
@login_required
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write a remark, then go back to its thread."""
    dataset_for(request, key, Action.COMMENT, Dataset.objects.all())
    form = CommentForm.of(request)
    if not form.is_valid():
        raise Malformed(_("This is not a remark."))
    said = form.cleaned_data
    back = safe_next(request, said["next"], reverse("moderation-review", args=[key]))
    try:
        comment = write_comment(
            dataset_key=key,
            actor=reader_of(request),
            text=said["body"],
            path=said["path"],
            private=said["private"],
        )
    except WrongState as problem:
        messages.error(request, problem.sentence)
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(f"{back}#{thread_anchor(comment)}")


@require_POST
@login_required
def settle(request: HttpRequest, key: UUID, comment_id: int) -> HttpResponse:
    """Settle the thread of a remark."""
    dataset = dataset_to_review(request, key)
    comment = get_object_or_404(Comment, pk=comment_id, dataset=dataset)
    settle_comment(comment_id=comment.pk, actor=reader_of(request))
    return HttpResponseRedirect(f"{reverse('moderation-review', args=[key])}#{thread_anchor(comment)}")
