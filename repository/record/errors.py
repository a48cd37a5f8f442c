"""What can be wrong with a sealed record, or with a document that says it is one."""

from repository.errors import RepositoryError


class RecordUnreadable(RepositoryError):
    """The bytes are not a record: damaged, or never made by this repository."""

    code = "record-unreadable"


class RecordTooNew(RepositoryError):
    """The record was sealed by a newer version of this software, which has to be installed to read it."""

    code = "record-too-new"
