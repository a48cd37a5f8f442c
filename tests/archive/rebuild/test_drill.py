"""The drill is one command that prints what it compared."""

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from repository.models import DataFile, Dataset, Pole, Preview, UsageMonth
from repository.previews.makers import MAKERS
from repository.services.poles import change_pole
from tests.archive.rebuild.many import Kind, Publisher, publish_many, run_at_once
from tests.factories import make_operator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

KINDS = {Kind.SEVERAL: 1, Kind.LAYERED: 1, Kind.RESTRICTED: 1, Kind.WITHDRAWN: 1}


@pytest.fixture
def child_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site that the command starts has the suite's settings."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.testing")


def databases() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE %s", ["%\\_drill\\_%"])
        return int(cursor.fetchall()[0][0])


def test_the_drill_says_what_it_compared_and_leaves_nothing(
    site: Path, publisher: Publisher, child_settings: None, settings: Settings
) -> None:
    settings.OAI_PAGE_SIZE = 100
    publish_many(publisher, KINDS)
    pole = Pole.objects.get(code="ocean")
    fields = {name: getattr(pole, name) for name in ("name_en", "name_fr", "scope_en", "scope_fr", "mail", "position")}
    change_pole(actor=make_operator(), code="ocean", fields={**fields, "name_fr": "Océans et littoraux"})
    run_at_once()
    out = StringIO()
    call_command("archive_drill", "--from", "second", "--into", str(site / "drill"), stdout=out)
    assert "4 datasets rebuilt" in out.getvalue()
    assert "6 landing page: the same" in out.getvalue()
    assert out.getvalue().rstrip().endswith("answers compared and the same, 0 not.")
    assert not (site / "drill").exists()
    assert databases() == 0


@pytest.mark.drill
def test_the_drill_leaves_out_usage_and_previews_which_no_package_holds(
    site: Path, publisher: Publisher, child_settings: None
) -> None:
    dataset = publisher.publish(Kind.OPEN)
    UsageMonth.objects.create(dataset=dataset, month=date(2026, 1, 1), views=7, downloads=3)
    shown = {"schema": 1, "kind": "text", "lines": ["depth,oxygen"]}
    for file in DataFile.objects.filter(dataset=dataset):
        Preview.objects.create(file=file, document=shown, stations=[[-4.5, 48.3, "A"]], station_count=1, makers=MAKERS)
    out = StringIO()
    call_command("archive_drill", "--from", "second", "--into", str(site / "drill"), stdout=out)
    assert out.getvalue().rstrip().endswith("answers compared and the same, 0 not.")
    assert UsageMonth.objects.get().views == 7
    assert Preview.objects.count() == DataFile.objects.filter(dataset=dataset).count() > 0


def test_a_drill_from_nowhere_is_a_wrong_call_before_anything_is_asked(site: Path) -> None:
    with pytest.raises(CommandError, match="nosuch is neither a folder here nor a store") as wrong:
        call_command("archive_drill", "--from", "nosuch")
    assert wrong.value.returncode == 2


@pytest.mark.drill
def test_the_drill_names_every_answer_that_differs(site: Path, publisher: Publisher, child_settings: None) -> None:
    dataset = publisher.publish(Kind.OPEN)
    Dataset.objects.filter(pk=dataset.pk).update(datestamp=datetime(2026, 1, 1, tzinfo=UTC))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(
            "archive_drill", "--from", str(site / "second"), "--into", str(site / "drill"), "--json", stdout=out
        )
    found = json.loads(out.getvalue())
    assert ended.value.code == 1
    assert any(asked.startswith("OAI record") for asked in found["differing"])
    assert not any(asked.startswith("download") for asked in found["differing"])
