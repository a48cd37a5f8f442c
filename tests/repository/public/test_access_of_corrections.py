"""The access policy that readers meet is the published one: what a correction asks for waits for the moderators."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, Person, RecordVersion
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction, drop_correction
from repository.services.deposits import set_access
from repository.services.submissions import submit_dataset
from tests.catalogue import found
from tests.driver import run_everything_due
from tests.factories import accept
from tests.repository.public.stories import EMBARGO

Publish = Callable[..., Dataset]


def file_status(reader: Client, dataset: Dataset) -> int:
    layer = dataset.snapshots.get()
    path = layer.layer_files.order_by("position")[0].path
    return reader.get(reverse("file", args=[dataset.suffix, layer.number, path])).status_code


@pytest.mark.parametrize("published", ["restricted", "embargoed"])
def test_a_correction_that_asks_for_open_files_opens_none_before_it_is_public(
    publish: Publish, alice: Person, mona: Person, reader: Client, published: str
) -> None:
    dataset = publish(access=published)
    begin_correction(dataset_key=dataset.key, actor=alice)
    set_access(dataset_key=dataset.key, actor=alice, access="open")
    assert file_status(reader, dataset) == 403
    assert found().hits[0].access == published
    submit_dataset(dataset_key=dataset.key, actor=alice, note="The files may be open.", agreement=accept_in_force("en"))
    run_everything_due()
    assert file_status(reader, dataset) == 403
    accept(dataset, mona)
    run_everything_due()
    assert file_status(reader, dataset) == 200


def test_a_correction_that_asks_for_closed_files_closes_none_before_it_is_public(
    publish: Publish, alice: Person, reader: Client
) -> None:
    dataset = publish()
    begin_correction(dataset_key=dataset.key, actor=alice)
    set_access(dataset_key=dataset.key, actor=alice, access="embargoed", embargo_until=EMBARGO)
    assert file_status(reader, dataset) == 200
    assert found().hits[0].embargo_until is None
    page = reader.get(reverse("landing", args=[dataset.suffix])).content.decode()
    assert "The files are open from" not in page
    assert "Download" in page


def test_a_longer_embargo_asked_for_by_a_correction_is_not_shown_to_readers(publish: Publish, alice: Person) -> None:
    dataset = publish(access="embargoed")
    begin_correction(dataset_key=dataset.key, actor=alice)
    later = EMBARGO + timedelta(days=100)
    set_access(dataset_key=dataset.key, actor=alice, access="embargoed", embargo_until=later)
    assert found().hits[0].embargo_until == EMBARGO


def test_a_correction_begins_from_the_published_policy_whatever_an_earlier_one_asked_for(
    publish: Publish, alice: Person
) -> None:
    dataset = publish(access="restricted")
    begin_correction(dataset_key=dataset.key, actor=alice)
    set_access(dataset_key=dataset.key, actor=alice, access="open")
    drop_correction(dataset_key=dataset.key, actor=alice)
    again = begin_correction(dataset_key=dataset.key, actor=alice)
    assert (again.access, again.embargo_until) == ("restricted", None)
    assert RecordVersion.objects.get(current_for=dataset).access == "restricted"
