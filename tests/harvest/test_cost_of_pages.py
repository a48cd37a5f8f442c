"""Lists of a set, of a period and their ends cost what the first page of all items costs."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from harvest import queries
from harvest.models import SetMember
from harvest.queries import Selection, items_after, list_size, position_of
from tests.harvest.items import published

pytestmark = pytest.mark.django_db

COUNT = 4_000
BEGAN = datetime(2016, 1, 1, tzinfo=UTC)
_DATASETS = """
    INSERT INTO repository_dataset (key, position, prefix, suffix, draft, draft_revision, state, standing, access,
        poles, withdrawal_reason, is_removed, is_synthetic, created, modified, former_dois, elsewhere, registrar,
        datestamp, oai_sets)
    SELECT gen_random_uuid(), 1, '10.5072', (500000 + n)::text, '{}', 0, 'published', 'public', 'open', '{}', '', false,
        true, now(), now(), '{}', '[]', 'local', %s + n * interval '1 minute',
        ARRAY['pole:ocean', 'project:p' || n %% 20]
    FROM generate_series(1, %s) n
"""
_RENDITIONS = """
    INSERT INTO repository_rendition (dataset_id, format, media_type, body, etag, renderer, created)
    SELECT id, 'oai_dc', 'application/xml', convert_to(repeat('x', 500), 'UTF8'), '', '1', now() FROM repository_dataset
    ORDER BY id
"""


def _fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_DATASETS, [BEGAN, COUNT])
        cursor.execute(_RENDITIONS)
        cursor.execute("ANALYZE repository_dataset, repository_rendition, harvest_setmember")


def _blocks(selection: Selection, position: queries.Position | None) -> int:
    """Blocks that PostgreSQL looks into for a page after this position."""
    way = queries._way(selection).items(queries._AFTER, queries._FORWARDS)
    statement = " ".join(("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)", queries._HEADER, queries._BODY, *way))
    after = position or (selection.begin or BEGAN, -1)
    with connection.cursor() as cursor:
        cursor.execute(statement, queries._values(selection, after) | {"size": 101})
        (told,) = cursor.fetchone()
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def test_a_page_at_nine_tenths_of_any_list_costs_what_the_first_of_all_items_costs() -> None:
    _fill()
    whole = _blocks(Selection("oai_dc", None, None, BEGAN + timedelta(days=365)), None)
    for set_spec in (None, "pole", "pole:ocean", "project:p7"):
        for begin in (None, BEGAN + timedelta(hours=10)):
            for until in (BEGAN + timedelta(days=365), BEGAN + timedelta(minutes=COUNT - 20)):
                selection = Selection(rendition="oai_dc", set_spec=set_spec, begin=begin, until=until)
                rows = items_after(selection, None, size=COUNT, with_bodies=False)
                deep = position_of(rows[min(len(rows) * 9 // 10, len(rows) - 101)])
                hop = 0 if set_spec is None else 600  # to the datasets of a set, or once through a small table of them
                assert _blocks(selection, None) <= 1.2 * whole + hop
                assert _blocks(selection, deep) <= 1.2 * whole + hop


def test_the_size_of_a_long_list_is_counted_once_until_an_item_changes() -> None:
    _fill()
    selection = Selection("oai_dc", "pole", None, datetime.now(UTC))
    assert list_size(selection) == COUNT
    SetMember.objects.filter(spec="pole")[0].delete()
    assert list_size(selection) == COUNT
    published("42182")
    assert list_size(selection) == COUNT
