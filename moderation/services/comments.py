"""Writing remarks about a field or a file, and settling them."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import Comment, Review
from moderation.wording import FIELDS
from repository.access import Action, can, require
from repository.errors import NotAllowed, WrongState
from repository.models import Person
from repository.services.deposits import lock_dataset
from repository.services.events import record_event


@transaction.atomic
def write_comment(*, dataset_key: UUID, actor: Person, text: str, path: str = "", private: bool = False) -> Comment:
    """Write a remark about a field (``lineage``), a file (``files/oxygen.csv``) or the whole (empty ``path``).

    ``private`` remarks are for moderators only. Raises ``NotAllowed``; ``WrongState`` where there is no open review,
    no text, or no such field or file.
    """
    # the dataset's row first, as decisions take them: the other way round the two would wait for each other
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.COMMENT, dataset)
    is_moderator = can(actor, Action.REVIEW, dataset)
    if private and not is_moderator:
        raise NotAllowed(_("You may not do this with this account."))
    review = Review.objects.select_for_update(of=("self",)).filter(dataset=dataset, closed_at__isnull=True).first()
    if review is None:
        raise WrongState(_("There is no open review to write in."), code="review-closed")
    if not text.strip():
        raise WrongState(_("Write a few words first."), code="comment-empty")
    if not _is_anchor(path, review):
        raise WrongState(_("This remark is about a field or file that is not there."), code="no-such-place")
    comment = Comment.objects.create(
        review=review,
        dataset=dataset,
        path=path,
        author=actor,
        by_moderator=is_moderator,
        text=text.strip(),
        private=private,
    )
    record_event(
        "comment.written",
        subject=dataset,
        actor=actor,
        payload={"comment": comment.pk, "path": path, "private": private},
    )
    return comment


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
