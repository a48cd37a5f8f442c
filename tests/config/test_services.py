"""The suite's own surroundings."""

import pytest
from django.db import connection

from config.embedded import broker as embedded_broker


@pytest.mark.django_db
def test_the_database_is_a_real_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int")
        assert cursor.fetchone()[0] >= 150_000


def test_the_broker_answers(broker: str) -> None:
    assert embedded_broker.answers(broker)
