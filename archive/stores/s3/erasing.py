"""Traces of one file in a bucket: versions of its object and of what was set aside, and sendings that never ended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from repository.clients.s3.bucket import Bucket
from repository.clients.s3.failures import told
from repository.errors import PermanentFailure

_LOCKED: Final = {"AccessDenied", "ObjectLocked", "InvalidRequest", "403"}


class ErasureLocked(PermanentFailure):
    """The storage keeps the bytes under a lock that nobody, or not we, may lift."""

    code = "erasure-locked"


@dataclass(frozen=True, slots=True)
class Trace:
    """One version of one object, or one sending."""

    key: str
    version: str = ""
    sending: str = ""

    @property
    def told(self) -> str:
        """For a sentence."""
        return f"{self.key} ({'a sending' if self.sending else self.version or 'one version'})"


def traces_in(bucket: Bucket, key: str) -> Iterator[Trace]:
    """Of an object with this key, or with this key and a number after it: nothing else begins so."""
    ours = re.compile(rf"{re.escape(key)}(?:\.[0-9]+)?")
    at = bucket.at(key)
    with told():
        pages = bucket.client.get_paginator("list_object_versions").paginate(Bucket=at["Bucket"], Prefix=at["Key"])
        for page in pages:
            for each in page.get("Versions", ()):
                found = bucket.below(each["Key"])
                if ours.fullmatch(found):
                    yield Trace(found, str(each.get("VersionId", "")))
    for sending in bucket.sendings(key):
        if ours.fullmatch(sending.key):
            yield Trace(sending.key, sending=sending.sending)


def erase_trace(bucket: Bucket, trace: Trace, *, is_locking: bool) -> None:
    """Remove it for good. ``is_locking``: whether the bucket locks objects, so that a refusal may be a lock's."""
    if trace.sending:
        bucket.drop(trace.key, trace.sending)
        return
    version: dict[str, Any] = {"VersionId": trace.version} if trace.version else {}
    lifting = {"BypassGovernanceRetention": True} if is_locking else {}
    with told():
        try:
            bucket.client.delete_object(**bucket.at(trace.key), **version, **lifting)
        except ClientError as error:
            if is_locking and str(error.response.get("Error", {}).get("Code", "")) in _LOCKED:
                text = f"A lock of the bucket {bucket.address.bucket} keeps {trace.told}."
                raise ErasureLocked(text) from error
            raise
