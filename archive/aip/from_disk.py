"""SHA256 of what the disk itself gives, not of what the kernel remembers."""

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from archive.aip.digest import sha256_of_rest
from archive.aip.direct import LARGE, NotDirect, pieces_from_disk


def sha256_from_disk(path: Path, *, after_each: Callable[[int], None] | None = None) -> str:
    """As `digest.sha256_of_file`, of what the disk itself gives.

    A large file is read past the kernel's cache; for a smaller one, and where that cannot be done, the kernel is asked
    to drop its cached pages before.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        if os.fstat(descriptor).st_size >= LARGE:
            with suppress(NotDirect):
                return _sha256_past_cache(descriptor, after_each)
        return sha256_of_rest(descriptor, after_each=after_each)
    finally:
        os.close(descriptor)


def sha256_of_each_from_disk(paths: Sequence[Path]) -> list[str]:
    """As `sha256_from_disk`, of small files that are on the disk: it is asked for all of them, then each is awaited."""
    with ExitStack() as closing_all:
        descriptors = []
        for path in paths:
            descriptors.append(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC))
            closing_all.callback(os.close, descriptors[-1])
            for advice in (os.POSIX_FADV_DONTNEED, os.POSIX_FADV_WILLNEED):
                os.posix_fadvise(descriptors[-1], 0, 0, advice)
        return [sha256_of_rest(descriptor) for descriptor in descriptors]


def _sha256_past_cache(descriptor: int, after_each: Callable[[int], None] | None) -> str:
    digest = hashlib.sha256()
    with closing(pieces_from_disk(descriptor)) as pieces:
        for piece in pieces:
            digest.update(piece)
            if after_each is not None:
                after_each(len(piece))
    return digest.hexdigest()
