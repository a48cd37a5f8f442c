"""Every sample NetCDF file is read as the truth tables say: nothing wrong, nothing invented, nothing left out."""

from typing import Any

import pytest

from repository.inspection import netcdf
from repository.inspection.reading import Reading, Unreadable
from repository.record.assess import assess
from repository.record.findings import Severity
from tests.repository.inspection.truth_netcdf import TRUTH
from tests.repository.inspection.truth_netcdf_seadatanet import FAULTY, PROBLEMS, SEADATANET
from tests.services.components import shared_folder

ALL = TRUTH | SEADATANET | FAULTY
LONG = frozenset(name for name in TRUTH if name.startswith("netcdf-satellite"))
"""Samples of so many variables that the tables name the first ones only."""


def read(name: str) -> Reading:
    return netcdf.read(shared_folder("standards/files") / name, name=name)


def row(variable: dict[str, Any]) -> tuple[str | None, ...]:
    """A variable as the truth tables write it."""
    concepts = variable.get("concepts") or [{"uri": ""}]
    codes = [
        address.rstrip("/").rpartition("/")[2] or None for address in (concepts[0]["uri"], variable.get("unit_uri", ""))
    ]
    return (variable["name"], variable.get("unit"), variable.get("standard_name"), *codes)


def said(reading: Reading) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for proposal in reading.proposals:
        assert proposal.field not in values, proposal.field
        values[proposal.field] = proposal.value
    return values


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_sample_proposes_what_the_truth_table_says_and_nothing_else(name: str) -> None:
    values, truth = said(read(name)), dict(ALL[name])
    rows = [row(each) for each in values.pop("variables", [])]
    expected = truth.pop("variables", [])
    assert values == truth
    assert rows[: len(expected)] == expected
    if name not in (
        "netcdf-satellite/S5P_OFFL_L2_CH4_07293_subset.nc",
        "netcdf-satellite/ascat_metopa_l2_ovw_subset.nc",
    ):
        assert len(rows) == len(expected)


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_sample_has_the_problems_that_it_has(name: str) -> None:
    assert {problem.code for problem in read(name).problems} == PROBLEMS[name]


@pytest.mark.parametrize("name", sorted(ALL))
def test_what_a_sample_proposes_is_right_for_the_record(name: str) -> None:
    draft: dict[str, Any] = {}
    for field, value in said(read(name)).items():
        top, _, rest = field.partition("/")
        draft[top] = {rest: value} if rest else value
    wrong = [
        finding
        for finding in assess(draft).findings
        if finding.severity is Severity.ERROR and not finding.code.endswith("-missing")
    ]
    assert wrong == []


def test_each_value_says_where_it_was_read() -> None:
    places = {each.field: each.place for each in read("netcdf-satellite/S5P_OFFL_L2_CH4_07293_subset.nc").proposals}
    assert places["title"].english == "attribute `title`"
    assert places["title"].french == "attribut `title`"
    assert places["place/boxes"].english == "variables `latitude`, `longitude`"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("damaged/argo_truncated.nc", "netcdf-damaged"),
        ("damaged/jpeg_named_as.nc", "netcdf-not"),
        ("damaged/zero_bytes.csv", "netcdf-not"),
        ("netcdf-cf-errors/sldmb_43093_agg.cdl", "netcdf-not"),
    ],
)
def test_a_damaged_or_misnamed_sample_is_said_to_be_so(name: str, code: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(name)
    assert raised.value.problem.code == code
    assert raised.value.problem.severity == "error"
