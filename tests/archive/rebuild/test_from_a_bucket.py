"""A replica in a bucket is as good as one in a folder: the repository comes back from it alone."""

from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.archive.rebuild.many import Publisher
from tests.archive.rebuild.places import comes_back_from
from tests.archive.stores.bucket_kind import BucketKind, SharedBucket
from tests.fakes.s3.line import Line
from tests.services.s3_server import S3Server

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]  # in the suite: test_sources.py


def test_the_repository_comes_back_from_a_bucket_alone(
    site: Path, publisher: Publisher, settings: Settings, s3_server: S3Server
) -> None:
    settings.VARVE_HOME = site / "home"
    with closing(Line(s3_server.port)) as line:
        BucketKind(SharedBucket.made(s3_server), line, settings)
        comes_back_from("far", site=site, publisher=publisher)
