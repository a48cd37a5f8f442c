"""The operators' page shows the last report; what it gives is what the command wrote."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from archive.services.fixity import audit_archive
from repository.models import Exercise, Person
from tests.factories import make_operator
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db
ROOM = "/operations/trust/"


@pytest.fixture
def operator(client: Client) -> Client:
    """A browser in which an operator is signed in."""
    client.force_login(make_operator())
    return client


def test_without_a_report_it_says_so(home: Path, operator: Client) -> None:
    assert "No report was made yet." in operator.get(ROOM).content.decode()
    assert operator.get(f"{ROOM}report.json").status_code == 404


def test_the_files_are_those_that_the_command_wrote(home: Path, operator: Client) -> None:
    call_command("trust_report", "--on", "2026-11-22", stdout=StringIO())
    folder = home / "trust" / "trust-report-2026-11-22"
    page = operator.get(ROOM, headers={"Accept-Language": "fr"}).content.decode()
    assert "Le dernier rapport" in page
    assert "No drill was run." in page
    for path in folder.iterdir():
        assert operator.get(f"{ROOM}{path.name}").content == path.read_bytes(), path.name
    assert operator.get(f"{ROOM}report.schema").status_code == 404
    assert operator.post(ROOM).status_code == 405


def test_reading_every_byte_by_command_is_noted(home: Path, alice: Person, mona: Person, operator: Client) -> None:
    dataset = published(alice, mona)
    call_command("archive_verify", stdout=StringIO())
    call_command("archive_verify", "--dataset", dataset.suffix, stdout=StringIO())
    noted = Exercise.objects.get()
    assert (noted.kind, noted.is_well) == ("verify", True)
    assert noted.figures == {"packages_and_copies": len(audit_archive().checked), "faults": 0}
    assert "every stored byte read again" in operator.get(ROOM).content.decode()


def test_what_a_run_found_is_noted_as_well(home: Path, alice: Person, mona: Person) -> None:
    dataset = published(alice, mona)
    next((home / "second" / dataset.suffix).glob("*.csv-*")).unlink()
    with pytest.raises(SystemExit):
        call_command("archive_verify", stdout=StringIO())
    assert (Exercise.objects.get().is_well, Exercise.objects.get().figures["faults"]) == (False, 1)
