"""Names of files as they come from browsers, scripts and attackers."""

import pytest

from repository.errors import FileRefused
from repository.uploads.names import extension_of, path_of


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("GOL_CTD_2026Q4.nc", "GOL_CTD_2026Q4.nc"),
        ("moorings/shelf adcp.nc", "moorings/shelf adcp.nc"),
        ("Profils e\u0301te\u0301.csv", "Profils été.csv"),
        ("C:\\Users\\marin\\cast.csv", "Users/marin/cast.csv"),
        ("/etc/passwd", "etc/passwd"),
        ("./a//b/./c.txt", "a/b/c.txt"),
        ("  padded .csv ", "padded .csv"),
        ("bell\x07.csv", "bell_.csv"),
        ("data\u202efdp.exe", "data_fdp.exe"),
        (".zenodo.json", ".zenodo.json"),
        ("surrogate\udcff.csv", "surrogate_.csv"),
    ],
)
def test_a_name_is_kept_as_sent_where_that_is_safe(sent: str, kept: str) -> None:
    assert path_of(sent) == kept


@pytest.mark.parametrize("sent", ["../../etc/passwd", "a/../../b", "..\\..\\boot.ini", "a/.."])
def test_a_path_that_leads_out_of_its_folder_is_refused(sent: str) -> None:
    with pytest.raises(FileRefused, match="leads out of its folder"):
        path_of(sent)


@pytest.mark.parametrize("sent", ["", " ", "/", "./.", "\\"])
def test_a_file_without_a_name_is_refused(sent: str) -> None:
    with pytest.raises(FileRefused, match="without a name"):
        path_of(sent)


@pytest.mark.parametrize("sent", [".DS_Store", "casts/Thumbs.db", "__MACOSX/._a.csv", "casts/._a.csv", "~$notes.docx"])
def test_what_computers_make_for_themselves_is_refused(sent: str) -> None:
    with pytest.raises(FileRefused, match="not data"):
        path_of(sent)


def test_a_name_too_long_to_store_is_refused_and_one_that_just_fits_is_kept() -> None:
    assert len(path_of("a" * 396 + ".csv")) == 400
    with pytest.raises(FileRefused, match="more than 400"):
        path_of("a" * 397 + ".csv")


def test_a_folder_laid_before_a_name_is_checked_with_it() -> None:
    assert path_of("adcp.nc", folder="moorings/2026") == "moorings/2026/adcp.nc"
    with pytest.raises(FileRefused):
        path_of("adcp.nc", folder="..")


@pytest.mark.parametrize(
    ("path", "extension"), [("a/CAST.NC", "nc"), ("README", ""), (".hidden", ""), ("a.tar.gz", "gz")]
)
def test_the_extension_is_the_last_suffix_in_small_letters(path: str, extension: str) -> None:
    assert extension_of(path) == extension
