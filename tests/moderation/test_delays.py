"""What is usual is measured in working days to the first answer, and is not told under ten cases."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.models import Comment, Decision, Review
from moderation.queries.delays import Delay, _reached_by, measured_delay, usual_delay, usual_delays
from repository.models import Dataset, Person, RecordVersion
from tests.factories import make_draft
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""A Friday."""


def a_case(author: Person, moderator: Person, *, submitted: datetime, decided: datetime | None, **more: bool) -> Review:
    """A dataset of the ocean with its review, and when it was decided on."""
    number = Dataset.objects.count() + 1
    dataset = Dataset.objects.create(prefix="10.5072", suffix=f"case-{number}", poles=["ocean"])
    version = RecordVersion.objects.create(
        dataset=dataset, number=1, document=b"{}", sha256=f"{number:064x}", author=author, created=submitted
    )
    review = Review.objects.create(dataset=dataset, record_version=version, opened_at=submitted, **more)
    if decided:
        facts = {"review": review, "record_version": version, "sha256": version.sha256, "actor": moderator}
        Decision.objects.create(**facts, outcome="accepted", at=decided)
    return review


def cases(cast: Cast, days: list[int], **more: bool) -> list[Review]:
    """Cases that were submitted three weeks ago, on a Friday, and decided so many working days later."""
    begin = NOW - timedelta(days=21)
    calendar = [day + 2 * ((day - 1) // 5 + 1) if day else 0 for day in days]
    return [
        a_case(cast.alice, cast.bob, submitted=begin, decided=begin + timedelta(days=day), **more) for day in calendar
    ]


def test_nothing_is_told_under_ten_cases(cast: Cast) -> None:
    cases(cast, [1] * 9)
    assert measured_delay("ocean", now=NOW) is None
    cases(cast, [1])
    assert measured_delay("ocean", now=NOW) == Delay(median=1, most=1, cases=10)


def test_half_and_four_of_five_are_told_in_working_days(cast: Cast) -> None:
    cases(cast, [0, 1, 1, 2, 2, 3, 3, 4, 8, 9])
    assert measured_delay("ocean", now=NOW) == Delay(median=2, most=4, cases=10)


def test_a_public_remark_is_an_answer_and_a_private_note_or_an_author_s_word_is_none(cast: Cast) -> None:
    reviews = cases(cast, [5] * 10)
    said = {"author": cast.bob, "by_moderator": True, "text": "Words"}
    for review in reviews:
        begun = review.opened_at
        about = {"review": review, "dataset_id": review.dataset_id}
        Comment.objects.create(**about, **said, private=True, at=begun + timedelta(hours=1))
        Comment.objects.create(**about, author=cast.alice, by_moderator=False, text="Hello?", at=begun)
    assert measured_delay("ocean", now=NOW) == Delay(median=5, most=5, cases=10)
    for review in reviews:
        day = review.opened_at + timedelta(days=3)
        Comment.objects.create(review=review, dataset_id=review.dataset_id, **said, at=day)
    assert measured_delay("ocean", now=NOW) == Delay(median=1, most=1, cases=10)


def test_another_discipline_corrections_and_what_is_older_than_a_year_do_not_count(cast: Cast) -> None:
    cases(cast, [3] * 9)
    cases(cast, [0] * 5, is_correction=True)
    begin = NOW - timedelta(days=400)
    a_case(cast.alice, cast.bob, submitted=begin, decided=begin + timedelta(days=1))
    a_case(cast.alice, cast.bob, submitted=NOW - timedelta(days=2), decided=None)
    Dataset.objects.filter(reviews=cases(cast, [1])[0]).update(poles=["climate"])
    assert measured_delay("ocean", now=NOW) is None
    cases(cast, [3])
    assert measured_delay("ocean", now=NOW) == Delay(median=3, most=3, cases=10)


def test_the_time_that_a_depositor_took_a_dataset_back_for_is_not_the_moderators(cast: Cast) -> None:
    reviews = cases(cast, [10] * 10)
    for number, review in enumerate(reviews, start=100):
        again = NOW - timedelta(days=7, hours=1)  # the Friday on which they were decided
        RecordVersion.objects.create(
            dataset=review.dataset, number=2, document=b"{}", sha256=f"{number:064x}", created=again
        )
    assert measured_delay("ocean", now=NOW) == Delay(median=0, most=0, cases=10)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.integers(0, 60), min_size=10, max_size=60))
def test_at_least_the_share_was_answered_within_what_is_told_and_no_fewer_days_would_do(days: list[int]) -> None:
    days.sort()
    for share in (0.5, 0.8):
        told = _reached_by(days, share)
        assert sum(day <= told for day in days) >= share * len(days)
        assert sum(day < told for day in days) < share * len(days)
    assert _reached_by(days, 0.5) <= _reached_by(days, 0.8)
    assert all(before <= after for before, after in pairwise(days))


def test_what_was_measured_is_kept_for_a_while(cast: Cast) -> None:
    begin = timezone.now() - timedelta(days=1)
    assert usual_delay("ocean") is None
    for _ in range(10):
        a_case(cast.alice, cast.bob, submitted=begin, decided=begin)
    assert usual_delay("ocean") is None
    assert measured_delay("ocean") == Delay(0, 0, 10)


def test_depositors_read_it_before_they_submit_and_while_they_wait(client: Client, cast: Cast) -> None:
    begin = timezone.now() - timedelta(days=1)
    for _ in range(10):
        a_case(cast.alice, cast.bob, submitted=begin, decided=begin)
    draft, waiting = make_draft(cast.alice), under_review(cast.alice)
    assert [each.pole.code for each in usual_delays(["ocean", "climate", "nothing"])] == ["ocean"]
    client.force_login(cast.alice)
    words = "Usual first answer in Ocean: within 0 working days."
    for address in (f"/deposits/{draft.deposit_id}/datasets/{draft.key}/review/", f"/deposits/{waiting.deposit_id}/"):
        text = client.get(address).text
        assert words in text
        assert "measured on 10 deposits" in text
