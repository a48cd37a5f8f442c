"""The measured or computed variables of a NetCDF file, and what is missing in their attributes."""

import re
from collections.abc import Iterator
from typing import Any, Final

from repository.inspection.netcdf.axes import Axes
from repository.inspection.netcdf.header import MOST_VARIABLES, Header, Variable, attribute_of, number_from, variables
from repository.inspection.netcdf.notes import Notes
from repository.inspection.reading import Json, Place

_FLAGS = re.compile(r"(?:_QC|_flags?|_qc|_qualityflag|quality_flag|qartod_\w+)$", re.IGNORECASE)
_FLAG_ATTRIBUTES: Final = frozenset({"flag_values", "flag_masks", "flag_meanings"})
_NO_DATA: Final = frozenset({"grid_mapping_name", "cf_role", "sdn_conventions_urn"})
_REFERENCES: Final = ("bounds", "climatology", "grid_mapping", "cell_measures")
_PROPOSED: Final = 500
_SAID: Final = 20
_ALL: Final = Place("the variables of the file", "les variables du fichier")
_SDN = re.compile(r"SDN:([A-Z]\d\d)::(\w+)")


def data_variables(header: Header, axes: Axes) -> tuple[Variable, ...]:
    """What was measured or computed: no coordinate, flag, bound, index, mapping or text.

    In a file of the Argo convention the list of its parameters (`STATION_PARAMETERS`) decides.
    """
    if is_argo(header):
        names = argo_parameters(header)
        return tuple(each for each in header.variables if each.short in names)
    referred = _referred(header)
    return tuple(
        each
        for each in header.variables
        if each.is_number and each.name not in axes.all and each.short not in referred and not _is_aside(each)
    )


def is_argo(header: Header) -> bool:
    """Whether the file says that it follows the Argo convention."""
    return "argo" in (header.line("Conventions") or "").lower() and header.variable("PLATFORM_NUMBER") is not None


def argo_parameters(header: Header) -> frozenset[str]:
    """The names in STATION_PARAMETERS."""
    listed = header.variable("STATION_PARAMETERS")
    return frozenset(words_of(listed)) if listed else frozenset()


def words_of(variable: Variable, most: int = 100_000) -> list[str]:
    """The texts of a variable of characters, without blanks around them, each once, in their order."""
    if variable.size > most or not variable.shape or variable.data.dtype == str:
        return []
    data = variable.data
    data.set_auto_maskandscale(False)
    data.set_auto_chartostring(False)
    rows = data[...].reshape(-1, variable.shape[-1])
    texts = (b"".join(row.tolist()).replace(b"\x00", b" ").decode("utf-8", "replace").strip() for row in rows)
    return list(dict.fromkeys(text for text in texts if text))


def measured(header: Header, axes: Axes, notes: Notes) -> None:
    """Propose the variables, and say which have no unit."""
    found = data_variables(header, axes)
    place = variables(*(each.name for each in found[:3])) if len(found) <= 3 else None
    if found:
        notes.propose("variables", [_described(each) for each in found[:_PROPOSED]], place or _ALL)
    if header.is_cut:
        notes.remark("netcdf-many-variables", most=MOST_VARIABLES)
    bare = [each for each in found if each.line("units") is None]
    for each in bare[:_SAID]:
        notes.remark("variable-no-unit", variables(each.name), name=each.name)
    if len(bare) > _SAID:
        notes.remark("variables-no-unit", count=len(bare) - _SAID)
    if found and not any(each.line("standard_name") for each in header.variables):
        notes.remark("standard-names-missing")
    for each in found:
        _fill(each, notes)


def instruments(header: Header, notes: Notes) -> None:
    """Propose the instruments that variables name (SeaDataNet: `sdn_instrument_name`)."""
    listed: dict[str, Json] = {}
    where: list[str] = []
    for each in header.variables:
        name = each.line("sdn_instrument_name")
        if name and name not in listed:
            listed[name] = {"name": name, **_concept(each.line("sdn_instrument_urn"))}
            where.append(each.name)
    if listed:
        notes.propose("instruments", list(listed.values()), attribute_of(where[0], "sdn_instrument_name"))


def _is_aside(variable: Variable) -> bool:
    named = variable.attributes.keys()
    name = variable.line("standard_name") or ""
    return (
        variable.dimensions == (variable.short,)
        or bool(_FLAGS.search(variable.short))
        or bool(named & (_FLAG_ATTRIBUTES | _NO_DATA))
        or name.endswith((" status_flag", "quality_flag"))
        or variable.short in ("SDN_EDMO_CODE", "crs")
    )


def _referred(header: Header) -> frozenset[str]:
    return frozenset(
        word.rpartition("/")[2].rstrip(":")
        for each in header.variables
        for name in _REFERENCES
        for word in (each.line(name) or "").split()
    )


def _described(variable: Variable) -> Json:
    value: dict[str, Json] = {"name": variable.name}
    if label := variable.line("long_name"):
        value["label"] = {"und": label}
    if name := variable.line("standard_name"):
        value["standard_name"] = name
    if parameter := variable.line("sdn_parameter_urn"):
        concept = _concept(parameter)
        value["concepts"] = [{"name": variable.line("sdn_parameter_name") or parameter, **concept}]
    if unit := variable.line("units"):
        value["unit"] = unit
    if uri := _concept(variable.line("sdn_uom_urn")).get("uri"):
        value["unit_uri"] = uri
    return value


def _concept(urn: str | None) -> dict[str, Json]:
    """An entry of the NERC vocabulary server by its SeaDataNet name, `SDN:P01::TEMPPR01`."""
    match = _SDN.fullmatch(urn or "")
    if not match:
        return {"identifier": urn} if urn else {}
    scheme = f"http://vocab.nerc.ac.uk/collection/{match[1]}/current/"
    return {
        "identifier": urn,
        "scheme": f"SeaDataNet {match[1]}",
        "scheme_uri": scheme,
        "uri": f"{scheme}{match[2]}/",
    }


def _fill(variable: Variable, notes: Notes) -> None:
    """Say where the mark of a missing value lies among the values that are allowed (CF section 2.5.1)."""
    low, high = (number_from(variable.attributes.get(name)) for name in ("valid_min", "valid_max"))
    allowed = variable.attributes.get("valid_range")
    if allowed is not None and (ends := list(_numbers(allowed))) and len(ends) == 2:
        low, high = ends
    fill = number_from(variable.attributes.get("_FillValue"))
    if fill is not None and low is not None and high is not None and low <= fill <= high:
        notes.remark(
            "fill-value-among-values",
            attribute_of(variable.name, "_FillValue"),
            name=variable.name,
            fill=fill,
            minimum=low,
            maximum=high,
        )


def _numbers(value: Any) -> Iterator[float]:
    for part in value if hasattr(value, "__iter__") and not isinstance(value, str) else ():
        number = number_from(part)
        if number is not None:
            yield number
