"""The names of objects, below the prefix of STORAGE_URL.

A draft's file is named by chance and not by its number: numbers go back with a database that is restored, and an object
that is written once must never be written over.
"""

import re
from typing import Final
from uuid import UUID

from repository.models import Upload, UploadKind

DRAFTS: Final = "drafts/"
UNFINISHED: Final = "unfinished/"
_DRAFT: Final = re.compile(r"drafts/[0-9a-f]{32}")


def draft_key(key: UUID) -> str:
    """A draft's file; the same is its ``draft_path``."""
    return f"{DRAFTS}{key.hex}"


def checked(draft_path: str) -> str:
    """The key that a row names. Raises ``ValueError`` for one that is no draft's."""
    if not _DRAFT.fullmatch(draft_path):
        raise ValueError(f"{draft_path!r} is not the key of a draft's file")
    return draft_path


def upload_key(upload: Upload) -> str:
    """What an upload becomes: a draft's file at its last place, or a part of something larger."""
    return f"{UNFINISHED}{upload.key.hex}/whole" if upload.kind == UploadKind.PART else draft_key(upload.key)


def rest_key(key: UUID, offset: int) -> str:
    """What lies between the last full piece and ``offset``."""
    return f"{UNFINISHED}{key.hex}/{offset}"


def owner_hex(key: str) -> str:
    """The upload that an object or a sending would belong to, in hexadecimal."""
    return key.split("/")[1]
