"""The bytes of one object as they come from the storage now."""

import io
from typing import Any, BinaryIO, Final, cast

from archive.stores.s3.failures import answered
from archive.stores.s3.objects import Head, Objects
from repository.clients.s3.reading import ObjectReader

BLOCK: Final = 1024**2


class _Stream(ObjectReader):
    """An object of a store: its failures name the store."""

    def __init__(self, objects: Objects, key: str, known: Head, url: str) -> None:
        super().__init__(objects.bucket.client, objects.bucket.at(key), size=known.size, etag=known.etag)
        self._url = url

    def readinto(self, buffer: Any) -> int:
        """The next bytes, none at the end."""
        with answered(self._url):
            return super().readinto(buffer)


def opened(objects: Objects, key: str, known: Head, url: str) -> BinaryIO:
    """An object to read, as the one that ``known`` told; one that became another meanwhile is ``store-away``."""
    return cast("BinaryIO", io.BufferedReader(_Stream(objects, key, known, url), BLOCK))
