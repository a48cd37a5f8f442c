"""What is said in the drill, on the pages and by mail."""

from typing import Final

from django.test import override_settings

from moderation.replies.reading import read_mail
from moderation.replies.references import About, reply_address
from moderation.services.attachments import NewFile
from moderation.services.comments import write_comment
from moderation.services.replies import take_reply
from tests.faults.cast import first as _first
from tests.faults.cast import who as _who


def remark() -> None:
    """A moderator asks, calls the author by name, and sends a file along."""
    said = "@Alice: which method?"
    file = NewFile("methods.txt", b"Winkler")
    write_comment(dataset_key=_first().key, actor=_who("mona"), text=said, path="lineage", files=[file])


@override_settings(MAIL_REPLY_DOMAIN="reply.example.org")
def answer_from_elsewhere() -> None:
    """The author answers by mail, from an address that nobody knows: she is told so."""
    comment = _first().comments.get(text__startswith="@Alice")
    there = reply_address(About.COMMENT, comment.pk, person=_who("alice").pk)
    mail = f"From: alice@elsewhere.example\nTo: {there}\nMessage-ID: <1@elsewhere.example>\n\nWinkler.\n"
    assert take_reply(read_mail(mail.encode())).outcome == "reply-other-address"


TALK: Final = (remark, answer_from_elsewhere)
