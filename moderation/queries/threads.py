"""The remarks of a review, gathered by the field or file they are about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moderation.linking import as_html
from moderation.models import Comment, CommentFile, Review
from moderation.queries.meanwhile import label_of_field


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a remark, and where whoever reads the remark fetches it."""

    name: str
    size: int
    sha256: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """One remark as it is shown: ``body`` is its text, ``html`` the same with links and names marked."""

    key: int
    author: str
    author_id: int
    role: str
    at: datetime
    body: str
    html: SafeString
    private: bool
    by_mail: bool
    files: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The remarks about one place. ``state`` says whose turn it is.

    ``open``: asked of the depositor; ``asked``: asked of the moderators; ``answered``; ``settled``; ``note``: only
    private notes.
    """

    id: str
    path: str
    about: str
    state: str
    messages: tuple[Message, ...]
    last_comment: int

    @property
    def field(self) -> str:
        """The top-level field it belongs to; empty for the whole."""
        return self.path.partition("/")[0]

    @property
    def query(self) -> str:
        """The part of an address that names the place, for the form that answers."""
        return urlencode({"path": self.path})

    @property
    def waits(self) -> bool:
        """Whether somebody still owes an answer, or an answer has not been settled."""
        return self.state in ("open", "asked", "answered")


def address_of(comment: Comment, file: CommentFile) -> str:
    """Where somebody with an account fetches a file that came with a remark."""
    return reverse("moderation-attachment", args=[comment.dataset.key, file.pk])


Address = Callable[[Comment, CommentFile], str]


def threads_of(review: Review | None, *, with_private: bool, address: Address = address_of) -> tuple[Thread, ...]:
    """The threads of a review in the order they began; private notes only for those who may read them.

    ``address``: where the reader fetches the files of remarks.
    """
    if review is None:
        return ()
    files = Prefetch("files", CommentFile.objects.defer("content"))
    comments = Comment.objects.filter(review=review).select_related("author", "dataset").order_by("pk")
    comments = comments.prefetch_related(files, "mentions")
    if not with_private:
        comments = comments.filter(private=False)
    by_path: dict[str, list[Comment]] = {}
    for comment in comments:
        by_path.setdefault(comment.path, []).append(comment)
    return tuple(_thread(path, found, address) for path, found in by_path.items())


def about_of(path: str) -> str:
    """What a path is about, in words."""
    field, _slash, file = path.partition("/")
    if not path:
        return _("The whole dataset")
    return file or label_of_field(field, get_language() or "en")


def _thread(path: str, comments: Sequence[Comment], address: Address) -> Thread:
    return Thread(
        id=str(comments[0].pk),
        path=path,
        about=about_of(path),
        state=_state(comments),
        messages=tuple(map(partial(_message, address=address), comments)),
        last_comment=comments[-1].pk,
    )


def _message(comment: Comment, address: Address) -> Message:
    return Message(
        key=comment.pk,
        author=comment.author.name,
        author_id=comment.author_id,
        role="moderator" if comment.by_moderator else "depositor",
        at=comment.at,
        body=comment.text,
        html=as_html(comment.text, comment.mentions.all()),
        private=comment.private,
        by_mail=comment.by_mail,
        files=tuple(
            Attachment(file.name, file.size, file.sha256, address(comment, file)) for file in comment.files.all()
        ),
    )


def _state(comments: Sequence[Comment]) -> str:
    said = [comment for comment in comments if not comment.private]
    if not said:
        return "note"
    if all(comment.settled_at for comment in said):
        return "settled"
    if said[0].by_moderator:
        return "open" if said[-1].by_moderator else "answered"
    return "answered" if said[-1].by_moderator else "asked"


def thread_anchor(comment: Comment) -> str:
    """The id of the thread of a remark on the page of whoever wrote it."""
    thread = Comment.objects.filter(review_id=comment.review_id, path=comment.path)
    if not comment.by_moderator:
        thread = thread.filter(private=False)
    first = thread.order_by("pk").values_list("pk", flat=True).first()
    return f"thread-{first or comment.pk}"
