"""The whole road with drafts in a bucket: sent by form and tuspy, read, submitted, archived, published, downloaded."""

import random
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from archive.queries import package_folder
from config.demo.files import netcdf_profiles
from repository.lifecycle import Standing
from repository.models import DataFile, Dataset, Delivery, DraftFile, Inspection
from repository.uploads.s3.pieces import PIECE
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_person
from tests.fakes.s3.line import Line
from tests.repository.deposits.pages import send_files
from tests.repository.tus.test_clients import uploader
from tests.repository.tus.web import sender, served
from tests.road.test_road import decide, describe, signed_in, submit
from tests.services.s3_bucket import TestBucket

pytestmark = pytest.mark.django_db(transaction=True)

LARGE = random.Random(3).randbytes(PIECE + 1_234_567)


def begun(author: Client) -> Dataset:
    """The dataset of a new deposit."""
    author.post(reverse("deposit-create"))
    return Dataset.objects.get()


def send_by_tuspy(person: Any, dataset: Dataset, path: Path, bucket: TestBucket) -> None:
    """In three pieces, through the real site."""
    with served(path.parent, port=0, **bucket.environment) as port:
        uploader(sender(port, person, dataset), path, chunk_size=4_000_000).upload()


def check_public(dataset: Dataset) -> None:
    """The package holds the files, and readers get them."""
    sealed = {path.name: path for path in package_folder(dataset).iterdir()}
    for file in DataFile.objects.all():
        assert sha256(sealed[file.archived_name].read_bytes()).hexdigest() == file.sha256
    fragment = dataset.snapshots.get().number
    public = Client().get(reverse("file", args=[dataset.suffix, fragment, "sections.bin"]))
    assert public.getvalue() == LARGE


def test_a_dataset_goes_the_whole_road_from_a_bucket_that_was_away_for_a_while(
    bucket: TestBucket, line: Line, settings: Any, tmp_path: Path
) -> None:
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    alice = make_person("alice")
    author, moderator = signed_in(alice), signed_in(make_moderator("bob"))
    dataset = begun(author)
    send_files(author, dataset, {"casts.nc": netcdf_profiles()})
    large = tmp_path / "sections.bin"
    large.write_bytes(LARGE)
    send_by_tuspy(alice, dataset, large, bucket)
    sums = {"casts.nc": sha256(netcdf_profiles()).hexdigest(), "sections.bin": sha256(LARGE).hexdigest()}
    assert dict(DraftFile.objects.values_list("path", "file__sha256")) == sums
    assert bucket.keys() == set(DataFile.objects.values_list("draft_path", flat=True))

    run_everything_due()
    read = Inspection.objects.get(file__original_name="casts.nc")
    assert read.reading is not None
    assert read.reading["format"].startswith("NetCDF")
    number = DataFile.objects.get(original_name="sections.bin").number
    address = reverse("deposit-file", args=[dataset.deposit_id, dataset.key, number])
    draft = author.get(address)
    assert draft["Content-Length"] == str(len(LARGE))
    assert draft.getvalue() == LARGE

    describe(author, dataset)
    submit(author, dataset)
    line.close()
    decide(moderator, dataset, "accepted")
    waiting = Delivery.objects.get(done_at__isnull=True)
    assert (waiting.held_at, "does not answer" in waiting.last_error) == (None, True)
    line.open()
    run_everything_due(ahead=timedelta(hours=1))
    dataset.refresh_from_db()
    assert dataset.standing == Standing.PUBLIC
    assert bucket.keys() == set(), "what is archived needs no draft"
    check_public(dataset)
    assert list((tmp_path / "home" / "passing").iterdir()) == []
