"""One tree of errors. Each has a stable code and a sentence that a person can act on; services know no HTTP. Pure."""


class RepositoryError(Exception):
    """Something a person or an operator can act on.

    ``code`` is stable and documented in ``docs/operations.md``; ``config/problems.py`` maps it to an HTTP status.
    """

    code = "error"

    def __init__(self, sentence: str = "", *, code: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        if code:
            self.code = code


class NotAllowed(RepositoryError):
    """The actor holds no grant for this."""

    code = "not-allowed"


class TokenRefused(RepositoryError):
    """What a program showed in place of a password opens nothing."""

    code = "token-invalid"


class Malformed(RepositoryError):
    """What was sent is no form of this site."""

    code = "malformed"


class WrongState(RepositoryError):
    """The move is not allowed from the present state."""

    code = "wrong-state"


class StaleRecord(RepositoryError):
    """The record changed after it was read: look at the change, then decide."""

    code = "stale-record"


class Incomplete(RepositoryError):
    """Something that submission needs is missing."""

    code = "incomplete"


class FileRefused(RepositoryError):
    """An uploaded file was not kept."""

    code = "file-refused"


class TransientFailure(RepositoryError):
    """An outside system failed in a way that may pass: tried again, not before ``retry_after_s`` seconds."""

    code = "transient-failure"

    def __init__(self, sentence: str = "", *, code: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(sentence, code=code)
        self.retry_after_s = retry_after_s


class PatientFailure(TransientFailure):
    """Somebody else's server is away, perhaps for days: tried until ``patience_s`` seconds after the event, then held.

    ``waits_for`` names the server, so that whatever waits for it goes on at once when it is back.
    """

    def __init__(
        self, sentence: str = "", *, waits_for: str, patience_s: float, code: str = "", retry_after_s: float = 0.0
    ) -> None:
        super().__init__(sentence, code=code, retry_after_s=retry_after_s)
        self.waits_for = waits_for
        self.patience_s = patience_s


class PermanentFailure(RepositoryError):
    """Trying again cannot help: the delivery is held for a person."""

    code = "permanent-failure"


class ClaimLost(RepositoryError):
    """Another worker took the delivery over; what was done here is not written."""

    code = "claim-lost"
