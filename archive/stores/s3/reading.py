"""The bytes of one object as they come from the storage now."""

import io
from typing import Any, BinaryIO, Final, cast

from archive.stores.s3.failures import answered
from archive.stores.s3.objects import Objects
from repository.clients.s3.reading import ObjectReader

BLOCK: Final = 1024**2


class _Stream(ObjectReader):
    """An object of a store, its first connection open already; its failures name the store."""

    def __init__(self, objects: Objects, key: str, url: str) -> None:
        answer = objects.get(key)
        super().__init__(
            objects.bucket.client,
            objects.bucket.at(key),
            size=int(answer["ContentLength"]),
            etag=str(answer["ETag"]),
            stream=answer["Body"],
        )
        self._url = url

    def readinto(self, buffer: Any) -> int:
        """The next bytes, none at the end."""
        with answered(self._url):
            return super().readinto(buffer)


def opened(objects: Objects, key: str, url: str) -> BinaryIO:
    """An object to read. Raises ObjectMissing; one that becomes another while it is read is ``store-away``."""
    return cast("BinaryIO", io.BufferedReader(_Stream(objects, key, url), BLOCK))
