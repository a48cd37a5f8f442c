"""Writing remarks about a field or a file, and settling them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import Comment, Mention, Review
from moderation.queries.mentions import called_in, people_to_call
from moderation.queries.people import may_remark
from moderation.services.attachments import NewFile, attach_files
from moderation.wording import FIELDS
from repository.access import Action, can, require
from repository.errors import NotAllowed, WrongState
from repository.models import Dataset, Person
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

LONGEST: Final = 50_000
"""Characters of a remark."""


@transaction.atomic
def write_comment(
    *,
    dataset_key: UUID,
    actor: Person,
    text: str,
    path: str = "",
    private: bool = False,
    files: Sequence[NewFile] = (),
    by_mail: bool = False,
) -> Comment:
    """Write a remark about a field (``lineage``), a file (``files/oxygen.csv``) or the whole (empty ``path``).

    ``private`` remarks are for moderators only. Raises ``NotAllowed``; ``WrongState`` where there is no open review,
    neither text nor file, too much text, or no such field or file; ``FileRefused`` where the review has no room for
    the files.
    """
    # the dataset's row first, as decisions take them: the other way round the two would wait for each other
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.COMMENT, dataset)
    is_moderator = can(actor, Action.REVIEW, dataset)
    if not may_remark(actor, dataset):
        raise NotAllowed(_("Who is asked for advice answers on the page of the request."))
    if private and not is_moderator:
        raise NotAllowed(_("You may not do this with this account."))
    review = _open_review(dataset)
    if not text.strip() and not files:
        raise WrongState(_("Write a few words first."), code="comment-empty")
    if len(text) > LONGEST:
        raise WrongState(_("This is too long for a remark. Attach it as a file."), code="comment-too-long")
    if not _is_anchor(path, review):
        raise WrongState(_("This remark is about a field or file that is not there."), code="no-such-place")
    comment = Comment.objects.create(
        review=review, dataset=dataset, path=path, author=actor, by_moderator=is_moderator, text=text.strip(),
        private=private, by_mail=by_mail,
    )  # fmt: skip
    attach_files(comment, files)
    _note_called(comment)
    payload = {"comment": comment.pk, "path": path, "private": private}
    record_event("comment.written", subject=dataset, actor=actor, payload=payload)
    return comment


def _open_review(dataset: Dataset) -> Review:
    review = Review.objects.select_for_update(of=("self",)).filter(dataset=dataset, closed_at__isnull=True).first()
    if review is None:
        raise WrongState(_("There is no open review to write in."), code="review-closed")
    return review


def _note_called(comment: Comment) -> None:
    """Who is called by name is told by mail, whichever side they are on."""
    people = people_to_call(comment.review, writer=comment.author, private=comment.private)
    Mention.objects.bulk_create(
        Mention(comment=comment, person_id=called.person, start=called.start, end=called.end)
        for called in (called_in(comment.text, people) if "@" in comment.text else ())
    )


def _is_anchor(path: str, review: Review) -> bool:
    if path in ("", "files", "access") or path in FIELDS:
        return True
    return path in {f"files/{item['path']}" for item in review.record_version.files}


@transaction.atomic
def settle_comment(*, comment_id: int, actor: Person) -> int:
    """Settle the thread that a remark stands in; the number of remarks settled. A later remark opens it again."""
    comment = Comment.objects.select_related("dataset").get(pk=comment_id)
    require(actor, Action.REVIEW, comment.dataset)
    thread = Comment.objects.filter(review_id=comment.review_id, path=comment.path, settled_at__isnull=True)
    return thread.update(settled_at=timezone.now(), settled_by=actor)
