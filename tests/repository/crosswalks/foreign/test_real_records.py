"""Every real record of the sample folder, read: it gives what the truth table says, and nothing wrong."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from repository.crosswalks.readers.choice import TITLES, read, reader_for
from repository.crosswalks.readers.result import Unreadable
from repository.record.assess import assess
from tests.repository.crosswalks.foreign.truth import REFUSED, TRUTH
from tests.services.components import ROOT

RECORDS = Path(os.environ.get("VARVE_SHARED") or ROOT.parent / "shared") / "standards" / "records"


def sample(path: str) -> bytes:
    """The bytes of a sample; the test is skipped by name where there is none."""
    file = RECORDS / path
    if not file.is_file():
        pytest.skip(f"no sample standards/records/{path}")
    return file.read_bytes()


def at(document: Any, path: str) -> Any:
    """What a document says at a path with slashes."""
    for step in path.split("/"):
        document = document[int(step)] if step.isdecimal() else document.get(step)
    return document


@pytest.mark.parametrize("path", TRUTH)
def test_a_real_record_gives_what_a_person_reads_in_it(path: str) -> None:
    found = read(sample(path))
    assert found.dialect == reader_for(sample(path))
    for field, value in TRUTH[path].items():
        said = at(found.document, field)
        assert (len(said) if isinstance(value, int) and isinstance(said, list) else said) == value, (field, said)


@pytest.mark.parametrize(("path", "code"), REFUSED.items())
def test_what_is_no_description_is_refused_with_its_code(path: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(sample(path))
    assert refusal.value.code == code


def samples() -> list[Path]:
    """All records that a reader takes."""
    files = sorted(each for each in RECORDS.glob("*/*") if each.suffix in (".xml", ".json", ".jsonld"))
    return [each for each in files if f"{each.parent.name}/{each.name}" not in REFUSED]


@pytest.mark.parametrize("file", samples(), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_nothing_wrong_gets_into_a_draft(file: Path) -> None:
    found = read(file.read_bytes())
    assert found.dialect in TITLES
    assert found.document["title"]
    assert found.places["title"]
    json.dumps(found.document)
    draft = {field: value for field, value in found.document.items() if field != "publication"}
    wrong = [each.code for each in assess(draft).blocking if "missing" not in each.code]
    assert wrong == []


@pytest.mark.parametrize("file", samples(), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_remark_names_its_place_and_speaks_both_languages(file: Path) -> None:
    for remark in read(file.read_bytes()).remarks:
        assert remark.code
        assert remark.path
        assert remark.english[-1] in ".…)"
        assert remark.french
        assert remark.french != remark.english
