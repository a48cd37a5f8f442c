"""One line to the mail server for all letters of a delivery, and what it means when it answers no."""

import smtplib
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from repository.errors import RepositoryError, TransientFailure

_MOST_A_LINE: Final = 50
"""Mails over one line: many servers hang up after a hundred."""
_FOR_GOOD: Final = 500


class ServerAway(RepositoryError):
    """The server takes no mail at all now; the sentence says why."""

    code = "mail-failed"


class AddressRefused(TransientFailure):
    """The server works, and does not take this mail, by ``smtp_code``: from 500 on for good."""

    code = "mail-failed"

    def __init__(self, smtp_code: int) -> None:
        super().__init__(f"mail was not taken: an address was refused ({smtp_code})")
        self.smtp_code = smtp_code


class Line:
    """A connection of Django's mail backend; that of an SMTP server is kept open from letter to letter."""

    def __init__(self) -> None:
        self._backend = get_connection()
        self._sent = 0

    def __enter__(self) -> Self:
        """Nothing is opened before there is a letter."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        self._hang_up()

    def send(self, mail: EmailMessage) -> None:
        """Raises ``AddressRefused`` where the server works but does not take this mail, else ``ServerAway``."""
        mail.connection = self._backend
        try:
            self._hand_over(mail)
        except smtplib.SMTPRecipientsRefused as error:
            self._hang_up()
            raise _refused(min((code for code, _ in error.recipients.values()), default=_FOR_GOOD), error) from error
        except smtplib.SMTPDataError as error:
            self._hang_up()
            raise _refused(error.smtp_code, error) from error
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise ServerAway(str(error) or type(error).__name__) from error

    def _hand_over(self, mail: EmailMessage) -> None:
        """A line that the server dropped since the letter before is opened anew, once."""
        is_used = self._open()
        try:
            mail.send()
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused, ConnectionError):
            if not is_used:
                raise
            self._hang_up()
            self._open()
            mail.send()
        self._sent += 1

    def _open(self) -> bool:
        """Whether the line was open before; only one to an SMTP server is kept."""
        if not isinstance(self._backend, EmailBackend):
            return False
        if self._sent >= _MOST_A_LINE:
            self._hang_up()
        is_used = self._backend.connection is not None
        self._backend.open()
        return is_used

    def _hang_up(self) -> None:
        self._sent = 0
        if isinstance(self._backend, EmailBackend):
            with suppress(OSError, smtplib.SMTPException):
                self._backend.close()
            self._backend.connection = None


def _refused(code: int, error: Exception) -> RepositoryError:
    """A code that is none (RFC 5321, section 4.2) says nothing of the mail, only that the server is not well."""
    return AddressRefused(code) if 400 <= code < 600 else ServerAway(str(error))
