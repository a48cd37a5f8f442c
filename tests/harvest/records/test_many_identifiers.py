"""Many records asked for by their identifiers are looked up one by one, however large the catalogue is."""

import pytest
from django.db import connection

from harvest.queries_records import find, records_by_identifier
from harvest.records.questions import Question, with_identifiers
from harvest.records.sql import Values, condition_sql
from harvest.records.tree import Not
from repository.models import CatalogueEntry
from tests.harvest.records.entries import by_text, entry, found

pytestmark = pytest.mark.django_db

OTHERS = [f"none {number}" for number in range(20)]
COPIES = """
    INSERT INTO repository_catalogueentry
        (origin, identifier, title, title_language, abstract, creators, poles, keywords, period, place, access, queried,
         any_text, order_title, order_creator, order_publisher, order_type, order_published, order_modified,
         order_began, order_ended)
    SELECT 'test', 'r' || n, '', '', '', '[]', '{}', '{}', '', '', 'open',
           jsonb_build_object('identifier', jsonb_build_array('r' || n), 'title', jsonb_build_array(repeat('x', 600))),
           '', '', '', '', '', '2024-01-01', '2024-01-01', 0, 0
    FROM generate_series(1, 3000) n
"""


def test_many_find_what_few_find_and_their_opposite_the_rest() -> None:
    for name in ("a", "b'", "c"):
        entry(name)
    CatalogueEntry.objects.create(origin="test", identifier="not filled yet")
    asked = with_identifiers(["b'", *OTHERS, "https://here.example/c"])
    assert found(asked) == "b' c"
    assert found(Not(asked)) == "a"
    listed = ", ".join(f"'{name}'" for name in ("a", "c", *OTHERS))
    assert by_text(f"dc:identifier IN ({listed})") == "a c"
    assert by_text(f"dc:identifier NOT IN ({listed})") == "b'"
    assert [row.identifier for row in records_by_identifier([*OTHERS, "c", "a"])] == ["c", "a"]


def test_the_whole_table_is_not_read_for_them() -> None:
    names = [f"r{number}" for number in range(1, 3000, 20)]
    values = Values()
    condition = condition_sql(with_identifiers(names), values.bind)
    with connection.cursor() as cursor:
        cursor.execute(COPIES)
        cursor.execute("SELECT gin_clean_pending_list('catalogue_queried')")  # as the vacuum of the table does
        cursor.execute("ANALYZE repository_catalogueentry")
        cursor.execute(f"EXPLAIN SELECT count(*) FROM repository_catalogueentry e WHERE {condition}", values.bound)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan" not in plan
    assert find(Question(with_identifiers(names), limit=0)).matched == len(names)
