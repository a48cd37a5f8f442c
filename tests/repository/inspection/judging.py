"""What is proposed for a sample, held against the truth tables that were written by hand: each value right or wrong."""

from collections.abc import Mapping
from typing import Any, Final

from repository.inspection.reading import Reading
from tests.repository.inspection import truth_other, truth_tables
from tests.repository.inspection.truth_netcdf import TRUTH as NETCDF
from tests.repository.inspection.truth_netcdf_seadatanet import FAULTY, SEADATANET

GRIDDED: Final = NETCDF | SEADATANET | FAULTY
SAMPLES: Final = tuple(sorted({*GRIDDED, *truth_tables.TRUTH, *truth_other.TRUTH}))
"""Every sample of which somebody wrote down the truth, as a path among the sample files."""

_ORDERED: Final = {
    "place/boxes": ("west", "south", "east", "north"),
    "time/periods": ("begin", "end"),
    "vertical": ("minimum", "maximum", "positive"),
}
"""Field -> the names of its parts in the order in which the tables of spreadsheets write them."""


def judged(sample: str, reading: Reading) -> dict[str, bool]:
    """Field -> whether the value that is proposed for it is the true one."""
    found = {proposal.field: proposal.value for proposal in reading.proposals}
    truth = truth_of(sample)
    return {field: _is_right(sample, truth.get(field), _as_written(sample, field, found[field])) for field in found}


def truth_of(sample: str) -> Mapping[str, Any]:
    """Field -> the true value as its table writes it."""
    if sample in GRIDDED:
        return GRIDDED[sample]
    if sample in truth_other.TRUTH:
        return truth_other.TRUTH[sample].fields
    truth = truth_tables.TRUTH[sample]
    written = {
        "place/boxes": truth.box,
        "time/periods": truth.period,
        "vertical": truth.vertical,
        "campaigns": truth.campaigns,
        "lineage": truth.lineage,
        "variables": truth.variables,
        "topics": truth.topics,
    }
    return {field: value for field, value in written.items() if value}


def _is_right(sample: str, truth: Any, value: Any) -> bool:
    """The tables of gridded files name the first of very many variables only."""
    return bool(value[: len(truth)] == truth) if sample in GRIDDED and isinstance(truth, list) else bool(value == truth)


def _as_written(sample: str, field: str, value: Any) -> Any:
    if sample in GRIDDED:
        return [_row(each) for each in value] if field == "variables" else value
    return value if sample in truth_other.TRUTH else _of_table(field, value)


def _row(variable: Mapping[str, Any]) -> tuple[str | None, ...]:
    """Name, unit, standard name, P01 and P06 codes."""
    concepts = variable.get("concepts") or [{"uri": ""}]
    addresses = (concepts[0]["uri"], variable.get("unit_uri", ""))
    codes = [address.rstrip("/").rpartition("/")[2] or None for address in addresses]
    return (variable["name"], variable.get("unit"), variable.get("standard_name"), *codes)


def _of_table(field: str, value: Any) -> Any:
    if field in _ORDERED and len(value) == 1:
        return tuple(value[0].get(name) for name in _ORDERED[field])
    match field:
        case "campaigns":
            return tuple(each["name"] for each in value)
        case "topics":
            return tuple(value)
        case "lineage":
            return value["und"].splitlines()[0], value["und"].splitlines()[-1]
        case "variables":
            return tuple((each["name"], each.get("unit"), _code(each)) for each in value)
    return value


def _code(variable: Mapping[str, Any]) -> str | None:
    return variable["concepts"][0]["identifier"].rpartition(":")[2] if "concepts" in variable else None
