"""What is of a bucket alone: codes of its failures, conditions, locks, quotas, and lists of more than a page."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from archive.stores.addresses import StoreSecrets
from archive.stores.s3.address import replica_address
from archive.stores.s3.store import S3Store
from repository.errors import PermanentFailure, TransientFailure
from tests.archive.stores.bucket_kind import BucketKind, SharedBucket
from tests.archive.stores.kinds import NAME, PACKAGE, Trouble
from tests.archive.stores.sources import Source
from tests.fakes.s3.line import Fault
from tests.services.s3_server import S3Server

PLACE = f"{PACKAGE}/{NAME}"


def put(kind: BucketKind, source: Source) -> bool:
    return kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)


@pytest.mark.parametrize(
    ("trouble", "code", "word"),
    [
        (Trouble.AWAY, "store-away", "EndpointConnectionError"),
        (Trouble.SILENT, "store-away", "ReadTimeoutError"),
        (Trouble.FULL, "store-full", "QuotaExceeded"),
        (Trouble.TORN_SENDING, "store-away", "ConnectionClosedError"),
        (Trouble.TORN_READING, "store-away", "IncompleteReadError|ResponseStreamingError|ProtocolError"),
        (Trouble.ALTERED_SENDING, "store-away", "BadDigest"),
        (Trouble.ALTERED_READING, "copy-differs", "read back with"),
        (Trouble.REFUSES, "store-refused", "403"),
        (Trouble.GONE, "store-refused", "NoSuchBucket"),
    ],
)
def test_a_failure_has_a_code_and_says_which_store_and_why(
    bucket_kind: BucketKind, source: Source, trouble: Trouble, code: str, word: str
) -> None:
    with bucket_kind.trouble(trouble), pytest.raises((TransientFailure, PermanentFailure), match=word) as failed:
        put(bucket_kind, source)
    assert failed.value.code == code
    assert "s3://varve-" in failed.value.sentence
    secrets: StoreSecrets = bucket_kind.settings.ARCHIVE_REPLICA_SECRETS["far"]
    assert secrets.secret_key not in str(failed.getrepr(style="long"))


def test_wrong_keys_are_refused(bucket_kind: BucketKind, source: Source) -> None:
    bucket_kind.settings.ARCHIVE_REPLICA_SECRETS = {"far": StoreSecrets(access_key="varve-test", secret_key="wrong")}
    with pytest.raises(PermanentFailure) as refused:
        put(bucket_kind, source)
    assert refused.value.code == "store-refused"


def test_a_clock_that_is_wrong_is_named_and_waited_for(bucket_kind: BucketKind, source: Source) -> None:
    bucket_kind.line.faults = [Fault("put", refusal="RequestTimeTooSkewed")]
    with pytest.raises(TransientFailure, match="does not believe this machine's clock"):
        put(bucket_kind, source)
    assert put(bucket_kind, source)


def test_a_storage_that_offers_no_conditions_and_no_sha256_is_used_without(
    bucket_kind: BucketKind, source: Source
) -> None:
    bucket_kind.line.faults = [Fault("put", refusal="NotImplemented")]
    assert put(bucket_kind, source)
    first, second = [head for sort, head in bucket_kind.line.heads if sort == "put"]
    assert first["if-none-match"] == "*"
    assert "x-amz-checksum-sha256" in first
    assert not {"if-none-match", "x-amz-checksum-sha256"} & set(second)
    assert "content-md5" in second


def test_what_another_machine_wrote_meanwhile_is_not_replaced(
    bucket_kind: BucketKind, source: Source, tmp_path: Path
) -> None:
    secrets: StoreSecrets = bucket_kind.settings.ARCHIVE_REPLICA_SECRETS["far"]
    keys = {"access_key": secrets.access_key, "secret_key": secrets.secret_key}
    elsewhere = S3Store(bucket_kind.url, replica_address(bucket_kind.url, **keys), locks=tmp_path / "elsewhere")

    def come_between() -> None:
        assert elsewhere.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)

    bucket_kind.line.faults = [Fault("head", after=come_between)]
    assert not put(bucket_kind, source)
    assert bucket_kind.read(PLACE) == source.content


def test_copies_in_a_bucket_are_locked_where_the_address_says_so(
    bucket_kind: BucketKind, s3_server: S3Server, settings: Any, source: Source
) -> None:
    bucket = SharedBucket.made(s3_server, ObjectLockEnabledForBucket=True)
    kind = BucketKind(bucket, bucket_kind.line, settings, "&lock=governance&lock_days=1")
    put(kind, source)
    at = {"Bucket": bucket.name, "Key": f"{kind.folder}/{PLACE}"}
    found = bucket.client.head_object(**at)
    assert found["ObjectLockMode"] == "GOVERNANCE"
    with pytest.raises(bucket.client.exceptions.ClientError, match="forbidden by object lock"):
        bucket.client.delete_object(**at, VersionId=found["VersionId"])
    place = kind.open().set_aside(PACKAGE, NAME)
    assert place is not None
    assert kind.read(place) == source.content
    assert kind.open().stat_file(PACKAGE, NAME) is None
    assert bucket.client.get_object(**at, VersionId=found["VersionId"])["Body"].read() == source.content
    assert put(kind, source)


def test_a_bucket_that_locks_nothing_is_told_apart(bucket_kind: BucketKind, settings: Any, source: Source) -> None:
    kind = BucketKind(bucket_kind.bucket, bucket_kind.line, settings, "&lock=compliance&lock_days=1")
    with pytest.raises(PermanentFailure, match="make one with object lock") as refused:
        put(kind, source)
    assert refused.value.code == "store-no-lock"
    assert kind.places() == set()


def test_more_packages_than_a_page_holds_are_all_listed(bucket_kind: BucketKind) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: bucket_kind.write(f"{number}/{NAME}", b"x"), range(1, 1102)))
    bucket_kind.line.done.clear()
    assert len(bucket_kind.open().list_packages()) == 1101
    assert bucket_kind.line.done.count("list") == 2


def test_the_room_is_that_of_the_quota(
    bucket_kind: BucketKind, s3_server: S3Server, settings: Any, source: Source
) -> None:
    assert bucket_kind.open().space() is None
    kind = BucketKind(SharedBucket.made(s3_server), bucket_kind.line, settings)
    of_the_bucket = (f"--bucket={kind.bucket.name}", "--quota-scope=bucket")
    s3_server.admin("quota", "set", *of_the_bucket, "--max-size=1G")
    s3_server.admin("quota", "enable", *of_the_bucket)
    put(kind, source)
    space = kind.open().space()
    assert space is not None
    assert (space.total, space.total - space.free) == (1024**3, len(source.content))
