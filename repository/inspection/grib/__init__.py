"""Reads GRIB, editions 1 and 2: its box, the period for which it is valid, its parameters. No value is decoded."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from repository.inspection.grib.field import Field, Grid
from repository.inspection.grib.messages import Stopped, fields
from repository.inspection.grib.tables import Parameter, parameter_of
from repository.inspection.moments import days_between
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, remark, unreadable
from repository.inspection.topics import AIR, INLAND, OCEANS
from repository.inspection.vector.extent import Extent

_GRIDS: Final = Place("grids of the messages", "grilles des messages")
_VALID: Final = Place("validity of the messages", "validité des messages")
_PARAMETERS: Final = Place("parameters of the messages", "paramètres des messages")
_SHOWN: Final = 20
_PARTS_2: Final = 4
"""Parts of the code of a parameter in edition 2: version, discipline, category, number."""
_DISCIPLINES: Final = {0: AIR, 1: INLAND, 10: OCEANS}
"""Discipline -> topic. Land surface, satellite images and space weather are of several."""


_SENTENCES: Final[Sentences] = {
    "grib-unreadable": (
        "error",
        "This GRIB cannot be read: its first message is damaged or cut. Copy it again from its source.",
        "Ce GRIB est illisible : son premier message est abîmé ou tronqué. Copiez-le de nouveau depuis sa source.",
    ),
    "grib-damaged": (
        "error",
        "After {count} good fields this GRIB is damaged or cut, at byte {at}. Copy it again from its source.",
        (
            "Après {count} champs corrects, ce GRIB est abîmé ou tronqué, à l’octet {at}. Copiez-le de nouveau "
            "depuis sa source."
        ),
    ),
    "grib-many": (
        "warning",
        (
            "This GRIB has more messages than can be read here: {count} fields were read. Complete the "
            "description by hand."
        ),
        (
            "Ce GRIB a plus de messages qu’on ne peut en lire ici : {count} champs lus. Complétez la description à la "
            "main."
        ),
    ),
    "grib-grid-not-read": (
        "info",
        "The grid of this GRIB is in a projection that is not read here (type {kind}). Draw its place by hand.",
        (
            "La grille de ce GRIB est dans une projection qui n’est pas lue ici (type {kind}). Tracez son emprise à la "
            "main."
        ),
    ),
    "grib-parameter-unknown": (
        "info",
        "The parameter {parameter} of centre {centre} is in no table here. Describe it by hand, with its unit.",
        (
            "Le paramètre {parameter} du centre {centre} n’est dans aucune table ici. Décrivez-le à la main, "
            "avec son unité."
        ),
    ),
}


class _Found:
    """What is gathered from field to field."""

    def __init__(self) -> None:
        self.count = 0
        self.extent = Extent()
        self.unread_grids: Counter[int] = Counter()
        self.grids: dict[Grid, None] = {}
        self.times: list[datetime] = []
        self.timeless = 0
        self.references: list[datetime] = []
        self.editions: dict[int, None] = {}
        self.centres: dict[int, None] = {}
        self.codes: dict[tuple[int, tuple[int, ...]], None] = {}
        self.levels: dict[tuple[int, ...], None] = {}

    def take(self, field: Field) -> None:
        """Add one field."""
        self.count += 1
        self.editions[field.edition] = self.centres[field.centre] = None
        self.codes[(field.centre, field.parameter)] = self.levels[field.level] = None
        self.references = _span([*self.references, field.reference])
        if field.times:
            self.times = _span([*self.times, *field.times])
        else:
            self.timeless += 1
        if field.grid is None:
            self.unread_grids[field.grid_type] += 1
        elif field.grid not in self.grids:
            self.grids[field.grid] = None
            grid = field.grid
            self.extent.add_span(grid.west, grid.south, grid.west + grid.width, grid.north)


def _span(moments: list[datetime]) -> list[datetime]:
    return [min(moments), max(moments)]


def read(path: Path, *, name: str) -> Reading:
    """All messages of a file. The period is that for which fields are valid, not when a forecast began.

    Errors: `Unreadable` with `grib-unreadable`.
    """
    found, problems = _Found(), []
    try:
        for field in fields(path):
            found.take(field)
    except Stopped as stop:
        if not found.count:
            raise unreadable(_SENTENCES, "grib-unreadable") from stop
        problems.append(remark(_SENTENCES, f"grib-{stop.reason}", count=found.count, at=stop.at))
    if not found.count:
        raise unreadable(_SENTENCES, "grib-unreadable")
    return _reading(found, problems, whole=not problems)


def _reading(found: _Found, problems: list[Problem], *, whole: bool) -> Reading:
    proposals: list[Proposal] = []
    if found.unread_grids:
        kind = next(iter(found.unread_grids))
        problems.append(remark(_SENTENCES, "grib-grid-not-read", _GRIDS, kind=kind))
    box = found.extent.box()
    if box and whole and not found.unread_grids and not found.extent.impossible:
        proposals.append(Proposal("place/boxes", [box], _GRIDS))
        proposals += _resolution(found)
    if found.times and whole and not found.timeless:
        proposals.append(Proposal("time/periods", [days_between(*found.times)], _VALID))
    variables, unknown = _variables(found)
    if variables:
        proposals.append(Proposal("variables", variables, _PARAMETERS))
    proposals += _topics(found)
    for centre, code in unknown[:_SHOWN]:
        said = "/".join(str(part) for part in code)
        problems.append(remark(_SENTENCES, "grib-parameter-unknown", _PARAMETERS, parameter=said, centre=str(centre)))
    edition = " + ".join(str(edition) for edition in sorted(found.editions))
    return Reading(f"GRIB {edition}", tuple(proposals), tuple(problems), _facts(found))


def _resolution(found: _Found) -> list[Proposal]:
    """The distance of grid points, where all grids have one and the same in both directions."""
    steps = {step for grid in found.grids for step in (grid.step_east, grid.step_north)}
    if any(grid.width == 0 or grid.south == grid.north for grid in found.grids):
        return []
    step = steps.pop() if len(steps) == 1 else 0.0
    value = {"distance": float(f"{step:.9g}"), "unit": "degree"}
    return [Proposal("spatial_resolution", [value], _GRIDS)] if step > 0 else []


def _topics(found: _Found) -> list[Proposal]:
    """By the discipline of each parameter, which edition 2 numbers (WMO code table 0.0)."""
    said = [_DISCIPLINES.get(code[1]) for _, code in found.codes if len(code) == _PARTS_2]
    topics = sorted({topic for topic in said if topic})
    return [Proposal("topics", topics, _PARAMETERS)] if topics and len(said) == len(found.codes) else []


def _variables(found: _Found) -> tuple[list[dict[str, str]], list[tuple[int, tuple[int, ...]]]]:
    known: dict[str, Parameter] = {}
    unknown = []
    for centre, code in found.codes:
        parameter = parameter_of(centre, code)
        if parameter is None:
            unknown.append((centre, code))
        else:
            known.setdefault(parameter.name, parameter)
    return [
        {"name": each.name, "unit": each.unit} if each.unit else {"name": each.name} for each in known.values()
    ], unknown


def _facts(found: _Found) -> dict[str, Any]:
    return {
        "fields": found.count,
        "centres": list(found.centres)[:_SHOWN],
        "parameters": ["/".join(str(part) for part in code) for _, code in found.codes][:_SHOWN],
        "levels": len(found.levels),
        "reference_times": [moment.isoformat() for moment in dict.fromkeys(found.references)],
    }
