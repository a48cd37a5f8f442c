"""What the protocol refuses, each with the status that tus 1.0 gives it."""

from repository.errors import RepositoryError


class TusRefused(RepositoryError):
    """A request that tus 1.0 answers with a status of its own."""

    code = "tus-refused"
    status = 400


class HeaderMalformed(TusRefused):
    """A header is missing, or says nothing that can be understood."""

    code = "tus-malformed"


class WrongVersion(TusRefused):
    """The client speaks another version of the protocol: nothing of its request is done."""

    code = "tus-version"
    status = 412


class WrongType(TusRefused):
    """The body of a PATCH is no ``application/offset+octet-stream``."""

    code = "tus-type"
    status = 415


class UploadMissing(TusRefused):
    """There is no such upload for this person."""

    code = "upload-missing"
    status = 404


class UploadGone(TusRefused):
    """It was not finished in time: its bytes are let go of."""

    code = "upload-gone"
    status = 410


class UploadBusy(TusRefused):
    """Somebody writes it at this moment."""

    code = "upload-busy"
    status = 423


class SenderSilent(TusRefused):
    """Nothing came for so long that the upload was let go of: another request may write it by now."""

    code = "sender-silent"
    status = 408


class UploadLost(TusRefused):
    """The storage does not have what it took any more: the upload begins again at its first byte."""

    code = "upload-lost"
    status = 503


class UploadTooLarge(TusRefused):
    """More than there is room for, or than was announced."""

    code = "upload-too-large"
    status = 413


class UploadClosed(TusRefused):
    """It is made of parts: nothing can be added to it (concatenation extension)."""

    code = "upload-closed"
    status = 403


class ChecksumDiffers(TusRefused):
    """The bytes of one PATCH are not those that its checksum was made of: none of them is kept."""

    code = "checksum-differs"
    status = 460


class OffsetDiffers(TusRefused):
    """The bytes that come do not follow those that are here. ``offset``: how many are here."""

    code = "offset-differs"
    status = 409

    def __init__(self, sentence: str, *, offset: int) -> None:
        super().__init__(sentence)
        self.offset = offset
