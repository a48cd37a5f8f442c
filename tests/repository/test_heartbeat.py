"""A long piece of work keeps its claim while it lasts."""

import threading
from typing import cast

import pytest
from django.db import OperationalError
from pytest_django import Settings

from repository.services import deliveries
from repository.services.deliveries import Claim

pytestmark = pytest.mark.django_db(transaction=True)


class Unlucky:
    """A claim whose first renewal meets a database that is away."""

    delivery_id = 1

    def __init__(self) -> None:
        self.renewals = 0
        self.was_renewed = threading.Event()

    def renew(self) -> None:
        self.renewals += 1
        if self.renewals == 1:
            raise OperationalError("server closed the connection unexpectedly")
        self.was_renewed.set()


def test_a_heart_beats_on_after_the_database_was_away_for_a_moment(settings: Settings) -> None:
    settings.DELIVERY_LEASE_SECONDS = 0.3
    claim = Unlucky()
    with deliveries._heartbeat(cast("Claim", claim)):
        assert claim.was_renewed.wait(60)
