"""The calls to one bucket, each with a time limit and its own checksum on the way. Raises what `failures` names."""

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, BinaryIO, Final

import boto3
from botocore.config import Config

from repository.clients.s3.address import S3Address
from repository.clients.s3.failures import ObjectMissing, PiecesMissing, StorageAltered, StorageRefused, told
from repository.clients.s3.reading import ObjectReader

CONNECT_S: Final = 5
ANSWER_S: Final = 30
TRIES: Final = 4
"""How often one call is tried, with growing pauses, where the storage is busy (503 SlowDown) or does not answer."""

_BLOCK: Final = 256 * 1024

_PLAIN: Final = {None, "AES256"}
"""Encryption at rest with which an ETag is still the MD5 of the bytes."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object: its key below the prefix, its bytes, and when it was written."""

    key: str
    size: int
    modified: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    """An object of which pieces may have come: its key, the name of this sending, and when it was begun."""

    key: str
    sending: str
    begun: datetime


class Bucket:
    """One bucket, or one folder of it. Safe to use from several threads; keys are below the folder.

    ``client`` is boto3's, for calls that are made elsewhere.
    """

    def __init__(self, address: S3Address) -> None:
        self.address = address
        self._folder = f"{address.prefix}/" if address.prefix else ""
        self.client = _client(address)

    def at(self, key: str) -> dict[str, str]:
        """Where an object is, as calls of `client` want it."""
        return {"Bucket": self.address.bucket, "Key": self._folder + key}

    def check(self) -> None:
        """Ask whether the bucket is there and opens to our keys."""
        try:
            with told():
                self.client.head_bucket(Bucket=self.address.bucket)
        except ObjectMissing as missing:
            raise StorageRefused(f"There is no bucket {self.address.bucket}.") from missing

    def put(self, key: str, body: BinaryIO) -> None:
        """Write an object whole, from the start of a file."""
        with told():
            answer = self.client.put_object(**self.at(key), Body=body, ContentMD5=_encoded(md5 := _md5_of(body)))
        _check_etag(answer, md5)

    def begin(self, key: str) -> str:
        """Begin an object in pieces; the name of this sending."""
        with told():
            return str(self.client.create_multipart_upload(**self.at(key))["UploadId"])

    def put_piece(self, key: str, sending: str, number: int, body: BinaryIO) -> str:
        """Send one piece (from 1; at least 5 MiB but for the last), from the start of a file; its ETag.

        Raises PiecesMissing where the sending was dropped meanwhile.
        """
        with told():
            answer = self.client.upload_part(
                **self.at(key),
                UploadId=sending,
                PartNumber=number,
                Body=body,
                ContentMD5=_encoded(md5 := _md5_of(body)),
            )
        _check_etag(answer, md5)
        return str(answer["ETag"])

    def complete(self, key: str, sending: str, etags: Iterable[str], *, size: int) -> None:
        """Make the object of its pieces, in their order. Repeated after it was done, it finds it done.

        Raises PiecesMissing where a piece is missing or another, or where the whole has another size.
        """
        parts = [{"PartNumber": number, "ETag": etag} for number, etag in enumerate(etags, start=1)]
        try:
            with told():
                self.client.complete_multipart_upload(
                    **self.at(key), UploadId=sending, MultipartUpload={"Parts": parts}
                )
        except PiecesMissing:
            if self.size(key) != size:
                raise
        if self.size(key) != size:
            raise PiecesMissing(f"The object of {len(parts)} pieces has another size than they.")

    def drop(self, key: str, sending: str) -> None:
        """Let go of the pieces of an object that was not completed; where they are gone it is done."""
        try:
            with told():
                self.client.abort_multipart_upload(**self.at(key), UploadId=sending)
        except PiecesMissing:
            return

    def size(self, key: str) -> int | None:
        """The bytes of an object; None where there is none."""
        try:
            with told():
                return int(self.client.head_object(**self.at(key))["ContentLength"])
        except ObjectMissing:
            return None

    def open(self, key: str) -> ObjectReader:
        """An object to read from anywhere. Raises ObjectMissing."""
        with told():
            known = self.client.head_object(**self.at(key))
        return ObjectReader(self.client, self.at(key), size=int(known["ContentLength"]), etag=str(known["ETag"]))

    def remove(self, key: str) -> None:
        """Remove an object, if it is there."""
        with told():
            self.client.delete_object(**self.at(key))

    def objects(self, start: str) -> Iterator[Found]:
        """The objects whose keys begin so."""
        for page in self._pages("list_objects_v2", start):
            for each in page.get("Contents", ()):
                yield Found(self.below(each["Key"]), int(each["Size"]), each["LastModified"])

    def sendings(self, start: str) -> Iterator[Begun]:
        """What was begun in pieces and not completed, of keys that begin so."""
        for page in self._pages("list_multipart_uploads", start):
            for each in page.get("Uploads", ()):
                yield Begun(self.below(each["Key"]), each["UploadId"], each["Initiated"])

    def _pages(self, call: str, start: str) -> Iterator[dict[str, Any]]:
        with told():
            pages = self.client.get_paginator(call).paginate(Bucket=self.address.bucket, Prefix=self._folder + start)
            yield from pages

    def below(self, key: str) -> str:
        """The key below our folder of an object in the bucket."""
        return key.removeprefix(self._folder)


@lru_cache(maxsize=8)
def bucket_at(address: S3Address) -> Bucket:
    """The bucket at an address, with one set of connections for the whole process."""
    return Bucket(address)


os.register_at_fork(after_in_child=bucket_at.cache_clear)  # a connection belongs to one process


def _client(address: S3Address) -> Any:
    session = boto3.session.Session(
        aws_access_key_id=address.access_key,
        aws_secret_access_key=address.secret_key,
        region_name=address.region,
    )
    config = Config(
        signature_version="s3v4",
        connect_timeout=CONNECT_S,
        read_timeout=ANSWER_S,
        max_pool_connections=32,
        proxies={},  # none of the environment, as at every other door
        retries={"mode": "standard", "total_max_attempts": TRIES},
        s3={"addressing_style": address.style, "payload_signing_enabled": False},  # the signed MD5 stands for the body
        request_checksum_calculation="when_required",  # Content-MD5 instead: every S3 server checks it
        response_checksum_validation="when_required",
    )
    return session.client("s3", endpoint_url=address.endpoint or None, config=config)


def _md5_of(body: BinaryIO) -> bytes:
    body.seek(0)
    digest = hashlib.md5(usedforsecurity=False)
    while block := body.read(_BLOCK):
        digest.update(block)
    body.seek(0)
    return digest.digest()


def _encoded(md5: bytes) -> str:
    return base64.b64encode(md5).decode()


def _check_etag(answer: dict[str, Any], md5: bytes) -> None:
    """The ETag is the MD5 of what was written, unless the storage encrypts with keys of a customer."""
    is_plain = answer.get("ServerSideEncryption") in _PLAIN and "SSECustomerAlgorithm" not in answer
    if is_plain and str(answer["ETag"]).strip('"') != md5.hex():
        raise StorageAltered(f"The storage answered with another checksum ({answer['ETag']}).")
