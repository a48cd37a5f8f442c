"""The web process killed at each point of a request: what was asked for is done or not done, never half."""

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.models import Dataset, Person
from repository.services.collection import GRACE, collect_orphans
from tests.driver import run_everything_due
from tests.factories import make_draft, make_moderator, make_person, make_submitted
from tests.faults.apart import apart, warm_up
from tests.faults.states import FOLDERS, put_back, take
from tests.repository.deposits.pages import AGREED, Page, address, send_files

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

Asking = Callable[[Client, Dataset], None]


def submit(browser: Client, dataset: Dataset) -> None:
    assert browser.post(address("deposit-submit", dataset), {"note": "Ready.", **AGREED}).status_code == 302


def upload(browser: Client, dataset: Dataset) -> None:
    sent = {"casts.csv": b"cast\n1\n", "oxygen.csv": b"station,oxygen\nA1,250.0\n"}
    assert send_files(browser, dataset, sent).status_code == 302


def decide(browser: Client, dataset: Dataset) -> None:
    page = Page.of(browser, reverse("moderation-review", args=[dataset.key]))
    form = page.tree.xpath("//form[.//textarea[@name='reason']]")[0]
    sent = dict(form.form_values()) | {"reason": "", "outcome": "accepted"}
    assert browser.post(form.get("action"), sent).status_code == 302


def comes_round() -> None:
    """The nightly collection, two days later."""
    collect_orphans(now=timezone.now() + 2 * GRACE)


@pytest.fixture
def root(tmp_path: Path, settings: Any) -> Path:
    for name in FOLDERS:
        (tmp_path / name).mkdir()
    settings.ARCHIVE_URL, settings.STORAGE_URL = (tmp_path / "archive").as_uri(), (tmp_path / "storage").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    warm_up()
    return tmp_path


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def killed_at_each_point(asking: Asking, browser: Client, dataset: Dataset, root: Path, *, step: int = 1) -> int:
    """Kill, look, ask again where it was not done, look again, at every ``step``-th point; the number of all points."""
    moment = timezone.now().replace(microsecond=0) + datetime.timedelta(seconds=1)
    in_a_process = partial(apart, root=root, moment=moment)
    ask = partial(asking, browser, dataset)
    in_a_process(comes_round, seed=1)
    before = take(root)
    points = in_a_process(ask, seed=2).points
    in_a_process(comes_round, seed=3)
    after = take(root)
    assert before.differences(after)
    for point in range(1, points + 1, step):
        put_back(before, root)
        assert in_a_process(ask, seed=2, die_at=point).killed
        in_a_process(comes_round, seed=3)
        found = take(root)
        if not after.differences(found):
            continue
        assert not before.differences(found), f"half done at point {point} of {points}"
        in_a_process(ask, seed=2)
        in_a_process(comes_round, seed=3)
        assert not after.differences(take(root)), f"asked again after point {point} of {points}"
    return points


@pytest.mark.whole_way
def test_a_submission_killed_at_any_point_is_done_or_not_done(root: Path) -> None:
    author = make_person("alice")
    assert killed_at_each_point(submit, signed_in(author), make_draft(author), root) >= 2


def test_a_decision_killed_at_any_point_is_done_or_not_done(root: Path) -> None:
    dataset, moderator = make_submitted(make_person("alice")), make_moderator("mona")
    run_everything_due()
    browser = signed_in(moderator)
    browser.get(reverse("moderation-review", args=[dataset.key]))  # which is remembered
    assert killed_at_each_point(decide, browser, dataset, root) >= 2


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.drill)], ids=["some", "all"])
def test_an_upload_killed_at_any_point_leaves_the_draft_and_no_debris(root: Path, step: int) -> None:
    author = make_person("alice")
    assert killed_at_each_point(upload, signed_in(author), make_draft(author), root, step=step) > 10
