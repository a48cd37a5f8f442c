"""Whatever goes wrong while a package is copied: a line of the log and the operator's pages name it, and it passes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings

from archive.models import Replica, ReplicaState
from repository.models import Delivery
from repository.services.deliveries import retry_delivery, run_delivery
from tests.archive.kill_points import tree
from tests.archive.road import FILES, frozen_dataset, package_of
from tests.archive.stores.conftest import CONTENT
from tests.archive.stores.kinds import PASSES, Kind, Trouble
from tests.driver import run_everything_due
from tests.factories import make_operator

pytestmark = pytest.mark.django_db(transaction=True)

FOR_A_PERSON = (Trouble.REFUSES, Trouble.GONE)
EACH_TIME = (Trouble.AWAY, Trouble.FULL, Trouble.TORN_SENDING, Trouble.REFUSES)
"""Tried on every run; the others, which leave by the same doors, with the drills."""


def _parameters() -> list[ParameterSet]:
    late = pytest.mark.drill
    return [pytest.param(each, marks=() if each in EACH_TIME else late) for each in Trouble if each not in PASSES]


@pytest.fixture
def page(archive: Path, kind: Kind, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A page of the operator, of a site with the store ``far`` and a folder ``near``; a file of 8,400 bytes."""
    monkeypatch.setitem(FILES, "oxygen.csv", CONTENT)
    settings.ARCHIVE_REPLICAS = {"far": settings.ARCHIVE_REPLICAS["far"], "near": (archive / "near").as_uri()}
    client = Client()
    client.force_login(make_operator("oscar"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return lambda address: client.get(f"/operations/{address}").content.decode()


def asked_to_copy() -> Delivery:
    """What will bring a new package to ``far``; all before it is done."""
    for type_ in ("dataset.accepted", "snapshot.frozen", "package.sealed"):
        run_delivery(delivery_id=Delivery.objects.get(event__type=type_).pk)
    return Delivery.objects.get(event__type="replica.requested", event__payload__store="far")


@pytest.mark.parametrize("trouble", _parameters())
def test_what_hinders_a_copy_is_named_until_it_is_over_and_nothing_sound_is_touched(
    page: Callable[[str], str], kind: Kind, archive: Path, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    if trouble not in kind.troubles or trouble in kind.unbelieved:
        pytest.skip(f"of this kind it is never so that {trouble.value}")
    dataset = frozen_dataset()
    copying = asked_to_copy()
    sealed = tree(package_of(dataset))
    with kind.trouble(trouble):
        assert not run_delivery(delivery_id=copying.pk)
    copying.refresh_from_db()
    line = "delivery.held" if trouble in FOR_A_PERSON else "delivery.postponed"
    assert f"{line} delivery={copying.pk} consumer=archive.consumers.copy_replica" in caplog.text
    assert f"reason={copying.last_error}" in caplog.text
    shown = page("archive/")
    assert "1 step of the archive failed: the reason is below." in shown
    assert "note--ok" not in shown
    assert escape(copying.last_error) in shown
    assert escape(copying.last_error) in page("")
    assert "All is well" not in shown + page("")
    there = {name: kind.read(f"{dataset.suffix}/{name}") for name in sealed}
    assert all(content in {None, sealed[name][1]} for name, content in there.items()), "a name was given to other bytes"
    retry_delivery(delivery_id=copying.pk)
    run_everything_due(ahead=timedelta(hours=2))
    assert set(Replica.objects.values_list("state", flat=True)) == {ReplicaState.VERIFIED}
    assert {name: kind.read(f"{dataset.suffix}/{name}") for name in sealed} == {
        name: content for name, (_, content) in sealed.items()
    }
    assert tree(package_of(dataset)) == sealed
    assert tree(archive / "near" / dataset.suffix) == sealed
    assert "All is well" in page("archive/")
    assert "All is well" in page("")
