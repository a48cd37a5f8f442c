"""A repository in which nothing happened yet has a report: everything is missing, nothing is claimed."""

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from repository.models import Exercise
from tests.config.trust.reading import missing, report

pytestmark = pytest.mark.django_db

CODES = [f"R{number:02}" for number in range(1, 17)]


def test_each_of_the_sixteen_requirements_says_that_something_is_missing(home: Path) -> None:
    document = report()
    assert [each["code"] for each in document["requirements"]] == CODES
    assert [each["code"] for each in document["requirements"] if not each["missing"]] == []
    assert document["missing"] == sum(len(each["missing"]) for each in document["requirements"])


def test_it_says_plainly_what_never_happened(home: Path) -> None:
    document = report()
    assert "No drill was run." in missing(document, "R03")
    assert "No decision was taken within the period." in missing(document, "R08")
    assert "No copy was read back within the period." in missing(document, "R14")
    assert "No backup was made within the period." in missing(document, "R16")
    assert "Page “preservation” (fr): only the text delivered with the software is shown." in missing(document, "R09")


def test_no_number_is_anything_but_nothing(home: Path) -> None:
    for requirement in report()["requirements"]:
        for fact in requirement["evidence"]:
            if fact["period"] is not None:
                assert fact["value"] == 0, fact


def test_the_pack_is_valid_and_its_manifest_proves_it(home: Path) -> None:
    out = StringIO()
    call_command("trust_report", str(home / "pack"), "--on", "2026-11-22", stdout=out)
    folder = home / "pack" / "trust-report-2026-11-22"
    assert str(folder) in out.getvalue()
    lines = (folder / "manifest-sha256.txt").read_text().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert told == {path.name: _sha256(path) for path in folder.iterdir() if path.name != "manifest-sha256.txt"}
    document = json.loads((folder / "report.json").read_text())
    jsonschema.validate(document, json.loads((folder / "report.schema.json").read_text()))
    page = (folder / "report.html").read_text()
    assert all(f'id="{code}"' in page for code in CODES)
    assert "<script" not in page
    assert 'href="http' not in page.replace(f'href="{document["repository"]["address"]}', "")


def test_the_same_state_and_day_give_the_same_bytes(home: Path, settings: Any) -> None:
    packs = []
    for _ in range(2):
        call_command("trust_report", str(home / "pack"), "--on", "2026-11-22", stdout=StringIO())
        packs.append({path.name: path.read_bytes() for path in (home / "pack" / "trust-report-2026-11-22").iterdir()})
    assert packs[0] == packs[1]
    assert [path.name for path in (home / "pack").iterdir()] == ["trust-report-2026-11-22"]
    assert Exercise.objects.count() == 2


@pytest.mark.parametrize("days", [("2026-02-02", "2026-02-01"), ("0001-01-01", "2026-02-01")])
def test_days_that_are_no_period_are_refused(home: Path, days: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="--since"):
        call_command("trust_report", "--since", days[0], "--on", days[1])


def test_a_folder_that_cannot_be_written_is_told(home: Path) -> None:
    (home / "file").write_text("in the way")
    with pytest.raises(CommandError, match=r"Nothing was written\."):
        call_command("trust_report", str(home / "file"))
    assert not Exercise.objects.exists()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
