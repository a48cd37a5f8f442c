"""Drafts in a bucket: S3 of whatever make, shared by any number of web servers and workers."""

import io
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from repository.clients.s3.address import address_of
from repository.clients.s3.bucket import Bucket, bucket_at
from repository.clients.s3.failures import ObjectMissing
from repository.models import Upload, UploadKind, UploadPiece
from repository.uploads.kept import Kept, Lying, sample_of
from repository.uploads.s3.growth import BucketGrowth
from repository.uploads.s3.incoming import IncomingObject, StagedObject
from repository.uploads.s3.keys import DRAFTS, UNFINISHED, checked, owner_hex, upload_key
from repository.uploads.s3.passing import Passing, passing
from repository.uploads.s3.turns import Turn, taken
from repository.uploads.tus.growth import Known


class BucketStore:
    """Drafts of one bucket. ``passing``: where bytes pass this machine."""

    def __init__(self, bucket: Bucket, passing: Passing) -> None:
        self.bucket = bucket
        self.passing = passing

    def check(self) -> None:
        """Ask whether the bucket is there and opens to our keys."""
        self.bucket.check()

    def filled_by(self, coming: int) -> tuple[Path, int]:
        """The folder that bytes pass: a few megabytes of each file at a time, whatever comes."""
        return self.passing.folder, 0

    def arriving_for(self, owner: str, *, since: float) -> int:
        """Bytes that arrive in one go through this machine; uploads were promised their room by their rows."""
        return self.passing.marked(owner, since=since)

    def receive(self, owner: str = "") -> IncomingObject:
        """A new object."""
        return IncomingObject(self.bucket, self.passing, owner)

    def remove_cut(self, *, before: float) -> int:
        """Forget what was arriving here; its pieces go with ``remove_strays``."""
        self.passing.sweep()
        return self.passing.remove_marks(before=before)

    @contextmanager
    def hold(self, upload: Upload, owner: str) -> Iterator[Turn]:
        """Hold an upload by a lock of the database."""
        with taken(upload.key, partial(self._begun, upload)) as turn:
            yield turn

    def stage(self, upload: Upload, owner: str) -> StagedObject:
        """The object that the upload is already."""
        return StagedObject(self.bucket, upload_key(upload), is_kept=True)

    def open_part(self, upload: Upload, owner: str) -> BinaryIO:
        """A part, made one object now."""
        whole = BucketGrowth(self.bucket, self.passing, upload, _remembered(upload), is_hashed=False)
        try:
            whole.seal()
        finally:
            whole.close()
        return cast("BinaryIO", self.bucket.open(upload_key(upload)))

    def lying(self, upload: Upload, owner: str) -> Lying | None:
        """What the row remembers is what is here; a whole waits for its parts."""
        if not upload.offset and not upload.sending and upload.kind != UploadKind.WHOLE:
            return None
        return Lying(upload.offset, upload.grown.timestamp(), upload.sample or sample_of(b"", b""))

    def let_go(self, upload: Upload, owner: str) -> bool:
        """Drop the pieces and the rests, and the object where it is no draft's file."""
        if not upload.offset and not upload.sending:
            return False
        if upload.number is None or upload.kind == UploadKind.PART:
            if upload.sending:
                self.bucket.drop(upload_key(upload), upload.sending)
            self.bucket.remove(upload_key(upload))
        for found in self.bucket.objects(f"{UNFINISHED}{upload.key.hex}/"):
            self.bucket.remove(found.key)
        if upload.number is None:
            UploadPiece.objects.filter(upload=upload).delete()
            Upload.objects.filter(pk=upload.pk).update(offset=0, hashed=0, hash_state=b"", sending="", sample="")
        return True

    def remove_strays(self, known: Collection[str], *, before: float) -> int:
        """Remove what is on its way for no upload: rests, parts, and sendings that a killed process left."""
        count = 0
        for found in self.bucket.objects(UNFINISHED):
            if owner_hex(found.key) not in known and found.modified.timestamp() < before:
                self.bucket.remove(found.key)
                count += 1
        for begun in (*self.bucket.sendings(DRAFTS), *self.bucket.sendings(UNFINISHED)):
            if owner_hex(begun.key) not in known and begun.begun.timestamp() < before:
                self.bucket.drop(begun.key, begun.sending)
                count += 1
        return count

    def open(self, draft_path: str) -> BinaryIO:
        """The object as a stream. Raises FileNotFoundError."""
        try:
            return io.BufferedReader(self.bucket.open(checked(draft_path)), buffer_size=1 << 18)
        except ObjectMissing as missing:
            raise FileNotFoundError(draft_path) from missing

    @contextmanager
    def local(self, draft_path: str, *, size: int, sha256: str) -> Iterator[Path]:
        """A copy, hashed as it is written, and removed at the end of the block."""
        with self.passing.copy(self.open(draft_path), size=size, digest=sha256) as path:
            yield path

    def source(self, draft_path: str) -> Callable[[], BinaryIO]:
        """What opens the object."""
        return partial(self.open, draft_path)

    def holds(self, draft_path: str) -> bool:
        """Whether the object is there."""
        return self.bucket.size(checked(draft_path)) is not None

    def kept(self) -> Iterator[Kept]:
        """The objects of drafts."""
        for found in self.bucket.objects(DRAFTS):
            yield Kept(found.key, found.modified.timestamp())

    def discard(self, draft_path: str) -> None:
        """Remove the object."""
        self.bucket.remove(checked(draft_path))

    def _begun(self, upload: Upload, known: Known, is_hashed: bool) -> BucketGrowth:
        return BucketGrowth(self.bucket, self.passing, upload, known, is_hashed=is_hashed)


def bucket_store() -> BucketStore:
    """The store at ``s3://...``, with the keys beside it."""
    address = address_of(
        settings.STORAGE_URL, access_key=settings.STORAGE_ACCESS_KEY, secret_key=settings.STORAGE_SECRET_KEY
    )
    return BucketStore(bucket_at(address), passing())


def _remembered(upload: Upload) -> Known:
    return Known(offset=upload.offset, sending=upload.sending)
