"""M10: a virtual product is computed on its first GET, then served from the cache, until what it reads is another."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from compute.models import Job, Product
from compute.services.again import start_again
from compute.services.ending import remove_job
from compute.services.moves import fail_job
from compute.states import JobState
from repository.models import Delivery, Person
from tests.compute.people import ended, site
from tests.compute.products.given import (
    address_of,
    layer,
    nobody_asked_too_often,
    public_dataset,
    virtual,
)
from tests.compute.returns.given import Listing, alice, finished, listing
from tests.factories import make_person

__all__ = ["alice", "listing", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody() -> Client:
    return Client()


def reading(owner: Person) -> tuple[Any, Product]:
    """A public dataset of one layer, and a product that reads its table."""
    dataset = public_dataset(make_person("bob"))
    layer(dataset, oxygen=b"a\n1\n")
    return dataset, virtual(owner, "listing", source=[{"dataset": dataset.suffix, "path": "data/oxygen.csv"}])


def computed(client: Client, product: Product, made: bytes) -> Job:
    """The job that a GET begins, brought to its end."""
    before = set(Job.objects.values_list("pk", flat=True))
    assert client.get(address_of(product)).status_code == 202
    job = Job.objects.exclude(pk__in=before).get()
    return finished(job, {"echo.json": made, "count.csv": b"count\n1\n"})


def test_the_first_get_computes_and_the_second_is_served_from_the_cache(
    site: Path, alice: Person, anybody: Client
) -> None:
    product = virtual(alice, text="<i>", numbers=[3, 1])
    first = anybody.get(address_of(product))
    assert (first.status_code, first["Retry-After"], first.json()["status"]) == (202, "5", "computing")
    job = ended(Job.objects.get())
    assert (job.state, job.mode, job.owner) == ("succeeded", "virtual", alice)

    answer = anybody.get(address_of(product))
    body = b"".join(answer)
    assert answer.status_code == 200
    assert json.loads(body) == {"numbers": [3, 1], "text": "<i>"}
    assert answer["ETag"] == f'"{job.outputs.get().sha256}"'
    assert anybody.get(address_of(product), headers={"If-None-Match": answer["ETag"]}).status_code == 304
    part = anybody.get(address_of(product), headers={"Range": "bytes=1-4"})
    assert (part.status_code, b"".join(part)) == (206, body[1:5])
    assert anybody.head(address_of(product))["Content-Length"] == str(len(body))
    assert Job.objects.count() == 1


def test_after_a_change_of_one_input_it_is_computed_anew(
    site: Path, listing: Listing, alice: Person, anybody: Client
) -> None:
    dataset, product = reading(alice)
    computed(anybody, product, b"1")
    assert b"".join(anybody.get(address_of(product))) == b"1"

    layer(dataset, oxygen=b"a\n1\n", more=b"b\n2\n")
    assert b"".join(anybody.get(address_of(product))) == b"1", "another layer, the same bytes: the same result"

    layer(dataset, oxygen=b"a\n2\n")
    second = computed(anybody, product, b"2")
    assert b"".join(anybody.get(address_of(product))) == b"2"
    assert second.files.get().sha256 != Job.objects.exclude(pk=second.pk).get().files.get().sha256


def test_another_version_of_the_process_computes_it_anew(
    site: Path, listing: Listing, alice: Person, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _dataset, product = reading(alice)
    computed(anybody, product, b"1")
    monkeypatch.setattr(Listing, "version", "2.0.0")
    assert computed(anybody, product, b"2").version == "2.0.0"
    assert b"".join(anybody.get(address_of(product))) == b"2"
    monkeypatch.undo()


def test_what_a_person_computed_by_hand_is_served_too(site: Path, alice: Person, anybody: Client) -> None:
    from compute.services.submitting import submit_job

    job = finished(submit_job(process_id="echo", given={"text": "x"}, actor=alice), {"echo.json": b"{}"})
    assert b"".join(anybody.get(address_of(virtual(alice, text="x")))) == b"{}"
    assert Job.objects.get() == job


def test_a_head_starts_nothing_and_many_gets_start_one(site: Path, alice: Person, anybody: Client) -> None:
    product = virtual(alice)
    assert anybody.head(address_of(product)).status_code == 202
    assert not Job.objects.exists()
    assert {anybody.get(address_of(product)).status_code for _ in range(4)} == {202}
    assert Job.objects.count() == 1


def test_what_failed_is_not_started_again_by_a_get_but_by_its_owner(site: Path, alice: Person, anybody: Client) -> None:
    product = virtual(alice)
    anybody.get(address_of(product))
    job = Job.objects.get()
    fail_job(job, "OOM", "64 MB")
    answers = [anybody.get(address_of(product)) for _ in range(3)]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(424, "product-failed")}
    assert "64 MB" not in answers[0].text
    assert Job.objects.count() == 1

    again = start_again(job_id=job.pk, actor=alice)
    assert anybody.get(address_of(product)).status_code == 202
    finished(again, {"echo.json": b"now"})
    assert b"".join(anybody.get(address_of(product))) == b"now"


def test_what_expired_is_computed_again(site: Path, alice: Person, anybody: Client) -> None:
    product = virtual(alice)
    computed(anybody, product, b"1")
    remove_job(job_id=Job.objects.get().pk, actor=alice)
    computed(anybody, product, b"2")
    assert b"".join(anybody.get(address_of(product))) == b"2"


def test_beyond_the_quota_of_its_owner_one_is_asked_to_come_back(
    site: Path, alice: Person, anybody: Client, settings: Any
) -> None:
    settings.COMPUTE_JOBS_MOST = 1
    first, second = virtual(alice, text="1"), virtual(alice, text="2")
    assert anybody.get(address_of(first)).status_code == 202
    late = anybody.get(address_of(second))
    assert (late.status_code, late["Retry-After"], late.json()["code"]) == (503, "600", "too-many-jobs")
    assert "goes on by itself" in late.json()["detail"]
    Delivery.objects.all().delete()
    Job.objects.update(state=JobState.SUCCEEDED, ended=timezone.now())
    assert anybody.get(address_of(second)).status_code == 202
