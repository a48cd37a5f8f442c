"""Readers of public datasets are counted once an hour, and nothing tells who they were."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from repository.models import DataFile, Dataset, Person, UsageKind, UsageMark, UsageMonth
from repository.services import usage
from repository.services.usage import Marks, note_use, reader_of, sum_up_usage
from tests.repository.public.stories import published, withdrawn

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOW = datetime(2026, 3, 5, 14, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> Marks:
    """Marks that are written only when the test says so."""
    made = Marks()
    monkeypatch.setattr(usage, "MARKS", made)
    monkeypatch.setattr(usage, "start_writing", lambda write: None)
    monkeypatch.setattr(usage, "clock", lambda: NOW)
    return made


@pytest.fixture
def dataset(alice: Person, mona: Person) -> Dataset:
    return published(alice, mona)


def ask(address: str, *, agent: str = FIREFOX, **headers: str) -> Any:
    answer = Client().get(address, headers={"User-Agent": agent, **headers})
    b"".join(answer)
    return answer


def addresses(dataset: Dataset) -> dict[str, str]:
    snapshot = dataset.snapshots.get()
    page = f"/datasets/{dataset.suffix}/"
    return {
        "page": page,
        "layer": f"{page}layers/{snapshot.number}/",
        "zip": f"{page}layers/{snapshot.number}/zip",
        "file": f"{page}files/{snapshot.number}/oxygen.csv",
    }


def counted(marks: Marks) -> dict[str, int]:
    marks.write()
    return {kind: UsageMark.objects.filter(kind=kind).count() for kind in UsageKind.values}


@pytest.mark.django_db
def test_a_reader_who_comes_often_within_an_hour_counts_once(dataset: Dataset, marks: Marks) -> None:
    for address in addresses(dataset).values():
        for _time in range(3):
            assert ask(address).status_code == 200
    assert counted(marks) == {"view": 1, "download": 1}
    for address in addresses(dataset).values():
        ask(address)
    assert counted(marks) == {"view": 1, "download": 1}


@pytest.mark.django_db
def test_another_browser_is_another_reader(dataset: Dataset, marks: Marks) -> None:
    ask(addresses(dataset)["page"])
    ask(addresses(dataset)["page"], agent="curl/8.14.1")
    assert counted(marks) == {"view": 2, "download": 0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("agent", "headers"),
    [
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", {}),
        ("", {}),
        (FIREFOX, {"Sec-Purpose": "prefetch"}),
        (FIREFOX, {"Accept": "application/ld+json"}),
    ],
    ids=["a robot", "without a name", "fetched ahead", "another form than the page"],
)
def test_what_nobody_read_does_not_count(agent: str, headers: dict[str, str], dataset: Dataset, marks: Marks) -> None:
    ask(addresses(dataset)["page"], agent=agent, **headers)
    assert counted(marks) == {"view": 0, "download": 0}


@pytest.mark.django_db
def test_what_was_refused_or_is_gone_does_not_count(alice: Person, mona: Person, marks: Marks) -> None:
    closed = published(alice, mona, access="restricted")
    assert ask(addresses(closed)["file"]).status_code == 403
    page = addresses(closed)["page"]
    withdrawn(closed, mona)
    assert ask(page).status_code == 410
    assert ask(f"{page}usage").status_code == 410
    assert counted(marks) == {"view": 0, "download": 0}


@pytest.mark.django_db
def test_a_file_that_the_reader_still_has_is_not_taken_again_and_a_part_is_taken(
    dataset: Dataset, marks: Marks
) -> None:
    address = addresses(dataset)["file"]
    sha256 = DataFile.objects.get(dataset=dataset).sha256
    assert ask(address, **{"If-None-Match": f'"{sha256}"'}).status_code == 304
    assert counted(marks)["download"] == 0
    assert ask(address, Range="bytes=2-5").status_code == 206
    assert counted(marks)["download"] == 1


@pytest.mark.django_db
def test_hours_that_are_over_are_summed_up_by_month_and_their_marks_are_gone(dataset: Dataset, marks: Marks) -> None:
    for hours, agent in ((0, "a"), (1, "a"), (1, "b"), (24 * 10, "a")):
        when = NOW - hours * HOUR
        note_use(dataset_id=dataset.pk, kind=UsageKind.VIEW, address="192.0.2.7", user_agent=agent, now=when)
    marks.write()
    assert sum_up_usage(now=NOW) == 2
    assert UsageMark.objects.get().hour == NOW.replace(minute=0)
    assert sum_up_usage(now=NOW + 2 * HOUR) == 1
    assert sum_up_usage(now=NOW + 2 * HOUR) == 0
    months = UsageMonth.objects.values_list("month", "views", "downloads")
    assert list(months) == [(date(2026, 2, 1), 1, 0), (date(2026, 3, 1), 3, 0)]


@pytest.mark.django_db
def test_the_page_and_the_json_tell_the_sums(dataset: Dataset, client: Client) -> None:
    page = addresses(dataset)["page"]
    assert b"Usage" not in client.get(page).content
    UsageMonth.objects.create(dataset=dataset, month=date(2026, 2, 1), views=1200, downloads=1)
    UsageMonth.objects.create(dataset=dataset, month=date(2026, 3, 1), views=34, downloads=0)
    shown = client.get(page).content.decode()
    assert "1\N{NO-BREAK SPACE}234 views, 1 download<" in shown or "1,234 views, 1 download<" in shown
    assert "February 2026" in shown
    told = client.get(f"{page}usage").json()
    assert (told["doi"], told["views"], told["downloads"]) == (dataset.doi, 1234, 1)
    assert told["months"][1] == {"month": "2026-03", "views": 34, "downloads": 0}


def test_nothing_that_is_kept_leads_back_to_a_reader() -> None:
    same = reader_of("192.0.2.7", FIREFOX, NOW)
    assert same == reader_of("192.0.2.7", FIREFOX, NOW)
    differing = (("192.0.2.8", FIREFOX, NOW), ("192.0.2.7", "b", NOW), ("192.0.2.7", FIREFOX, NOW + HOUR))
    others = {reader_of(*told) for told in differing}
    assert len(others | {same}) == 4
    assert {len(reader) for reader in others} == {16}


@pytest.mark.django_db(transaction=True)
def test_marks_are_written_by_themselves_a_little_later(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Thread] = []

    def start(write: Callable[[], None]) -> None:
        begun.append(Thread(target=write))
        begun[-1].start()

    monkeypatch.setattr(usage, "WRITE_AFTER_S", 0.05)
    monkeypatch.setattr(usage, "start_writing", start)
    monkeypatch.setattr(usage, "MARKS", Marks())
    for address in addresses(dataset).values():
        ask(address)
    for thread in begun:
        thread.join(30)
    assert UsageMark.objects.count() == 2


@pytest.mark.django_db
def test_a_database_that_does_not_answer_loses_no_mark_and_stops_no_reader(
    dataset: Dataset, marks: Marks, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(addresses(dataset)["page"])
    with monkeypatch.context() as broken:
        broken.setattr(UsageMark.objects, "bulk_create", _refuse)
        assert marks.write() == 0
        assert ask(addresses(dataset)["page"]).status_code == 200
    assert counted(marks)["view"] == 1
    assert connection.is_usable()


def _refuse(*_args: object, **_names: object) -> None:
    raise DatabaseError("no room")
