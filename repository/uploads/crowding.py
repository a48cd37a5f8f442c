"""What keeps uploads from filling the disk: bytes that others are sending count too, and a reserve stays free."""

import shutil
import time
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from repository.uploads.store import DraftStore

LOOK_EVERY: Final = 16 * 1024 * 1024
"""After so many bytes of a file the disk is looked at again."""

ALIVE_S: Final = 600
"""What has not grown for so long was cut off: it is collected later, and takes no room meanwhile."""


@dataclass(frozen=True, slots=True)
class Share:
    """Whose bytes arrive (a short name without a slash), and how many may be arriving for them at once."""

    owner: str
    most: int


def is_crowded(store: DraftStore, share: Share) -> bool:
    """Whether all that arrives for one owner, in every request together, is more than there is room for."""
    return store.arriving_for(share.owner, since=time.time() - ALIVE_S) > share.most


def leaves_too_little(store: DraftStore, *, coming: int = 0) -> bool:
    """Whether the disk has less left than DISK_RESERVE_BYTES, once ``coming`` bytes have come."""
    folder, more = store.filled_by(coming)
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free - more < settings.DISK_RESERVE_BYTES
