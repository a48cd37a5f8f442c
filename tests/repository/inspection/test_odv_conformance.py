"""Spreadsheets of Ocean Data View are held against their format: mappings, flags, types, dates, EDMO codes."""

from pathlib import Path

import pytest

from repository.inspection import checking
from tests.repository.inspection.test_odv_reading import META, ONE, PROFILES
from tests.services.components import shared_folder

MAPPING = (
    "//SDN_parameter_mapping",
    "//<subject>SDN:LOCAL:Depth</subject><object>SDN:P01::ADEPZZ01</object><units>SDN:P06::ULAA</units>",
    "//<subject>SDN:LOCAL:Temp</subject><object>SDN:P01::TEMPPR01</object><units>SDN:P06::UPAA</units>",
    "//",
)
LABELS = f"{META}\tLOCAL_CDI_ID\tEDMO_code\tDepth [m]\tQV:SEADATANET\tTemp [°C]\tQV:SEADATANET"
ROW = f"{ONE}\tcdi1\t486\t1.5\t1\t13.5\tA"


def codes(tmp_path: Path, *lines: str) -> list[str]:
    path = tmp_path / "bytes"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [each.code for each in checking.read(path, name="cruise.txt").problems]


def test_a_spreadsheet_that_keeps_to_its_format_has_nothing_said(tmp_path: Path) -> None:
    assert codes(tmp_path, *MAPPING, LABELS, ROW) == []
    assert codes(tmp_path, *PROFILES) == []


@pytest.mark.parametrize("name", ["00563439_ODV_withBOM.txt", "divand_sample_ODV.txt", "trajectory_date_yMd.txt"])
def test_the_samples_of_seadatanet_keep_to_theirs(name: str) -> None:
    assert checking.read(shared_folder("standards/files") / "odv" / name, name=name).problems == ()


@pytest.mark.parametrize("name", ["diap.txt", "divand_sample_ODV_aggregated.txt"])
def test_no_sample_has_an_error_or_a_person(name: str) -> None:
    problems = checking.read(shared_folder("standards/files") / "odv" / name, name=name).problems
    assert [each.code for each in problems if each.severity == "error" or each.code.startswith("personal")] == []


def test_a_mapping_that_is_written_otherwise_is_told_with_its_line(tmp_path: Path) -> None:
    broken = MAPPING[1].replace("SDN:P06::ULAA", "metres")
    assert "odv-mapping-malformed" in codes(tmp_path, MAPPING[0], broken, *MAPPING[2:], LABELS, ROW)


def test_a_mapping_of_a_label_that_is_not_there_and_a_column_without_mapping(tmp_path: Path) -> None:
    astray = MAPPING[2].replace("LOCAL:Temp", "LOCAL:Temperature")
    found = codes(tmp_path, *MAPPING[:2], astray, "//", LABELS, ROW)
    assert {"odv-mapping-astray", "odv-parameter-unmapped"} <= set(found)


def test_the_columns_of_seadatanet_and_its_flags_are_asked_for_only_where_its_header_is(tmp_path: Path) -> None:
    bare = f"{META}\tDepth [m]\tTemp [°C]"
    row = f"{ONE}\t1.5\t13.5"
    assert {"odv-sdn-columns", "odv-parameter-unflagged"} <= set(codes(tmp_path, *MAPPING, bare, row))
    assert codes(tmp_path, bare, row) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("\tA", "\tZ", "odv-flag-unknown"),
        ("\tB\t", "\tBottle\t", "odv-type-unknown"),
        ("2019-04-12T10:00:00", "12/04/2019", "odv-date-not-iso"),
        ("\t486\t", "\tIfremer\t", "odv-edmo-no-number"),
    ],
)
def test_a_value_that_the_format_does_not_know_is_told_once(tmp_path: Path, old: str, new: str, code: str) -> None:
    wrong = ROW.replace(old, new)
    assert codes(tmp_path, *MAPPING, LABELS, ROW, wrong, wrong) == [code]


def test_flags_of_odv_itself_are_those_of_odv(tmp_path: Path) -> None:
    assert codes(tmp_path, PROFILES[0], f"{ONE}\t1\t0\t13.5\t7") == ["odv-flag-unknown"]
