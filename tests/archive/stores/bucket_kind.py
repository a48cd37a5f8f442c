"""A bucket of a real S3 server behind a line, as the contract suite harms it."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from botocore.exceptions import ClientError

from archive.stores.addresses import StoreSecrets
from archive.stores.base import Store
from archive.stores.opening import open_store
from repository.clients.s3 import bucket as calls
from tests.archive.stores.dying import dies_while
from tests.archive.stores.kinds import Kind, Trouble
from tests.fakes.s3.line import Fault, Line
from tests.services.processes import wait_until
from tests.services.s3_bucket import client_of
from tests.services.s3_server import S3Server

EVER = 1_000
EVERY = ("head", "get", "list", "put", "begin", "piece", "complete", "drop", "remove")
SENDING = ("put", "piece")

FAULTS = {
    Trouble.BUSY: [Fault(sort, times=2, is_busy=True) for sort in EVERY],
    Trouble.SLOW: [Fault(sort, times=2, pause_s=0.1) for sort in EVERY],
    Trouble.SILENT: [Fault(sort, times=EVER, pause_s=0.4) for sort in EVERY],
    Trouble.REFUSES: [Fault(sort, times=EVER, refusal="AccessDenied") for sort in EVERY],
    Trouble.FULL: [Fault(sort, times=EVER, refusal="QuotaExceeded") for sort in SENDING],
    Trouble.TORN_SENDING: [Fault(sort, times=EVER, is_torn=True) for sort in SENDING],
    Trouble.TORN_READING: [Fault("get", times=EVER, is_torn=True)],
    Trouble.ALTERED_SENDING: [Fault(sort, times=EVER, is_altered=True) for sort in SENDING],
    Trouble.ALTERED_READING: [Fault("get", times=EVER, is_altered=True)],
    Trouble.LYING: [
        Fault(sort, times=EVER, etag='"00000000000000000000000000000000"') for sort in ("head", "put", "get")
    ],
}


@dataclass(frozen=True)
class SharedBucket:
    """One bucket for the whole suite, and bare boto3 for what no site does: each test has a folder of its own in it."""

    server: S3Server
    name: str
    client: Any

    @classmethod
    def made(cls, server: S3Server, **options: Any) -> "SharedBucket":
        """Make one."""
        client, name = client_of(server), f"varve-{uuid.uuid4().hex[:12]}"
        client.create_bucket(Bucket=name, **options)
        return cls(server, name, client)


class BucketKind(Kind):
    """A folder of a bucket; ``settings`` are those of the test, which name its store ``far``."""

    troubles = frozenset(Trouble)
    unbelieved = frozenset({Trouble.LYING})

    def __init__(self, bucket: SharedBucket, line: Line, settings: Any, options: str = "") -> None:
        self.bucket = bucket
        self.line = line
        self.settings = settings
        self.folder = f"test-{uuid.uuid4().hex[:12]}"
        self.url = f"s3://{bucket.name}/{self.folder}?endpoint={quote(line.endpoint, safe='')}{options}"
        settings.ARCHIVE_REPLICAS = {"far": self.url}
        keys = StoreSecrets(access_key=bucket.server.access_key, secret_key=bucket.server.secret_key)
        settings.ARCHIVE_REPLICA_SECRETS = {"far": keys}

    def open(self) -> Store:
        """The store called ``far``, over the line."""
        return open_store("far")

    def read(self, place: str) -> bytes | None:
        """The object's bytes."""
        try:
            return bytes(self.bucket.client.get_object(**self._at(place))["Body"].read())
        except ClientError:
            return None

    def write(self, place: str, content: bytes) -> None:
        """Another object of that key."""
        self.bucket.client.put_object(**self._at(place), Body=content)

    def remove(self, place: str) -> None:
        """Delete it."""
        self.bucket.client.delete_object(**self._at(place))

    def places(self) -> set[str]:
        """Objects, and what is being sent. Ceph lets go of a sending a moment after it is whole."""
        wait_until(lambda: not self._objects() & self._sendings(), seconds=3)
        return self._objects() | {f"sending:{place}" for place in self._sendings()}

    def _objects(self) -> set[str]:
        pages = self.bucket.client.get_paginator("list_objects_v2").paginate(**self._within)
        return {each["Key"].removeprefix(f"{self.folder}/") for page in pages for each in page.get("Contents", ())}

    def _sendings(self) -> set[str]:
        found = self.bucket.client.list_multipart_uploads(**self._within).get("Uploads", ())
        return {each["Key"].removeprefix(f"{self.folder}/") for each in found}

    @property
    def _within(self) -> dict[str, str]:
        return {"Bucket": self.bucket.name, "Prefix": f"{self.folder}/"}

    def _at(self, place: str) -> dict[str, str]:
        return {"Bucket": self.bucket.name, "Key": f"{self.folder}/{place}"}

    @contextmanager
    def trouble(self, trouble: Trouble) -> Iterator[None]:
        """What the line does to requests, until the end."""
        with ExitStack() as ends:
            ends.enter_context(patch.object(self.line, "faults", [replace(fault) for fault in FAULTS.get(trouble, ())]))
            if trouble is Trouble.AWAY:
                self.line.close()
                ends.callback(self.line.open)
            if trouble is Trouble.GONE:
                gone = self.url.replace(self.bucket.name, "varve-nowhere")
                nowhere = {**self.settings.ARCHIVE_REPLICAS, "far": gone}
                ends.enter_context(patch.object(self.settings, "ARCHIVE_REPLICAS", nowhere))
            if trouble is Trouble.SILENT:
                ends.enter_context(patch.multiple(calls, ANSWER_S=0.15, TRIES=2))
                calls.bucket_at.cache_clear()
                ends.callback(calls.bucket_at.cache_clear)
            yield

    def dies_at(self, point: int, work: Callable[[], object]) -> bool:
        """Steps are requests: killed when the server has done one, before it is told."""
        return dies_while(work, watched=lambda watch: patch.object(self.line, "watch", watch), point=point)
