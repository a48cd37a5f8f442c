"""Names of the files of a package."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.aip.layout import (
    ArchivedName,
    Kind,
    NameRefused,
    check_suffix,
    data_name,
    extension_of,
    next_free,
    of_kind,
    parse_name,
)

DAY = date(2026, 3, 5)

EXAMPLES = {
    "71229.nc-2026-03-05": ArchivedName(Kind.DATA, DAY, 71229, "nc"),
    "record2026-03-05.json": ArchivedName(Kind.RECORD, DAY),
    "record2026-03-05.3.json": ArchivedName(Kind.RECORD, DAY, counter=3),
    "layer71231-2026-03-05.json": ArchivedName(Kind.LAYER, DAY, 71231),
    "layer71231-2026-03-05.2.json": ArchivedName(Kind.LAYER, DAY, 71231, counter=2),
    "events2026-03-05.12.json": ArchivedName(Kind.EVENTS, DAY, counter=12),
    "thumbnail-2026-03-05.png": ArchivedName(Kind.THUMBNAIL, DAY),
    "manifest-sha256-2026-03-05.txt": ArchivedName(Kind.MANIFEST, DAY),
    "manifest-sha256-2026-03-05.2.txt": ArchivedName(Kind.MANIFEST, DAY, counter=2),
}


@pytest.mark.parametrize(("text", "name"), EXAMPLES.items())
def test_each_kind_of_name_is_written_and_read_back(text: str, name: ArchivedName) -> None:
    assert str(name) == text
    assert parse_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "../71229.nc-2026-03-05",
        "a/71229.nc-2026-03-05",
        "/71229.nc-2026-03-05",
        "71229.nc-2026-03-05\n",
        "71229.nc-2026-03-05.part",
        "71229.NC-2026-03-05",
        "71229.-2026-03-05",
        "71229-2026-03-05",
        "071229.nc-2026-03-05",
        "0.nc-2026-03-05",
        "-1.nc-2026-03-05",
        "٧١٢.nc-2026-03-05",
        "71229.abcdefghijk-2026-03-05",
        "71229.nc-2026-02-30",
        "71229.nc-2026-3-5",
        "71229.nc-2026-03-05.2",
        "record2026-03-05.1.json",
        "record2026-03-05.02.json",
        "record2026-03-05.json.json",
        "Record2026-03-05.json",
        "record-2026-03-05.json",
        "layer-2026-03-05.json",
        "manifest-sha256-2026-03-05.txt~",
        "manifest-sha512-2026-03-05.txt",
        ".manifest-sha256-2026-03-05.txt",
    ],
)
def test_any_other_name_is_refused(text: str) -> None:
    with pytest.raises(NameRefused) as refused:
        parse_name(text)
    assert refused.value.code == "name-refused"


@given(st.text(max_size=40))
def test_what_is_read_is_written_back_the_same(text: str) -> None:
    try:
        name = parse_name(text)
    except NameRefused:
        return
    assert str(name) == text


@pytest.mark.parametrize(
    ("original", "extension"),
    [
        ("profile.nc", "nc"),
        ("PROFILE.NC", "nc"),
        ("folder.d/cruise.tar.gz", "gz"),
        ("folder.nc/README", "bin"),
        ("README", "bin"),
        (".bashrc", "bin"),
        ("folder/.hidden", "bin"),
        ("name.", "bin"),
        ("a.geotiff-old", "bin"),
        ("a.été", "bin"),
        ("a.abcdefghij", "abcdefghij"),
        ("a.abcdefghijk", "bin"),
        ("a.n c", "bin"),
        ("a.x\n", "bin"),
        ("température.été.csv", "csv"),
        ("a.\u212a", "bin"),
    ],
)
def test_the_extension_is_the_last_suffix_or_bin(original: str, extension: str) -> None:
    assert extension_of(original) == extension


@given(st.text(max_size=60), st.integers(1, 10**18), st.dates())
def test_every_original_name_gets_a_name_that_reads_back(original: str, number: int, day: date) -> None:
    name = parse_name(data_name(number=number, original_name=original, archived_on=day))
    assert (name.number, name.archived_on) == (number, day)


def test_a_number_below_one_gets_no_name() -> None:
    with pytest.raises(NameRefused):
        data_name(number=0, original_name="a.nc", archived_on=DAY)


@pytest.mark.parametrize("suffix", ["42182", "55b9f0fd-5f6a-4c5e-8a54-0f0c8e7d6a21", "a"])
def test_digits_and_uuids_name_packages(suffix: str) -> None:
    assert check_suffix(suffix) == suffix


@pytest.mark.parametrize(
    "suffix", ["", ".", "..", "a/b", ".incoming", "A", "a b", "a-", "-a", "42182\n", "é", "1" * 81]
)
def test_nothing_else_names_a_package(suffix: str) -> None:
    with pytest.raises(NameRefused):
        check_suffix(suffix)


def test_a_second_document_of_a_day_takes_the_next_counter_of_its_kind_and_number() -> None:
    taken = ["record2026-03-05.json", "record2026-03-05.3.json", "record2026-03-04.9.json", "layer7-2026-03-05.json"]
    assert str(next_free(ArchivedName(Kind.RECORD, DAY), taken)) == "record2026-03-05.4.json"
    assert str(next_free(ArchivedName(Kind.LAYER, DAY, 7), taken)) == "layer7-2026-03-05.2.json"
    assert str(next_free(ArchivedName(Kind.LAYER, DAY, 8), taken)) == "layer8-2026-03-05.json"
    assert str(next_free(ArchivedName(Kind.EVENTS, DAY), taken)) == "events2026-03-05.json"


def test_names_of_one_kind_are_ordered_by_day_then_counter() -> None:
    names = [
        "events2026-03-05.10.json",
        "events2026-03-05.9.json",
        "events2026-03-04.json",
        "record2026-03-01.json",
        "x",
    ]
    assert [str(name) for name in of_kind(names, Kind.EVENTS)] == [
        "events2026-03-04.json",
        "events2026-03-05.9.json",
        "events2026-03-05.10.json",
    ]


def test_layers_of_one_day_are_ordered_by_their_numbers() -> None:
    names = ["layer102-2026-03-05.json", "layer95-2026-03-05.json", "layer7-2026-03-06.json"]
    assert [str(name) for name in of_kind(names, Kind.LAYER)] == [
        "layer95-2026-03-05.json",
        "layer102-2026-03-05.json",
        "layer7-2026-03-06.json",
    ]
