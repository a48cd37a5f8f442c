"""The day of an embargo: not past, not too far; earlier by its owner at once, later through the moderators; clocks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.access import files_are_open
from repository.errors import NotAllowed, WrongState
from repository.models import (
    AccessPolicy,
    CatalogueEntry,
    ClockLook,
    Dataset,
    LifecycleEvent,
    Person,
    RecordVersion,
    Rendition,
)
from repository.services.clock import look_at_clock
from repository.services.corrections import begin_correction
from repository.services.deposits import set_access
from repository.services.embargoes import end_embargoes, shorten_embargo
from tests.driver import run_everything_due
from tests.repository.closed.conftest import browser_of
from tests.repository.public.stories import EMBARGO

pytestmark = pytest.mark.django_db
Cast = dict[str, Person]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def today() -> date:
    return datetime.now(UTC).date()


def file_status(dataset: Dataset) -> int:
    number = dataset.snapshots.get().number
    return Client().get(reverse("file", args=[dataset.suffix, number, "oxygen.csv"])).status_code


def datacite(dataset: Dataset) -> str:
    return bytes(Rendition.objects.get(dataset=dataset, format="datacite").body).decode()


def test_an_earlier_day_holds_at_once_and_is_told_to_datacite(embargoed: Dataset, people: Cast) -> None:
    sooner = EMBARGO - 100 * DAY
    assert f'<date dateType="Available">{EMBARGO.isoformat()}</date>' in datacite(embargoed)
    url = reverse("access-earlier", args=[embargoed.suffix])
    assert browser_of(people["alice"]).post(url, {"until": sooner.isoformat()}).status_code == 302
    run_everything_due()
    assert f'<date dateType="Available">{sooner.isoformat()}</date>' in datacite(embargoed)
    assert file_status(embargoed) == 403
    event = LifecycleEvent.objects.get(type="embargo.shortened")
    assert event.payload == {"before": EMBARGO.isoformat(), "embargo_until": sooner.isoformat()}
    assert event.actor == people["alice"]


def test_today_opens_the_files_and_the_scheduler_tells_everybody(embargoed: Dataset, people: Cast) -> None:
    shorten_embargo(dataset_key=embargoed.key, actor=people["alice"], until=today())
    assert file_status(embargoed) == 200
    assert end_embargoes() == 1
    run_everything_due()
    assert "openAccess" in bytes(Rendition.objects.get(dataset=embargoed, format="oai_dc").body).decode()


@pytest.mark.parametrize(
    ("until", "code"),
    [(EMBARGO, "embargo-not-earlier"), (EMBARGO + DAY, "embargo-not-earlier"), (date(2020, 1, 1), "day-has-passed")],
)
def test_a_later_day_is_for_the_moderators_and_a_past_one_is_none(
    embargoed: Dataset, people: Cast, until: date, code: str
) -> None:
    with pytest.raises(WrongState) as refused:
        shorten_embargo(dataset_key=embargoed.key, actor=people["alice"], until=until)
    assert refused.value.code == code


@pytest.mark.parametrize("who", ["rosa", "otto", "oscar"])
def test_nobody_else_opens_files_earlier(embargoed: Dataset, people: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        shorten_embargo(dataset_key=embargoed.key, actor=people[who], until=today())


def test_files_without_embargo_have_none_to_shorten(restricted: Dataset, people: Cast) -> None:
    with pytest.raises(WrongState, match="no embargo"):
        shorten_embargo(dataset_key=restricted.key, actor=people["alice"], until=today())


def test_a_correction_in_hand_does_not_close_again_what_was_opened_earlier(embargoed: Dataset, people: Cast) -> None:
    begin_correction(dataset_key=embargoed.key, actor=people["alice"])
    shorten_embargo(dataset_key=embargoed.key, actor=people["alice"], until=today())
    embargoed.refresh_from_db()
    assert embargoed.embargo_until == today()


def test_the_end_is_that_of_what_is_public_whatever_a_correction_asks_for(embargoed: Dataset, people: Cast) -> None:
    RecordVersion.objects.filter(current_for=embargoed).update(embargo_until=today())
    Dataset.objects.filter(pk=embargoed.pk).update(embargo_until=EMBARGO)
    assert end_embargoes() == 1


def test_no_embargo_is_longer_than_the_site_allows(embargoed: Dataset, people: Cast, settings: Any) -> None:
    settings.EMBARGO_DAYS_MOST = 500
    begin_correction(dataset_key=embargoed.key, actor=people["alice"])

    def close_for(days: int) -> None:
        alice, until = people["alice"], today() + days * DAY
        set_access(dataset_key=embargoed.key, actor=alice, access=AccessPolicy.EMBARGOED, embargo_until=until)

    with pytest.raises(WrongState) as refused:
        close_for(502)
    assert refused.value.code == "embargo-date-far"
    close_for(499)
    settings.EMBARGO_DAYS_MOST = 100
    close_for(499)


def test_a_clock_that_jumps_for_a_moment_opens_nothing(db: None) -> None:
    noon = datetime.now(UTC) - 10 * MINUTE
    closed = Dataset(access=AccessPolicy.EMBARGOED, embargo_until=noon.date() + 30 * DAY)
    look_at_clock(now=noon)
    wrong = noon + 400 * DAY
    assert look_at_clock(now=wrong) == noon
    assert not files_are_open(closed, now=wrong)
    now = datetime.now(UTC)
    assert look_at_clock(now=now) == now, "as if nothing had happened"
    assert not files_are_open(closed, now=wrong)


def test_a_scheduler_that_was_away_is_sure_at_its_second_look(db: None) -> None:
    before = datetime.now(UTC) - 40 * DAY
    ended = Dataset(access=AccessPolicy.EMBARGOED, embargo_until=before.date() + 30 * DAY)
    ClockLook.objects.create(pk=1, sure_at=before)
    now = datetime.now(UTC)
    assert not files_are_open(ended, now=now)
    first = now - 2 * MINUTE
    assert look_at_clock(now=first) == before
    assert look_at_clock(now=first + timedelta(seconds=5)) == before, "two looks at one moment are one"
    assert look_at_clock(now=now) == now
    assert files_are_open(ended, now=now)


def test_a_clock_that_goes_back_closes_nothing_that_was_open(db: None) -> None:
    now = datetime.now(UTC)
    ended = Dataset(access=AccessPolicy.EMBARGOED, embargo_until=now.date())
    look_at_clock(now=now)
    assert look_at_clock(now=now - MINUTE) == now
    assert files_are_open(ended, now=now)


def test_a_clock_that_differs_from_the_database_s_is_not_believed(db: None) -> None:
    now = datetime.now(UTC)
    ClockLook.objects.create(pk=1, sure_at=now + 399 * DAY)
    assert look_at_clock(now=now + 399 * DAY + MINUTE) == now + 399 * DAY


def test_a_list_of_ended_embargoes_asks_for_the_clock_once(
    datasets: dict[str, Dataset], django_assert_max_num_queries: Any
) -> None:
    CatalogueEntry.objects.update(access=AccessPolicy.EMBARGOED)
    RecordVersion.objects.update(access=AccessPolicy.EMBARGOED, embargo_until=today() - DAY)
    with django_assert_max_num_queries(1_000) as asked:
        found = Client().get(reverse("search"), {"format": "json"}).json()
    assert found["total"] >= 2
    assert sum("repository_clocklook" in query["sql"] for query in asked.captured_queries) == 1


def test_killed_between_look_and_end_an_embargo_ends_at_the_next(embargoed: Dataset) -> None:
    RecordVersion.objects.filter(current_for=embargoed).update(embargo_until=today())
    look_at_clock(now=datetime.now(UTC))
    assert [end_embargoes(), end_embargoes()] == [1, 0]
