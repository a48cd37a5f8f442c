"""M11: a systematic product takes each file of a dataset once, whenever and however often it is told of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from compute.models import Granule, Job
from compute.services.granules import take_late_files
from compute.services.keeping import change_product
from compute.states import JobState
from repository.lifecycle import Standing
from repository.models import DataFile, Dataset, Delivery, LifecycleEvent, Person
from tests.compute.people import site
from tests.compute.products.given import announced, heard, layer, public_dataset, systematic, taken
from tests.compute.returns.given import Listing, alice, listing
from tests.factories import make_person

__all__ = ["alice", "listing", "site"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(site: Path, listing: Listing, settings: Any) -> Dataset:
    settings.COMPUTE_JOBS_MOST = 50
    return public_dataset(make_person("bob"))


def test_a_file_that_is_published_becomes_a_job_of_its_owner(dataset: Dataset, alice: Person) -> None:
    layer(dataset, old=b"old")
    product = systematic(alice, dataset, given={"text": "x"})
    announced(layer(dataset, old=b"old", one=b"1", two=b"2"))
    heard()

    assert taken(product) == ["one.csv", "two.csv"]
    jobs = Job.objects.all()
    assert {(job.owner, job.mode, job.inputs["text"]) for job in jobs} == {(alice, "systematic", "x")}
    assert {job.files.get().path for job in jobs} == {"source/0/one.csv", "source/0/two.csv"}


def test_of_what_others_keep_nothing_enters_the_trail_of_a_dataset(dataset: Dataset, alice: Person) -> None:
    product = systematic(alice, dataset)
    change_product(product_id=product.pk, actor=alice, do="pause")
    told = LifecycleEvent.objects.filter(type__startswith="product.")
    assert [(event.dataset_id, event.deposit_id) for event in told] == [(None, None)] * 2


def test_what_comes_twice_late_or_under_another_name_is_computed_once(dataset: Dataset, alice: Person) -> None:
    product = systematic(alice, dataset)
    first, second = layer(dataset, one=b"1"), layer(dataset, one=b"1", two=b"2", same=b"1")
    announced(second, times=2)
    announced(first, times=2)
    heard()
    take_late_files()
    take_late_files(is_whole=True)

    assert Job.objects.count() == 2
    assert product.granules.count() == 2
    announced(layer(dataset, again=b"2"))
    heard()
    assert Job.objects.count() == 2


def test_an_old_layer_that_is_told_of_late_is_taken_whatever_the_mark_says(dataset: Dataset, alice: Person) -> None:
    now = timezone.now()
    product = systematic(alice, dataset, also_past=True)
    heard()
    layer(dataset, new=b"new")
    take_late_files()
    product.refresh_from_db()
    assert product.mark is not None
    late = layer(dataset, at=now - timedelta(days=1), late=b"late")
    take_late_files()
    assert taken(product) == ["new.csv"], "the mark spares the sweep the old layers"
    announced(late)
    heard()
    assert taken(product) == ["late.csv", "new.csv"]
    layer(dataset, at=now - timedelta(days=2), later=b"later")
    take_late_files(is_whole=True)
    assert taken(product) == ["late.csv", "later.csv", "new.csv"]
    before = product.mark
    product.refresh_from_db()
    assert product.mark == before, "it never goes back"


def test_what_no_event_told_is_found_by_the_sweep(dataset: Dataset, alice: Person) -> None:
    product = systematic(alice, dataset, pattern="d*.csv")
    heard()
    layer(dataset, day=b"1", night=b"2")
    assert take_late_files() == 1
    assert taken(product) == ["day.csv"]


@pytest.mark.parametrize(("also_past", "found"), [(True, ["old.csv"]), (False, [])])
def test_what_is_there_already_is_taken_where_that_was_chosen(
    dataset: Dataset, alice: Person, also_past: bool, found: list[str]
) -> None:
    layer(dataset, old=b"old")
    product = systematic(alice, dataset, also_past=also_past)
    heard()
    take_late_files(is_whole=True)
    assert taken(product) == found


def test_beyond_the_quota_files_wait_and_go_on_by_themselves(dataset: Dataset, alice: Person, settings: Any) -> None:
    settings.COMPUTE_JOBS_MOST = 2
    product = systematic(alice, dataset)
    announced(layer(dataset, one=b"1", two=b"2", three=b"3"))
    heard()
    product.refresh_from_db()
    assert (len(taken(product)), product.hindrance) == (2, "too-many-jobs")
    assert take_late_files() == 0
    Delivery.objects.all().delete()
    Job.objects.update(state=JobState.SUCCEEDED)
    assert take_late_files() == 1
    product.refresh_from_db()
    assert (len(taken(product)), product.hindrance) == (3, "")


def test_nothing_begins_for_a_withdrawn_dataset_or_without_rights(dataset: Dataset, alice: Person) -> None:
    product = systematic(alice, dataset)
    layer(dataset, one=b"1")
    Dataset.objects.update(access="restricted")
    assert take_late_files() == 0
    product.refresh_from_db()
    assert product.hindrance == "files-closed"
    Dataset.objects.update(access="open", standing=Standing.WITHDRAWN)
    assert take_late_files(is_whole=True) == 0
    Dataset.objects.update(standing=Standing.PUBLIC)
    assert take_late_files() == 1


def test_a_file_that_never_can_be_computed_keeps_no_other_waiting(
    dataset: Dataset, alice: Person, settings: Any
) -> None:
    product = systematic(alice, dataset)
    settings.COMPUTE_INPUT_BYTES = 10
    shown = layer(dataset, large=b"1" * 11, small=b"1", erased=b"2")
    announced(shown)
    DataFile.objects.filter(original_name="erased.csv").update(erased_at=timezone.now())
    heard()
    assert taken(product) == ["small.csv"]
    refused = Granule.objects.get(code="job-too-large")
    assert (refused.path, refused.refusal) == ("data/large.csv", "The files are larger than one job may read.")


def test_a_process_that_breaks_holds_up_no_other_product(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(self: Listing, inputs: Any) -> None:
        if inputs["text"] == "broken":
            raise ZeroDivisionError

    first, second = (systematic(alice, dataset, given={"text": text}) for text in ("broken", "whole"))
    layer(dataset, one=b"1")
    with monkeypatch.context() as patch:
        patch.setattr(Listing, "check", breaks)
        assert take_late_files() == 1
    first.refresh_from_db()
    assert (first.hindrance, taken(second)) == ("broken", ["one.csv"])
    assert take_late_files() == 1


def test_paused_it_takes_nothing_and_afterwards_what_came_meanwhile(dataset: Dataset, alice: Person) -> None:
    product = systematic(alice, dataset)
    change_product(product_id=product.pk, actor=alice, do="pause")
    announced(layer(dataset, one=b"1"))
    heard()
    assert take_late_files(is_whole=True) == 0
    change_product(product_id=product.pk, actor=alice, do="resume")
    assert take_late_files() == 1
    change_product(product_id=product.pk, actor=alice, do="retire")
    layer(dataset, two=b"2")
    assert take_late_files(is_whole=True) == 0
    assert taken(product) == ["one.csv"]
