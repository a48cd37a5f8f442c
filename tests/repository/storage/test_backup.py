"""A backup of a site whose drafts lie in a bucket: the database, and a word that the bytes are elsewhere."""

from pathlib import Path

import pytest

from config.backup.making import make_backup
from repository.models import DataFile, Dataset, Person
from repository.services.files import attach_file
from repository.uploads.arrivals import receive
from tests.services.s3_bucket import TestBucket

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_bytes_of_drafts_stay_in_the_bucket(
    alice: Person, dataset: Dataset, bucket: TestBucket, tmp_path: Path
) -> None:
    attach_file(dataset_key=dataset.key, actor=alice, received=receive("a.csv", [b"1,2\n"], most=100))
    made = make_backup(tmp_path / "backup", with_secret=False)
    assert (made.drafts, made.faults, made.elsewhere) == (0, (), f"s3://{bucket.name}/varve")
    assert made.size > 10_000
    assert bucket.keys() == {DataFile.objects.get().draft_path}
