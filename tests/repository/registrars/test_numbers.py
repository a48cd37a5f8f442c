"""After going back to a backup no number is given twice: not one of the rows, the packages, the copies or DataCite."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from repository.models import Dataset, DoiAttempt, Person
from repository.services.identifiers import draw_number, raise_number_sequence
from tests.fakes.datacite.faults import answer
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.conftest import OTHERS, OURS, PREFIX
from tests.repository.registrars.site import new_draft, run_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sequence_as_before() -> object:
    """Low numbers, whatever ran before; and since sequences are not rolled back, nothing after gets a number again."""
    before = draw_number()
    go_back(5_001)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('repository_number', greatest(%s, last_value)) FROM repository_number", [before])


def go_back(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SEQUENCE repository_number RESTART WITH {number}")


def raised(*arguments: str) -> int:
    out = StringIO()
    call_command("raise_number_sequence", "--json", *arguments, stdout=out)
    return int(json.loads(out.getvalue())["next"])


def test_numbers_go_on_above_the_rows_burnt_ones_included(datacite: FakeDataCite, alice: Person) -> None:
    dataset = new_draft(alice)
    DoiAttempt.objects.create(dataset=dataset, doi=f"{PREFIX}/700000", registrar="datacite", action="reserve")
    go_back(1001)
    assert raised() == 701_001
    assert draw_number() == 701_001


def test_numbers_go_on_above_the_packages_and_the_copies(datacite: FakeDataCite, settings: Settings) -> None:
    archive = Path(settings.ARCHIVE_URL.removeprefix("file://"))
    (archive / "800000").mkdir()
    (archive / "800000" / "800005.csv-2026-03-05").touch()
    (archive / "800000" / "layer800007-2026-03-05.json").touch()
    (archive / "800000" / "999999999.txt").touch()
    assert raised() == 801_008
    copies = Path(settings.ARCHIVE_REPLICAS["second"].removeprefix("file://"))
    (copies / "900000").mkdir()
    assert raised() == 901_001


def test_numbers_go_on_above_what_datacite_holds_for_us(datacite: FakeDataCite) -> None:
    datacite.registry.create(OURS, {"doi": f"{PREFIX}/950000"})
    datacite.registry.create(OURS, {"doi": f"{PREFIX}/not-a-number"})
    datacite.registry.create(OTHERS, {"doi": f"{PREFIX}/990000"})
    assert raised() == 951_001


def test_a_datacite_that_cannot_be_asked_changes_nothing(datacite: FakeDataCite) -> None:
    before = draw_number()
    datacite.next(answer(503))
    with pytest.raises(CommandError, match="Nothing was changed"):
        raised()
    assert draw_number() == before + 1


def test_the_sequence_never_goes_back() -> None:
    coming = raise_number_sequence(above=2_000_000)
    assert raise_number_sequence(above=5) == coming
    assert draw_number() == coming


def test_after_a_restore_nobody_gets_the_doi_of_a_lost_dataset(datacite: FakeDataCite, alice: Person) -> None:
    lost = new_draft(alice)
    run_all()
    lost.events.all()
    suffix = int(lost.suffix)
    Dataset.objects.filter(pk=lost.pk).update(suffix="lost", prefix="10.5072")
    DoiAttempt.objects.all().delete()
    go_back(suffix)
    raised()
    assert int(new_draft(alice).suffix) > suffix + 1000
