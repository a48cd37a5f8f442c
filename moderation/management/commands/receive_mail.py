"""``receive_mail``: one mail on standard input, from a pipe of the mail server: an answer to a remark."""

import json
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from moderation.replies.reading import MOST_BYTES, Mail, read_mail
from moderation.replies.references import takes_answers
from moderation.services.replies import ELSEWHERE, take_reply
from repository.errors import TransientFailure

NOT_A_MAIL, NO_SUCH_ADDRESS, LATER = 65, 67, 75
"""EX_DATAERR, EX_NOUSER and EX_TEMPFAIL of sysexits.h, as mail servers understand them."""
_SECONDS: Final = 60.0
_BLOCK: Final = 1024 * 1024


class Command(BaseCommand):
    """Takes one answer by mail. Exit status 0 also for a mail that was refused: who has to know is told by mail."""

    help = "Take one mail from standard input: an answer to a remark, sent to the reply address of the remark's mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """To whom the mail server delivers."""
        parser.add_argument(
            "--recipient", action="append", default=[], metavar="ADDRESS",
            help="to whom the mail server delivers it; without it the head of the mail is asked",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, bounded in bytes and time; write the remark, once; say what became of it."""
        if not takes_answers():
            raise CommandError("MAIL_REPLY_DOMAIN is not set: no answers are taken.", returncode=NO_SUCH_ADDRESS)
        try:
            mail = self._mail(sys.stdin.buffer)
        except (ValueError, TimeoutError) as error:
            raise CommandError(f"This is no mail that can be read: {error}", returncode=NOT_A_MAIL) from error
        try:
            taken = take_reply(mail, recipients=options["recipient"])
        except (DatabaseError, TransientFailure, OSError) as error:
            raise CommandError(f"Not taken now, try again: {type(error).__name__}", returncode=LATER) from error
        if taken.outcome == ELSEWHERE:
            raise CommandError("This is sent to no reply address.", returncode=NO_SUCH_ADDRESS)
        answer = {"outcome": taken.outcome, "comment": taken.comment.pk if taken.comment else None}
        self.stdout.write(json.dumps(answer) if options["json"] else taken.outcome)

    def _mail(self, stream: BinaryIO) -> Mail:
        raw = stream.read(MOST_BYTES + 1)
        # to its end, or the mail server takes the closed pipe for a failure
        while len(raw) > MOST_BYTES and stream.read(_BLOCK):
            pass
        with _within(_SECONDS):
            return read_mail(raw)


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise ``TimeoutError`` in the block after so long."""

    def stop(_number: int, _frame: object) -> None:
        raise TimeoutError("reading it took too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
