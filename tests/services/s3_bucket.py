"""A bucket of its own for a test, and what lies in it."""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import boto3
from botocore.config import Config

from repository.clients.s3.address import S3Address
from repository.clients.s3.bucket import Bucket, bucket_at
from tests.services.processes import wait_until
from tests.services.s3_server import S3Server


@dataclass(frozen=True)
class TestBucket:
    """An empty bucket. ``endpoint``: the server's, or a line to it."""

    __test__ = False
    server: S3Server
    name: str
    endpoint: str

    @property
    def url(self) -> str:
        """As STORAGE_URL takes it."""
        return f"s3://{self.name}/varve?endpoint={quote(self.endpoint, safe='')}"

    @property
    def environment(self) -> dict[str, str]:
        """What a site is given to use it."""
        return {
            "STORAGE_URL": self.url,
            "STORAGE_ACCESS_KEY": self.server.access_key,
            "STORAGE_SECRET_KEY": self.server.secret_key,
        }

    def opened(self) -> Bucket:
        """It, past every line."""
        keys = {"access_key": self.server.access_key, "secret_key": self.server.secret_key}
        return bucket_at(S3Address(self.name, "varve", endpoint=self.server.endpoint, **keys))

    def keys(self) -> set[str]:
        """Everything that lies in it, and what is being sent."""
        return self.keys_in(self.opened())

    @staticmethod
    def keys_in(bucket: Bucket) -> set[str]:
        """The same of any bucket. Ceph lets go of a sending a moment after it is whole."""

        def objects() -> set[str]:
            return {each.key for each in bucket.objects("")}

        def sendings() -> set[str]:
            return {each.key for each in bucket.sendings("")}

        wait_until(lambda: not objects() & sendings(), seconds=3)
        return objects() | {f"sending:{key}" for key in sendings()}


def client_of(server: S3Server) -> Any:
    """Bare boto3, for what no site does."""
    return boto3.client(
        "s3",
        endpoint_url=server.endpoint,
        aws_access_key_id=server.access_key,
        aws_secret_access_key=server.secret_key,
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}, proxies={}, request_checksum_calculation="when_required"),
    )


def new_bucket(server: S3Server, endpoint: str = "") -> TestBucket:
    """Make one."""
    name = f"varve-{uuid.uuid4().hex[:12]}"
    client_of(server).create_bucket(Bucket=name)
    return TestBucket(server, name, endpoint or server.endpoint)
