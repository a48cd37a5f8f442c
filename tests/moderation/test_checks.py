"""The checks of a submission: files, likeness, plausibility, and the findings of the description."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from moderation.checks import Likeness, SubmittedFile, check, check_file
from moderation.sentences import CODES
from repository.record.assess import assess
from repository.record.findings import Finding
from tests.factories import DOCUMENT

TODAY = date(2026, 11, 20)


def file(path: str, head: bytes | None = b"station,depth\n", sha256: str = "a" * 64, size: int = 20) -> SubmittedFile:
    return SubmittedFile(path, size, sha256, head)


def findings(*files: SubmittedFile, likeness: Likeness | None = None, **changes: Any) -> dict[str, Finding]:
    record = assess({**DOCUMENT, "contacts": [{"name": "Data desk", "email": "desk@example.org"}], **changes}).record
    assert record is not None
    found = check(record, files or [file("a.csv")], poles=["ocean"], likeness=likeness or Likeness(), today=TODAY)
    return {each.code: each for each in found}


def test_an_empty_file_is_an_error_at_the_file() -> None:
    (found,) = check_file(file("data/a.csv", b"", size=0))
    assert (found.code, found.pointer, str(found.severity)) == ("file-empty", "files/data/a.csv", "error")


def test_a_file_that_is_not_what_its_name_says_is_an_error_in_both_languages() -> None:
    (found,) = check_file(file("map.tif", b"\xff\xd8\xff"))
    assert found.code == "file-not-as-named"
    assert "map.tif is named as TIFF but holds JPEG" in found.english
    assert "map.tif porte le nom d'un fichier TIFF mais contient JPEG" in found.french


def test_an_odv_spreadsheet_without_its_mandatory_labels_is_a_warning() -> None:
    (found,) = check_file(file("x_odv.txt", b"Cruise\tStation\tType\tDepth [m]\n"))
    assert (found.code, str(found.severity)) == ("odv-label-missing", "warning")
    assert "Bot. Depth [m]" in found.english


def test_a_file_that_lies_unchanged_in_the_archive_is_not_read_again() -> None:
    assert list(check_file(file("map.tif", None))) == []


def test_the_same_bytes_twice_are_worth_knowing() -> None:
    found = findings(file("a.csv"), file("b.csv"))["file-twice"]
    assert "b.csv holds the same bytes as a.csv" in found.english


def test_the_bytes_of_a_public_dataset_are_recognised() -> None:
    found = findings(file("a.csv"), likeness=Likeness(files={"a" * 64: "10.5072/7"}))["file-already-public"]
    assert "10.5072/7" in found.english
    assert found.pointer == "files/a.csv"


def test_the_title_of_a_public_dataset_is_recognised() -> None:
    found = findings(likeness=Likeness(title="10.5072/7"))["title-already-public"]
    assert found.pointer == "title"


def test_a_period_before_instruments_is_asked_about() -> None:
    found = findings(time={"periods": [{"begin": "0202-01-01", "end": "2026-01-01"}]})
    assert "0202" in found["period-before-instruments"].english
    assert "period-before-instruments" not in findings()


def test_deep_time_is_no_mistake() -> None:
    ages = {"begin": {"age": 66, "unit": "Ma"}, "end": {"age": 23, "unit": "Ma"}}
    assert "period-before-instruments" not in findings(time={"periods": [ages]})


def test_a_box_at_the_zero_meridian_and_equator_is_asked_about() -> None:
    box = {"west": 0, "south": 0, "east": 5, "north": 43}
    assert "box-touches-zero" in findings(place={"boxes": [box]})


def test_the_findings_of_the_description_are_among_them() -> None:
    found = findings(licence={"name": "Home-made licence", "spdx": "LicenseRef-home"})
    assert "licence-unknown" in found
    assert "orcid-missing" in found


def test_very_many_files_that_are_alike_are_told_as_some() -> None:
    record = assess({**DOCUMENT}).record
    assert record is not None
    files = [file(f"{number}.csv") for number in range(1000)]
    found = check(record, files, poles=["ocean"], likeness=Likeness(), today=TODAY)
    assert len([each for each in found if each.code == "file-twice"]) == 200


def test_french_sentences_have_their_no_break_spaces() -> None:
    found = findings(file("a.csv"), likeness=Likeness(files={"a" * 64: "10.5072/7"}))["file-already-public"]
    assert "\N{NO-BREAK SPACE}?" in found.french


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_documented(code: str) -> None:
    assert f"`{code}`" in (Path(settings.BASE_DIR) / "docs" / "moderation.md").read_text(encoding="utf-8")
