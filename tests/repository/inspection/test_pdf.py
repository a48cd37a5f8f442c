"""A PDF says its pages, and its title where a person gave one; what it would run is named and not run."""

import random
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from repository.inspection import pdf
from repository.inspection.reading import Reading, Unreadable
from tests.repository.inspection.truth_other import codes_of, errors_in_record, fields_of


def write(
    path: Path, *, pages: int = 2, title: str | None = None, script: str = "", password: str | None = None
) -> Path:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    if title is not None:
        writer.add_metadata({"/Title": title})
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    writer.write(path)
    return path


def read(path: Path) -> Reading:
    reading = pdf.read(path, name=f"reports/{path.name}")
    assert errors_in_record(reading) == []
    return reading


def test_pages_and_a_title_that_a_person_gave(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "a.pdf", title="Cruise report of the campaign  DIAPAZON 2"))
    assert reading.facts["pages"] == 2
    assert fields_of(reading) == {"title": {"und": "Cruise report of the campaign DIAPAZON 2"}}


@pytest.mark.parametrize(
    "title",
    [
        None, "", "Microsoft Word - rapport final.doc", "rapport_final_v2.docx", "Untitled document", "Sans titre 1",
        "my report", "C:\\docs\\my own report 2", "Slide 1 of the show.pptx", "untitled", "Présentation 2",
    ],
)  # fmt: skip
def test_a_title_made_by_a_program_is_not_proposed(tmp_path: Path, title: str | None) -> None:
    assert fields_of(read(write(tmp_path / "my report.pdf", title=title))) == {}


def test_a_title_with_control_characters_is_not_proposed(tmp_path: Path) -> None:
    assert fields_of(read(write(tmp_path / "a.pdf", title="A long title \x07 with a bell"))) == {}


@pytest.mark.parametrize(
    "title", ["Étude de la rade de Brest", "北太平洋の 海洋観測報告 第三版", "Отчёт о рейсе судна"]
)
def test_titles_in_every_script_are_read(tmp_path: Path, title: str) -> None:
    assert fields_of(read(write(tmp_path / "a.pdf", title=title))) == {"title": {"und": title}}


def test_a_script_is_named_and_not_run(tmp_path: Path) -> None:
    assert codes_of(read(write(tmp_path / "a.pdf", script="app.alert('x')"))) == ["pdf-scripts"]


def test_a_password_makes_it_unreadable_and_a_restriction_is_told(tmp_path: Path) -> None:
    assert codes_of(read(write(tmp_path / "a.pdf", password=""))) == ["pdf-restricted"]
    with pytest.raises(Unreadable) as caught:
        read(write(tmp_path / "b.pdf", password="secret"))
    assert caught.value.problem.code == "pdf-encrypted"


def test_a_pdf_that_is_also_an_archive_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("hidden.exe", b"MZ")
    assert codes_of(read(path)) == ["pdf-carries-archive"]


def test_no_page_is_named(tmp_path: Path) -> None:
    assert codes_of(read(write(tmp_path / "a.pdf", pages=0))) == ["pdf-without-pages"]


@pytest.mark.parametrize("cut", [0, 4, 20, 300])
def test_a_cut_one_is_unreadable(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path / "a.pdf", title="A title of some length")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.problem.code == "pdf-unreadable"


def test_bytes_changed_at_random_never_break_the_reader(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", title="A title of some length", script="1")
    whole, chance = path.read_bytes(), random.Random(3)
    for _ in range(200):
        changed = bytearray(whole)
        for _ in range(4):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path.write_bytes(changed)
        try:
            read(path)
        except Unreadable:
            continue
