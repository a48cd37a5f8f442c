"""Calls to the bucket of a replica: whole objects and pieces with their checksums and locks, copies, lists."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from botocore.exceptions import ClientError

from archive.stores.s3.address import ReplicaAddress
from archive.stores.s3.erasing import Trace, erase_trace, traces_in
from archive.stores.s3.failures import KeyTaken, NoLock
from repository.clients.s3.bucket import bucket_at
from repository.clients.s3.failures import ObjectMissing, told

COPIED_AT_ONCE: Final = 5 * 1024**3
"""Bytes that S3 copies by one call; larger objects are copied in ranges."""

_TAKEN: Final = {"PreconditionFailed", "ConditionalRequestConflict", "412"}
_NOT_OFFERED: Final = {"NotImplemented", "501"}
_NO_LOCK: Final = {"InvalidRequest", "NotImplemented", "ObjectLockConfigurationNotFoundError"}


@dataclass(frozen=True, slots=True)
class Head:
    """What the storage remembers of an object: none of it is believed about its bytes."""

    size: int
    etag: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of an object that the storage has taken."""

    number: int
    etag: str
    sha256: str


class Objects:
    """The objects of one replica; keys are below the prefix of its address. Raises what the house's client raises."""

    def __init__(self, address: ReplicaAddress) -> None:
        self._address = address
        self.bucket = bucket_at(address.bucket)
        self._s3 = self.bucket.client
        self._is_seen = False
        self._is_plain = False

    def head(self, key: str) -> Head | None:
        """What is under a key. A bucket that is gone is no bucket without the object: StorageRefused."""
        try:
            with told():
                found = self._s3.head_object(**self.bucket.at(key))
        except ObjectMissing:
            if not self._is_seen:
                self.bucket.check()
                self._is_seen = True
            return None
        return Head(int(found["ContentLength"]), str(found["ETag"]), found.get("Metadata", {}))

    def get(self, key: str) -> dict[str, Any]:
        """The answer with all bytes of an object still to come. Raises ObjectMissing."""
        with told():
            return dict(self._s3.get_object(**self.bucket.at(key)))

    def put(self, key: str, content: bytes, *, sha256: str) -> None:
        """Write an object whole where none is: KeyTaken. The storage compares what arrives with its checksums."""
        with told(), self._refusals():
            checked = {"IfNoneMatch": "*", "ChecksumSHA256": _encoded(bytes.fromhex(sha256))}
            self._call("put_object", checked, self._new(key, sha256), Body=content, ContentMD5=_md5(content))

    def begin(self, key: str, *, sha256: str) -> str:
        """Begin an object in pieces; the name of this sending."""
        with told(), self._refusals():
            begun = self._call("create_multipart_upload", {"ChecksumAlgorithm": "SHA256"}, self._new(key, sha256))
            return str(begun["UploadId"])

    def put_piece(self, key: str, sending: str, number: int, content: bytes) -> Piece:
        """Send one piece, from 1; as `put`."""
        sha256 = _encoded(hashlib.sha256(content).digest())
        with told():
            answer = self._call(
                "upload_part",
                {"ChecksumSHA256": sha256},
                {**self.bucket.at(key), "UploadId": sending, "PartNumber": number},
                Body=content,
                ContentMD5=_md5(content),
            )
        return Piece(number, str(answer["ETag"]), sha256 if "ChecksumSHA256" in answer else "")

    def complete(self, key: str, sending: str, pieces: list[Piece]) -> None:
        """Make the object of its pieces where none is: KeyTaken, as far as the storage offers it."""
        parts = [
            {"PartNumber": piece.number, "ETag": piece.etag}
            | ({"ChecksumSHA256": piece.sha256} if piece.sha256 else {})
            for piece in pieces
        ]
        at = {**self.bucket.at(key), "UploadId": sending}
        with told(), self._refusals():
            self._call("complete_multipart_upload", {"IfNoneMatch": "*"}, at, MultipartUpload={"Parts": parts})

    def copy(self, key: str, target: str, known: Head) -> None:
        """Copy an object inside the storage, whatever its size."""
        source = self.bucket.at(key)
        if known.size <= COPIED_AT_ONCE:
            with told():
                self._s3.copy_object(**self.bucket.at(target), CopySource=source, CopySourceIfMatch=known.etag)
            return
        with told():
            begun = self._s3.create_multipart_upload(**self.bucket.at(target), Metadata=dict(known.metadata))
            at = {**self.bucket.at(target), "UploadId": begun["UploadId"]}
            parts = []
            for number, start in enumerate(range(0, known.size, COPIED_AT_ONCE), start=1):
                last = min(start + COPIED_AT_ONCE, known.size) - 1
                wanted = {"CopySourceRange": f"bytes={start}-{last}", "CopySourceIfMatch": known.etag}
                done = self._s3.upload_part_copy(**at, PartNumber=number, CopySource=source, **wanted)
                parts.append({"PartNumber": number, "ETag": done["CopyPartResult"]["ETag"]})
            self._s3.complete_multipart_upload(**at, MultipartUpload={"Parts": parts})

    def traces(self, *keys: str) -> tuple[Trace, ...]:
        """All that there is of these keys, and of the same with a number after them."""
        return tuple(trace for key in keys for trace in traces_in(self.bucket, key))

    def erase(self, trace: Trace) -> None:
        """Remove a version of an object, or a sending, for good. Raises ErasureLocked."""
        erase_trace(self.bucket, trace, is_locking=bool(self._address.lock))

    def files(self, folder: str) -> Iterator[tuple[str, int]]:
        """Name and bytes of each object of a folder, but not of its folders."""
        for page in self._pages(folder):
            for each in page.get("Contents", ()):
                yield self.bucket.below(each["Key"]).removeprefix(folder), int(each["Size"])

    def folders(self, folder: str) -> Iterator[str]:
        """Names of the folders of a folder."""
        for page in self._pages(folder):
            for each in page.get("CommonPrefixes", ()):
                yield self.bucket.below(each["Prefix"]).removeprefix(folder).rstrip("/")

    def quota(self) -> tuple[int, int] | None:
        """The bytes that the bucket may hold and those it holds, where the storage (Ceph) tells."""
        with told():
            answer = self._s3.head_bucket(Bucket=self._address.bucket.bucket)
        headers = answer["ResponseMetadata"]["HTTPHeaders"]
        most, used = headers.get("x-rgw-quota-bucket-size", ""), headers.get("x-rgw-bytes-used", "")
        return (int(most), int(used)) if most.isdigit() and used.isdigit() and int(most) else None

    def _pages(self, folder: str) -> Iterator[dict[str, Any]]:
        at = self.bucket.at(folder)
        with told():
            pages = self._s3.get_paginator("list_objects_v2").paginate(
                Bucket=at["Bucket"], Prefix=at["Key"], Delimiter="/"
            )
            yield from pages

    def _new(self, key: str, sha256: str) -> dict[str, Any]:
        """What a new object is given: our SHA256 beside it, and the lock that the address asks for."""
        new: dict[str, Any] = {**self.bucket.at(key), "Metadata": {"sha256": sha256}}
        if self._address.lock:
            until = datetime.now(UTC) + timedelta(days=self._address.lock_days)
            new |= {"ObjectLockMode": self._address.lock.upper(), "ObjectLockRetainUntilDate": until}
        return new

    def _call(self, name: str, offered: dict[str, Any], at: dict[str, Any], **values: Any) -> dict[str, Any]:
        """One call with what not every storage offers; once such a one refused it, without."""
        call = getattr(self._s3, name)
        if not self._is_plain:
            try:
                return dict(call(**at, **values, **offered))
            except ClientError as error:
                if _code(error) not in _NOT_OFFERED:
                    raise
                self._is_plain = True
        return dict(call(**at, **values))

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            code = _code(error)
            if code in _TAKEN:
                raise KeyTaken from error
            if self._address.lock and code in _NO_LOCK:
                text = (
                    f"The bucket {self._address.bucket.bucket} locks no objects ({code}): "
                    "make one with object lock, or leave lock= out of its address."
                )
                raise NoLock(text) from error
            raise


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _encoded(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


def _md5(content: bytes) -> str:
    return _encoded(hashlib.md5(content, usedforsecurity=False).digest())
