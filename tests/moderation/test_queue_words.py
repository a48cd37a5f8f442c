"""The words of a long queue are found by an index of triples of letters, where the server has it."""

import pytest
from django.db import connection

from moderation.models import QueueEntry
from moderation.queries.queue import reach_of, waiting_entries
from moderation.queries.queue_filters import QueueFilter
from moderation.services.queue import index_words
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db


def has_letters() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        return bool(cursor.fetchone()[0])


def test_parts_of_words_are_looked_up_and_no_row_is_read_for_nothing(cast: Cast) -> None:
    if not has_letters():
        pytest.skip("this server has no pg_trgm: texts are read whole")
    dataset = under_review(cast.alice)
    found = waiting_entries(reach_of(cast.bob), QueueFilter(words="dissolved lion"))
    assert [entry.dataset for entry in found] == [dataset]
    with connection.cursor() as cursor:
        # a table of one row is read whole unless that is made dear
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "queue_words" in QueueEntry.objects.filter(words__contains="dissolved").explain()


def test_a_restored_database_gets_it_again_and_twice_changes_nothing(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS queue_words")
    index_words()
    index_words()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'queue_words'")
        assert cursor.fetchone()[0] == int(has_letters())
