"""Filters of the queue: chips count what they lead to, addresses are read and written, tables are exported."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from moderation.models import QueueEntry
from moderation.queries.queue import queue_rows, reach_of, waiting_entries
from moderation.queries.queue_counts import queue_counts
from moderation.queries.queue_filters import ORDERS, STATES, QueueFilter, filter_of
from repository.models import Dataset
from tests.factories import make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

FILTERS = st.builds(
    QueueFilter,
    state=st.sampled_from([state.value for state in STATES]),
    pole=st.sampled_from(["", "ocean"]),
    whose=st.sampled_from(["", "mine", "none", "12"]),
    late=st.booleans(),
    urgent=st.booleans(),
    findings=st.booleans(),
    words=st.sampled_from(["", "sel de la mer", "10.5072/1"]),
    order=st.sampled_from(list(ORDERS)),
)


@given(FILTERS)
def test_an_address_leads_to_the_view_it_was_written_from(wanted: QueueFilter) -> None:
    assert filter_of(dict(parse_qsl(wanted.query())), poles=["ocean"]) == wanted


@given(st.dictionaries(st.sampled_from(["state", "pole", "whose", "late", "words", "order"]), st.text(max_size=30)))
def test_what_makes_no_sense_filters_nothing(said: dict[str, str]) -> None:
    wanted = filter_of(said, poles=["ocean"])
    assert wanted.state in {state.value for state in STATES}
    assert wanted.pole in ("", "ocean")
    assert wanted.order in ORDERS
    assert "\0" not in wanted.words


@pytest.fixture
def waiting(cast: Cast) -> list[Dataset]:
    """Three that wait for the ocean: bob's and late, urgent, one of somebody else's discipline; and one of his own."""
    late, urgent = under_review(cast.alice, title={"en": "Salinity of Étang"}), under_review(cast.alice)
    other, own = under_review(cast.alice, poles=["climate"]), under_review(cast.both)
    ago = timezone.now() - timedelta(days=30)
    QueueEntry.objects.filter(dataset=late).update(assignee=cast.bob, since=ago, late_from=ago.date())
    QueueEntry.objects.filter(dataset=urgent).update(is_urgent=True)
    return [late, urgent, other, own]


@pytest.mark.django_db
def test_every_chip_counts_what_it_leads_to(cast: Cast, waiting: list[Dataset]) -> None:
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"whose": "mine"},
        {"whose": "none"},
        {"late": True},
        {"urgent": True},
        {"findings": True},
    )
    for reader in (cast.bob, cast.carl, cast.both):
        for change in changes:
            wanted = QueueFilter(**change)
            assert (
                queue_counts(reach_of(reader), QueueFilter()).of(**change)
                == waiting_entries(reach_of(reader), wanted).count()
            )
    assert queue_counts(reach_of(cast.bob), QueueFilter()).total == 3
    assert queue_counts(reach_of(cast.both), QueueFilter()).total == 2, "one's own is not counted"


@pytest.mark.django_db
def test_urgent_comes_first_then_what_a_moderator_raised_then_the_longest_waiting(
    cast: Cast, waiting: list[Dataset]
) -> None:
    late, urgent, _other, own = waiting
    assert [row.dataset for row in queue_rows(waiting_entries(reach_of(cast.bob)))] == [urgent, late, own]
    QueueEntry.objects.filter(dataset=own).update(is_raised=True)
    assert [row.dataset for row in queue_rows(waiting_entries(reach_of(cast.bob)))] == [urgent, own, late]
    by_target = waiting_entries(reach_of(cast.bob), QueueFilter(order="target"))
    assert queue_rows(by_target)[0].dataset == late


@pytest.mark.django_db
def test_words_find_titles_depositors_and_dois_without_accents(cast: Cast, waiting: list[Dataset]) -> None:
    for words in ("etang", "ÉTANG salin", waiting[0].doi, "alice etang"):
        found = waiting_entries(reach_of(cast.bob), QueueFilter(words=words))
        assert [entry.pk for entry in found] == [waiting[0].pk], words
    assert not waiting_entries(reach_of(cast.bob), QueueFilter(words="etang%")).filter(pk=waiting[1].pk).exists()
    assert not waiting_entries(reach_of(cast.bob), QueueFilter(words="lake")).exists()


@pytest.mark.django_db
def test_the_page_shows_the_view_and_its_table_is_exported_harmless(
    client: Client, cast: Cast, waiting: list[Dataset]
) -> None:
    make_submitted(cast.alice, title={"en": "=HYPERLINK(1)"})
    client.force_login(cast.bob)
    text = client.get("/moderation/?late=1").text
    assert "Salinity" in text
    assert text.count('name="key"') == 1
    answer = client.get("/moderation/queue.csv")
    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["urgent"] for line in lines] == ["1", "0", "0", "0"]
    assert {line["assignee"] for line in lines} == {"Bob Test", ""}
    assert "'=HYPERLINK(1)" in [line["title"] for line in lines]
    assert "Nothing in the queue suits these filters." in client.get("/moderation/?words=lake").text
