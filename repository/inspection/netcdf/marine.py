"""What SeaDataNet and Argo files say in variables of their own: cruise, ship, float, investigators, sensors."""

from typing import Final

from repository.inspection.netcdf.header import Header, Variable, attribute_of, variables
from repository.inspection.netcdf.notes import Notes
from repository.inspection.netcdf.times import day_from_text
from repository.inspection.netcdf.variables import is_argo, words_of
from repository.inspection.reading import Json
from repository.record.name_forms import person, several

_NOBODY: Final = frozenset({"unknown", "n/a", "none", ""})
_SHIPS: Final = "http://vocab.nerc.ac.uk/collection/C17/current/"


def seadatanet(header: Header, notes: Notes) -> None:
    """Propose cruise, ship, project and chief scientist of `SDN_CRUISE`, where all stations are of one cruise.

    Source: SeaDataNet NetCDF (CF) format, 1.0, section on SDN_CRUISE.
    """
    cruise = header.variable("SDN_CRUISE")
    if cruise is None or len(words_of(cruise)) > 1:
        return
    if name := cruise.line("long_name"):
        identifier = dict(zip(("identifier",), words_of(cruise), strict=False))
        notes.propose("campaigns", [{"name": name, **identifier}], attribute_of(cruise.name, "long_name"))
    if ship := cruise.line("shipName"):
        code = cruise.line("shipCode")
        known = (
            {"identifier": code, "scheme": "ICES C17", "scheme_uri": _SHIPS, "uri": f"{_SHIPS}{code}/"} if code else {}
        )
        notes.propose("platforms", [{"name": ship, **known}], attribute_of(cruise.name, "shipName"))
    if project := cruise.line("projectName"):
        notes.propose("projects", [{"name": project}], attribute_of(cruise.name, "projectName"))
    if chief := cruise.line("chiefScientist"):
        _helpers(cruise, "chiefScientist", chief, "DataCollector", notes)
    _hold_against_period(cruise, notes)


def _hold_against_period(cruise: Variable, notes: Notes) -> None:
    """Say where the data lie outside the dates of the cruise."""
    begin, end = (day_from_text(cruise.line(name) or "") for name in ("startDate", "endDate"))
    periods = [period for each in notes.proposals if each.field == "time/periods" for period in each.value]
    if not begin or not end or not periods:
        return
    if periods[0]["begin"] < begin or periods[0]["end"] > end:
        notes.remark(
            "period-outside-campaign",
            attribute_of(cruise.name, "startDate"),
            said=f"{begin} - {end}",
            read=f"{periods[0]['begin']} - {periods[0]['end']}",
        )


def argo(header: Header, notes: Notes) -> None:
    """Propose float, investigators, project and sensors of an Argo file (Argo user's manual 3.41, 2.2 and 2.4)."""
    number = header.variable("PLATFORM_NUMBER")
    if number is None or not is_argo(header):
        return
    floats = [{"name": f"Argo float {each}", "identifier": each, "scheme": "WMO"} for each in words_of(number)]
    notes.propose("platforms", floats, variables(number.name))
    if project := header.variable("PROJECT_NAME"):
        notes.propose("projects", [{"name": each} for each in words_of(project)], variables(project.name))
    if leader := header.variable("PI_NAME"):
        parties = [person(name, certain=True) for text in words_of(leader) for name in several(text)]
        if parties and all(parties):
            notes.propose("creators", parties, variables(leader.name))
    if model := header.variable("SENSOR_MODEL"):
        notes.propose("instruments", [{"name": each} for each in words_of(model)], variables(model.name))


def _helpers(variable: Variable, name: str, text: str, role: str, notes: Notes) -> None:
    parties = [person(each, certain=True) for each in several(text) if each.lower() not in _NOBODY]
    if parties and all(parties):
        listed: list[Json] = [{"role": role, "party": party} for party in parties]
        notes.propose("contributors", listed, attribute_of(variable.name, name))
