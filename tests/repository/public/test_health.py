"""Supervisors ask whether the process lives, monitoring whether every part works; neither learns a secret."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from repository.views import health_checks
from tests.repository.public.test_operations import hold_one

PARTS = ("database", "migrations", "broker", "storage", "archive")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No answer of the test before."""
    health_checks.KEPT.forget()


def test_a_living_process_says_so_without_asking_the_database(reader: Client) -> None:
    answer = reader.get("/healthz")  # without the database: this test has no access to it
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies
    assert reader.head("/healthz").status_code == 200


@pytest.mark.django_db
def test_a_working_site_is_ready(reader: Client, broker: str) -> None:
    answer = reader.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "down": [],
        "checks": dict.fromkeys(PARTS, "ok"),
        "alarms": [],
        "held_deliveries": 0,
    }
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_what_is_down_is_named_and_its_secrets_are_not(reader: Client, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    settings.ARCHIVE_URL = (tmp_path / "file").as_uri()
    settings.STORAGE_URL = (tmp_path / "file" / "deeper").as_uri()
    answer = reader.get("/readyz")
    assert answer.status_code == 503
    assert {"archive", "storage"} <= set(answer.json()["down"])
    assert answer.json()["checks"]["database"] == "ok"
    assert str(tmp_path) not in answer.content.decode()


@pytest.mark.django_db
def test_a_broker_that_is_down_is_named(reader: Client, settings: Any) -> None:
    from celery import current_app

    kept = {name: getattr(current_app.conf, name) for name in ("broker_url", "broker_write_url")}
    current_app.conf.update(dict.fromkeys(kept, "redis://:secret@127.0.0.1:1/0"))
    try:
        answer = reader.get("/readyz")
    finally:
        current_app.conf.update(kept)
    assert answer.status_code == 503
    assert "broker" in answer.json()["down"]
    assert "secret" not in answer.content.decode()


@pytest.mark.django_db
def test_held_work_is_counted_and_stops_nobody(reader: Client, broker: str, alice: Any) -> None:
    hold_one(alice)
    answer = reader.get("/readyz")
    assert (answer.status_code, answer.json()["held_deliveries"]) == (200, 1)


@pytest.mark.django_db
def test_nothing_is_left_in_the_folders_that_are_asked(reader: Client, tmp_path: Path) -> None:
    reader.get("/readyz")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_asking_without_end_makes_no_disk_work_and_opens_no_session(
    reader: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    first = reader.get("/readyz").json()
    assert "storage" not in first["down"]
    settings.STORAGE_URL = Path("/proc/nowhere").as_uri()
    with django_assert_num_queries(0):
        answers = [reader.get("/readyz") for _time in range(50)]
    assert all(answer.json() == first and not answer.cookies for answer in answers)
    later = time.monotonic() + health_checks.KEPT_S
    monkeypatch.setattr("repository.views.health_checks.time.monotonic", lambda: later)
    assert "storage" in reader.get("/readyz").json()["down"]


@pytest.mark.django_db
def test_while_one_asks_the_others_are_given_the_answer_before(reader: Client) -> None:
    first = reader.get("/readyz").json()
    health_checks.KEPT.forget()
    with health_checks.KEPT._asking:
        assert reader.get("/readyz").json() == first
