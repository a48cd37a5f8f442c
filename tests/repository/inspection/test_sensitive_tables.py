"""Tables and texts are looked through for persons and for precise places of protected species."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.inspection import checking
from repository.inspection.apart import inspect
from repository.inspection.reading import Problem
from repository.inspection.sensitive.tables import decimals_of
from repository.inspection.sensitive.taxa import protected_taxa, taxa_in, taxon_of
from tests.repository.inspection.test_odv_reading import META, ONE, PROFILES


def problems(tmp_path: Path, *lines: str, name: str = "a.csv") -> dict[str, Problem]:
    path = tmp_path / "bytes"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {each.code: each for each in checking.read(path, name=name).problems}


def test_columns_about_persons_are_named_where_they_hold_something(tmp_path: Path) -> None:
    found = problems(tmp_path, "station,prenom,date de naissance", "A1,Clara,1985-05-02", "A2,Ngozi,1979-01-01")
    assert "prenom, date de naissance" in found["personal-columns"].english
    assert "Clara" not in str(found)
    assert not problems(tmp_path, "station,prenom,depth", "A1,,10", "A2,,12")


def test_a_mail_address_in_a_cell_is_told_by_its_place_and_its_beginning(tmp_path: Path) -> None:
    found = problems(tmp_path, "station,who,depth", "A1,nobody,10", "A2,clara.marin@example.org,12")["personal-mail"]
    assert found.place.english == "column 2, who"
    assert "line 3" in found.english
    assert "clara" not in found.english + found.french
    assert "colonne 2, who" in found.french


def test_a_label_that_is_itself_an_address_is_not_repeated(tmp_path: Path) -> None:
    found = problems(tmp_path, "station,clara.marin@example.org,depth", "A1,b@example.org,10", "A2,c@example.org,12")
    assert "clara" not in str(found)


def test_numbers_of_social_security_are_found_by_their_key(tmp_path: Path) -> None:
    found = problems(tmp_path, "id,value", "255081416802538,1.5", "x,2.5")
    assert found["personal-nir"].severity == "error"
    assert "2550814" not in str(found)


def test_one_of_many_long_numbers_that_happens_to_have_a_key_is_chance(tmp_path: Path) -> None:
    rows = [f"{255081416800000 + 211 * number},1.5" for number in range(400)]
    assert "personal-nir" not in problems(tmp_path, "serial,value", *rows)


def test_comments_and_prose_may_be_signed_and_hold_no_numbers_of_persons(tmp_path: Path) -> None:
    assert not problems(tmp_path, "Questions: clara.marin@example.org", name="README.txt")
    assert set(problems(tmp_path, "Call us: 04 68 88 73 73.", name="README.txt")) == {"personal-phone"}
    assert set(problems(tmp_path, "# tel. 04 68 88 73 73", "a,b", "1,2", "3,4")) == {"personal-phone"}


SPECIES = "scientificName,decimalLatitude,decimalLongitude"


def test_precise_positions_of_a_protected_species_are_told_with_the_advice_to_blur(tmp_path: Path) -> None:
    found = problems(tmp_path, SPECIES, "Larus ridibundus,43.1,5.2", "Ursus arctos Linnaeus,42.84512,0.98123")
    told = found["protected-taxon-located"]
    assert told.place.english == "line 3"
    assert "Ursus arctos (Habitats Directive" in told.english
    assert "10 km" in told.english
    assert "42.845" not in str(found)


@pytest.mark.parametrize("row", ["Ursus arctos,42.8,0.9", "Larus ridibundus,42.84512,0.98123", "Ursus arctos,,"])
def test_blurred_positions_other_species_and_empty_positions_are_fine(tmp_path: Path, row: str) -> None:
    assert "protected-taxon-located" not in problems(tmp_path, SPECIES, row, "Larus canus,42.81,0.93")


def test_a_species_is_found_in_any_column_and_far_down_the_table(tmp_path: Path) -> None:
    rows = [f"Abies alba,42.{number:05d},1.5" for number in range(60_000)]
    found = problems(tmp_path, "remark,latitude,longitude", "Cypripedium calceolus,45.12345,6.5", *rows)
    assert "line 2" in found["protected-taxon-located"].english
    found = problems(tmp_path, "species,latitude,longitude", *rows, "Cypripedium calceolus,45.12345,6.5")
    assert "60,002" in found["protected-taxon-located"].english


def test_spreadsheets_of_ocean_data_view_are_looked_through_too(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        f"{META}\tSpecies:INDEXED_TEXT\tQF",
        f"{ONE}1234\tPinna nobilis\t0".replace("43.1", "43.12345"),
        name="a.odv",
    )
    assert "protected-taxon-located" in found
    assert not problems(tmp_path, *PROFILES, name="a.odv")


def test_the_list_is_versioned_and_says_where_each_species_is_listed() -> None:
    listed = protected_taxa()
    assert listed.version == "2026-11"
    assert len(listed.taxa) > 100
    assert all(each.source and each.english and each.french for each in listed.taxa)


def test_names_are_found_with_author_synonym_subspecies_and_genus_and_the_dog_is_no_wolf() -> None:
    names = {"Hieraaetus fasciatus": "Aquila fasciata", "Manis javanica": "Manis", "lynx lynx": "Lynx lynx"}
    assert {text: getattr(taxon_of(text), "name", "") for text in names} == names
    assert taxon_of("Canis lupus familiaris") is None
    assert taxon_of("tiger") is taxon_of("") is taxon_of("Ursus") is taxon_of("pristis of the sea") is None


def test_texts_name_species_by_scientific_and_common_names() -> None:
    text = "Suivi de la loutre d'Europe et des Loups gris (Canis lupus); also bearded vultures."
    assert {each.name for each in taxa_in(text)} == {"Canis lupus", "Lutra lutra", "Gypaetus barbatus"}
    assert list(taxa_in("Otters of the future, wolf in the hall")) == []


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3_000), st.sampled_from(["a.csv", "a.txt", "a.odv", "README.txt"]))
def test_any_bytes_are_looked_through(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    path = tmp_path_factory.mktemp("any") / "bytes"
    path.write_bytes(content)
    assert checking.read(path, name=name).format == ""


@given(st.floats(-180, 180), st.integers(0, 8))
def test_decimals_are_counted_without_the_zeros_that_pad_them(value: float, places: int) -> None:
    text = f"{value:.{places}f}"
    bare = text.rstrip("0") if "." in text else text
    assert decimals_of(f" {text}000 " if places else text) == len(bare.partition(".")[2])


def test_the_findings_come_with_the_reading_of_the_file_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "bytes"
    path.write_text(f"{SPECIES},prenom\nUrsus arctos,42.84512,0.98123,Clara\nUrsus arctos,42.8,0.9,Ngozi\n")
    reading = inspect(path, name="a.csv", media_type="text/csv")
    assert reading.format == "CSV"
    assert {"personal-columns", "protected-taxon-located"} <= {each.code for each in reading.problems}
