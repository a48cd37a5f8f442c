"""A depositor with a dataset, whose drafts lie in a bucket of a real S3 server; a line to it that a test can break."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person
from repository.services.deposits import create_deposit
from repository.uploads.permits import permit_for
from tests.factories import make_person
from tests.fakes.s3.line import Line
from tests.repository.tus.web import Direct
from tests.services.s3_bucket import TestBucket, new_bucket
from tests.services.s3_server import S3Server


@pytest.fixture
def line(s3_server: S3Server) -> Iterator[Line]:
    """The line between the site and the server."""
    line = Line(s3_server.port)
    yield line
    line.close()


@pytest.fixture
def bucket(s3_server: S3Server, line: Line, settings: Any, tmp_path: Path) -> TestBucket:
    """The bucket that the site uses, over the line."""
    bucket = new_bucket(s3_server, line.endpoint)
    settings.VARVE_HOME = tmp_path / "home"
    for name, value in bucket.environment.items():
        setattr(settings, name, value)
    return bucket


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice")


@pytest.fixture
def dataset(alice: Person, bucket: TestBucket) -> Dataset:
    """The empty dataset of a new deposit of alice."""
    return create_deposit(actor=alice).datasets.get()


@pytest.fixture
def direct(alice: Person, dataset: Dataset) -> Direct:
    """alice before the application itself."""
    browser = Client()
    browser.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Direct(browser, dataset, permit_for(alice, dataset.key))
