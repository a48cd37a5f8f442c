"""A question that takes too long is ended and refused, and the connection is as it was."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from harvest import queries_records
from harvest.queries_records import find
from harvest.records.questions import Question, with_words
from harvest.records.refused import TooExpensive

pytestmark = pytest.mark.django_db


@pytest.fixture
def never(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another connection keeps the catalogue from being read, so that no statement ever ends by itself."""
    monkeypatch.setattr(queries_records, "MOST_MILLISECONDS", 50)
    given = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    address = make_conninfo("", **{name: given[key] for name, key in names.items() if given[key]})
    with psycopg.connect(address) as other:
        other.execute("LOCK TABLE repository_catalogueentry IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


def limit_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])


def test_what_takes_too_long_is_refused_in_a_sentence_and_leaves_nothing_behind(never: None) -> None:
    before = limit_now()
    with pytest.raises(TooExpensive, match="ask for less"):
        find(Question(with_words("varve")))
    assert limit_now() == before


def test_the_limit_of_a_caller_in_a_transaction_is_his_again() -> None:
    before = limit_now()
    assert find(Question(with_words("varve"))).matched == 0
    assert limit_now() == before
