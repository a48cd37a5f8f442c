"""Quality flags of coordinates (Argo reference table 2, SeaDataNet L20): a bad position is no place of the data."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from repository.inspection.netcdf.header import Flags, Header, Variable

_BAD: Final = "349"
"""Probably bad, bad, missing: the same digits in both tables."""

_ARGO: Final = {"LATITUDE": "POSITION_QC", "LONGITUDE": "POSITION_QC", "JULD": "JULD_QC"}


def flagged(variables: Iterable[Variable], header: Header) -> tuple[Variable, ...]:
    """The same variables, each with its flags where the file has them over the same dimensions."""
    return tuple(replace(each, flags=_flags_of(each, header)) for each in variables)


def _flags_of(variable: Variable, header: Header) -> Flags | None:
    names = [*(variable.line("ancillary_variables") or "").split(), _ARGO.get(variable.short, "")]
    for name in names:
        beside = header.variable(name) if name else None
        if beside is None or beside.dimensions != variable.dimensions or beside.group != variable.group:
            continue
        if beside.data.dtype == "S1":
            if "argo reference table 2" in (beside.line("conventions") or "").lower():
                return Flags(beside.data, tuple(mark.encode("ascii") for mark in _BAD))
        elif beside.line("sdn_conventions_urn") == "SDN:L20::" or "SeaDataNet" in (beside.line("Conventions") or ""):
            return Flags(beside.data, tuple(ord(mark) for mark in _BAD))
    return None
