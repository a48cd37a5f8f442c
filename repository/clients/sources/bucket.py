"""A folder of a bucket of an S3 storage. What is read stays the object that was begun: its ETag is asked for."""

from collections.abc import Iterator

from repository.clients.s3.address import S3Address
from repository.clients.s3.bucket import bucket_at
from repository.clients.s3.failures import ObjectMissing, StorageAway
from repository.clients.sources.base import BLOCK, SourceAway, SourceChanging, Write
from repository.series.listing import Found


class BucketSource:
    """The objects whose keys begin with the path. The mark of one is when it was written."""

    def __init__(self, address: S3Address, path: str = "") -> None:
        self._bucket = bucket_at(address)
        self._start = f"{path}/" if path else ""

    def listing(self) -> Iterator[Found]:
        """Every object; names that end with a slash are folders that some programs make, of no bytes."""
        try:
            for each in self._bucket.objects(self._start):
                if not each.key.endswith("/"):
                    yield Found(each.key.removeprefix(self._start), each.size, each.modified.isoformat())
        except StorageAway as error:
            raise SourceAway(str(error)) from error

    def fetch(self, name: str, write: Write) -> Found:
        """Read an object once."""
        key, size = f"{self._start}{name}", 0
        try:
            with self._bucket.open(key) as reader:
                while block := reader.read(BLOCK):
                    size += len(block)
                    write(block)
            for each in self._bucket.objects(key):
                if each.key == key:
                    return Found(name, size, each.modified.isoformat())
        except StorageAway as error:
            raise SourceAway(str(error)) from error
        except ObjectMissing as error:
            raise SourceChanging(f"{name} was removed while it was read.") from error
        raise SourceChanging(f"{name} was removed while it was read.")
