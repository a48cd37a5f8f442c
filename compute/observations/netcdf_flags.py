"""Quality flags in NetCDF as codes of SeaDataNet's list L20: by their scheme, or by what the file says they mean."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from compute.observations.flags import NOT_CONTROLLED, meant, scheme
from repository.inspection.netcdf.header import Header, Variable

_ENDINGS: Final = ("_QC", "_qc", "_SEADATANET_QC", "_flag", "_quality_flag", "_qartod_flag")
_POSITIONS: Final = ("POSITION_QC", "POSITION_SEADATANET_QC")
_SCHEMES: Final = (
    ("seadatanet", "SEADATANET"),
    ("argo reference table 2", "ARGO"),
    ("oceansites", "OCEANSITES"),
    ("copernicus", "COPERNICUS"),
    ("gtspp", "GTSPP"),
    ("qartod", "QARTOD"),
    ("iode", "IODE"),
)


@dataclass(frozen=True, slots=True)
class Coded:
    """A variable of flags, and what each of its values (as a byte) is in L20 (256)."""

    variable: Variable
    table: Any

    def read(self, variable: Variable, where: Any) -> Any:
        """The codes at some place (S1)."""
        data = variable.data
        data.set_auto_maskandscale(False)
        data.set_auto_chartostring(False)
        raw = np.atleast_1d(np.asarray(data[where]))
        numbers = raw.view(np.uint8) if raw.dtype.kind == "S" and raw.dtype.itemsize == 1 else raw
        with np.errstate(invalid="ignore"):
            good = (numbers >= 0) & (numbers < 255)
        return self.table[np.where(good, numbers, 255).astype(np.int64)]


def coded(variable: Variable, header: Header) -> Coded | None:
    """The flags of a variable; None where it has none that are understood."""
    names = (variable.line("ancillary_variables") or "").split()
    names += [f"{variable.short}{ending}" for ending in _ENDINGS]
    if variable.line("standard_name") in ("longitude", "latitude"):
        names += _POSITIONS
    for name in names:
        beside = header.variable(name)
        if beside is not None and beside.group == variable.group and _is_flag(beside):
            return Coded(beside, _table(beside))
    return None


def _is_flag(variable: Variable) -> bool:
    kind = getattr(variable.data.dtype, "kind", "")
    if kind not in "iuS" or (kind == "S" and variable.data.dtype.itemsize != 1):
        return False
    said = bool({"flag_values", "flag_meanings", "sdn_conventions_urn"} & variable.attributes.keys())
    named = (variable.line("standard_name") or "").endswith(("status_flag", "quality_flag"))
    return said or named or bool(_scheme(variable)) or variable.short.lower().endswith(("_qc", "_flag"))


def _table(variable: Variable) -> Any:
    """By the scheme that the file names, else by what it says that its values mean; a name alone tells nothing."""
    name, values = _scheme(variable), variable.attributes.get("flag_values")
    words = str(variable.attributes.get("flag_meanings") or "").split()
    table = np.full(256, NOT_CONTROLLED, dtype="S1")
    if name == "SEADATANET" or (name and variable.data.dtype.kind == "S"):
        return scheme(name)
    if words and values is not None:
        listed = values.split(",") if isinstance(values, str) and "," in values else np.atleast_1d(values).tolist()
        for number, code in meant([each.strip() if isinstance(each, str) else each for each in listed], words).items():
            if 0 <= number < 255:
                table[number] = code.encode()
    elif name:
        table[:10] = scheme(name)[ord("0") : ord("9") + 1]
    return table


def _scheme(variable: Variable) -> str:
    said = " ".join(variable.line(each) or "" for each in ("Conventions", "conventions", "sdn_conventions_urn")).lower()
    if "sdn:l20" in said:
        return "SEADATANET"
    return next((name for words, name in _SCHEMES if words in said), "")
