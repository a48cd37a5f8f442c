"""`/metrics` tells this machine, and whoever bears the token, how the site stands; and nobody else anything."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from config.metrics.exposition import Gauge, write
from repository.models import Delivery
from repository.queries.operations import LATE_AFTER
from tests.factories import make_draft, make_moderator, make_operator, make_person
from tests.repository.public.stories import published

TOKEN = "a token that nobody guesses"
LINE = re.compile(r'(# (HELP|TYPE) .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+]+)')


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1


def scraped(client: Client) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


@pytest.mark.django_db
def test_the_figures_are_those_of_the_database(client: Client) -> None:
    alice = make_person("alice")
    published(alice, make_moderator("mona"), files=None)
    make_draft(alice, files={"a.csv": b"1234567"})
    now = timezone.now()
    late, held = Delivery.objects.order_by("id")[:2]
    Delivery.objects.filter(pk=late.pk).update(done_at=None, lease_until=None, due_at=now - 2 * LATE_AFTER)
    Delivery.objects.filter(pk=held.pk).update(done_at=None, held_at=now)
    found = scraped(client)
    assert found['varve_datasets{state="published",standing="public"}'] == 1
    assert found['varve_datasets{state="draft",standing="unpublished"}'] == 1
    assert found['varve_deliveries{state="late"}'] == 1
    assert found['varve_deliveries{state="held"}'] == 1
    assert found['varve_deliveries{state="due"}'] >= 1
    assert 115 < found["varve_oldest_due_seconds"] < 600
    assert found['varve_bytes{place="drafts"}'] == 7
    assert found['varve_bytes{place="archive"}'] > 0
    assert found['varve_replicas{store="second",state="verified"}'] >= 1
    assert found['varve_replica_last_verified_seconds{store="second"}'] > now.timestamp() - 600
    assert found['varve_file_copies_unsound{place="second",state="faulty"}'] == 0
    assert found['varve_file_copy_oldest_check_seconds{place="archive"}'] > now.timestamp() - 600
    assert found["process_resident_memory_bytes"] > 1e6


@pytest.mark.django_db
def test_an_empty_site_gives_zeros_and_asks_the_database_little(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(10):
        found = scraped(client)
    assert found['varve_deliveries{state="due"}'] == found["varve_oldest_due_seconds"] == 0


@pytest.mark.parametrize(
    "asker",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"X-Forwarded-Proto": "https"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"REMOTE_ADDR": "192.0.2.7", "headers": {"Authorization": "Bearer "}},
        {"REMOTE_ADDR": "192.0.2.7", "headers": {"Authorization": f"Bearer {TOKEN}x"}},
    ],
)
@pytest.mark.parametrize("token", ["", TOKEN])
def test_who_comes_from_elsewhere_without_the_token_learns_nothing(
    client: Client, settings: Any, asker: dict[str, Any], token: str
) -> None:
    settings.METRICS_TOKEN = token
    answer = client.get("/metrics", **asker)
    assert answer.status_code == 403
    assert "varve_" not in answer.text


@pytest.mark.django_db
def test_the_bearer_of_the_token_may_come_from_anywhere(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    headers = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "192.0.2.7"}
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.1", headers=headers).status_code == 200


@pytest.mark.django_db
def test_not_even_an_operator_reads_it_without_the_token_and_nobody_writes(client: Client) -> None:
    client.force_login(make_operator())
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 403
    assert client.post("/metrics").status_code == 405


def test_labels_and_sentences_are_escaped() -> None:
    text = write([Gauge("a", "two\nlines", [({"store": 'x"y\\z'}, 1.5)])])
    assert text == '# HELP a two\\nlines\n# TYPE a gauge\na{store="x\\"y\\\\z"} 1.5\n'
