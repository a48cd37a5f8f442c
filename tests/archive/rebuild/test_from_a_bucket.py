"""A replica in a bucket is as good as one in a folder: the repository comes back from it alone."""

from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import Settings

from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from tests.archive.rebuild.many import Kind, Publisher, publish_many
from tests.archive.rebuild.places import lose_server
from tests.archive.stores.bucket_kind import BucketKind, SharedBucket
from tests.fakes.s3.line import Line
from tests.services.s3_server import S3Server

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_repository_comes_back_from_a_bucket_alone(
    site: Path, publisher: Publisher, settings: Settings, s3_server: S3Server
) -> None:
    settings.VARVE_HOME = site / "home"
    with closing(Line(s3_server.port)) as line:
        BucketKind(SharedBucket.made(s3_server), line, settings)
        made = publish_many(publisher, dict.fromkeys((Kind.LAYERED, Kind.EMBARGOED, Kind.CORRECTED_WITHDRAWN), 1))
        until = last_datestamp()
        before = list(answers(until=until))
        lose_server(site)
        rebuild = Rebuild(open_source("far"))
        results = list(rebuild.run())
        rebuild.finish()
        assert [result for result in results if result.outcome is not Outcome.REBUILT] == []
        assert len(results) == len(made)
        comparison = compare(before, answers(until=until))
        assert comparison.is_equal, "\n".join(comparison.lines())
