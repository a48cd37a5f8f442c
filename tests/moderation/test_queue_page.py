"""The queue: what waits, since when, by discipline and state."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from moderation.models import QueueEntry
from moderation.queries.queue import entries_on_page, queue_rows, reach_of, waiting_entries
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, Role
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.submissions import submit_dataset
from tests.factories import make_pole, make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


def page_of(client: Client, cast: Cast, query: str = "") -> str:
    client.force_login(cast.bob)
    return client.get(f"/moderation/{query}").text


def test_a_submitted_dataset_stands_in_the_queue_with_its_depositor_and_findings(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice, title={"en": "Salt of the earth"})
    text = page_of(client, cast)
    assert f"/moderation/{dataset.key}/" in text
    assert "Salt of the earth" in text
    assert "Alice Test" in text
    assert "to settle" in text


def test_a_dataset_whose_checks_still_run_says_so(client: Client, cast: Cast) -> None:
    make_submitted(cast.alice)
    assert "Checks running" in page_of(client, cast)


def test_the_longest_waiting_stands_first_and_a_missed_target_shows(client: Client, cast: Cast) -> None:
    new, old = (under_review(cast.alice, title={"en": name}) for name in ("Newer deposit", "Older deposit"))
    ago = timezone.now() - timedelta(days=20)
    QueueEntry.objects.filter(dataset=old).update(since=ago, late_from=ago.date() + timedelta(days=8))
    rows = queue_rows(waiting_entries(reach_of(cast.bob)))
    assert [row.dataset for row in rows] == [old, new]
    assert rows[0].is_late
    assert not rows[1].is_late
    text = page_of(client, cast)
    assert text.index("Older deposit") < text.index("Newer deposit")


def test_chips_filter_by_state(client: Client, cast: Cast) -> None:
    under_review(cast.alice, title={"en": "Waiting one"})
    returned = under_review(cast.alice, title={"en": "Returned one"})
    answer(returned, cast.bob, DatasetState.CHANGES_REQUESTED)
    assert "Waiting one" in page_of(client, cast)
    assert "Returned one" not in page_of(client, cast)
    text = page_of(client, cast, "?state=changes_requested")
    assert "Returned one" in text
    assert "Waiting one" not in text
    assert "Waiting one" in page_of(client, cast, "?state=nonsense")


def test_chips_filter_by_discipline(client: Client, cast: Cast) -> None:
    Grant.objects.create(person=cast.bob, role=Role.MODERATOR, pole=make_pole("climate"))
    under_review(cast.alice, title={"en": "Of the sea"})
    under_review(cast.alice, title={"en": "Of the sky"}, poles=["climate"])
    text = page_of(client, cast, "?pole=climate")
    assert "Of the sky" in text
    assert "Of the sea" not in text
    assert "Of the sea" in page_of(client, cast, "?pole=solid-earth"), "a discipline of others filters nothing"


def test_a_second_round_and_a_correction_are_marked(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    resubmit(dataset, cast.alice, lineage={"en": "Calibrated against Winkler titrations of bottles."})
    assert "round 2" in page_of(client, cast)
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    begin_correction(dataset_key=published(dataset).key, actor=cast.alice)
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    assert "Correction" in page_of(client, cast)


def test_an_empty_queue_says_how_long_the_last_answer_took(client: Client, cast: Cast) -> None:
    assert "Nothing waits for you. The target for an answer is 5 working days." in page_of(client, cast)
    answer(under_review(cast.alice), cast.bob, DatasetState.CHANGES_REQUESTED)
    assert "The last deposit was answered in 0 days; the target is 5." in page_of(client, cast)


def test_an_empty_queue_speaks_french(client: Client, cast: Cast, french: None) -> None:
    client.cookies["django_language"] = "fr"
    text = page_of(client, cast)
    assert "Rien ne vous attend." in text
    assert "À décider" in text


def test_a_long_queue_is_paged_and_costs_the_same_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        under_review(cast.alice, title={"en": f"Deposit {number}"})
    entries = entries_on_page(waiting_entries(reach_of(cast.bob)), start=0, most=50)
    with django_assert_num_queries(3):
        assert len(queue_rows(entries)) == 3
    with django_assert_num_queries(3):
        assert len(queue_rows(entries[:1])) == 1


def test_more_than_a_page_has_a_way_on(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.views.queue.PAGE_ROWS", 1)
    for name in ("First in line", "Second in line"):
        under_review(cast.alice, title={"en": name})
    text = page_of(client, cast, "?state=submitted")
    assert "First in line" in text
    assert "Second in line" not in text
    assert "state=submitted&amp;page=2" in text
    assert "Second in line" in page_of(client, cast, "?state=submitted&page=2")


def test_synthetic_rows_stay_out_of_the_queue(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    Dataset.objects.filter(pk=dataset.pk).update(is_synthetic=True)
    assert str(dataset.key) not in page_of(client, cast)
