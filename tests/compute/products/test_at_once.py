"""Many at once: GETs of one virtual product are one job, workers on one systematic product take each file once."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from compute.models import Job
from compute.services.granules import take_late_files
from tests.compute.people import site
from tests.compute.products.given import (
    address_of,
    heard,
    layer,
    nobody_asked_too_often,
    public_dataset,
    systematic,
    taken,
    virtual,
)
from tests.compute.returns.given import Listing, listing
from tests.factories import make_person

__all__ = ["listing", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 4


def at_once(do: Callable[[], Any]) -> list[Any]:
    """What each of a crowd got."""
    found: list[Any] = []
    ready = threading.Barrier(CROWD)

    def one() -> None:
        try:
            ready.wait(60)
            found.append(do())
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return found


def test_a_crowd_computes_each_thing_once(site: Path, listing: Listing, settings: Any) -> None:
    settings.COMPUTE_JOBS_MOST = 50
    alice, dataset = make_person("alice"), public_dataset(make_person("bob"))
    address = address_of(virtual(alice, text="x"))
    assert at_once(lambda: Client().get(address).status_code) == [202] * CROWD
    assert Job.objects.get().mode == "virtual"

    product = systematic(alice, dataset, title="Tables")
    heard()
    layer(dataset, one=b"1", two=b"2", three=b"3")
    assert sum(at_once(take_late_files)) == 3
    assert taken(product) == ["one.csv", "three.csv", "two.csv"]
    assert Job.objects.count() == 4
