"""Reads a GeoPackage: layers, their place, reference systems and columns. Only its tables are asked, nothing is run.

Source: OGC 12-128r19 (GeoPackage 1.4), clauses 1.1 and 2.1.3.
"""

import sqlite3
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from rasterio.crs import CRS

from repository.inspection.raster.projection import FAILURES, guarded, reference_system, system_of
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, remark, shown, unreadable
from repository.inspection.vector.extent import Extent
from repository.inspection.vector.geometries import bounds_of_layer
from repository.inspection.vector.place import Bounds

_SYSTEMS: Final = Place("table `gpkg_spatial_ref_sys`", "table `gpkg_spatial_ref_sys`")
_LAYERS_MOST: Final = 200
_LAYERS_SHOWN: Final = 50
_COLUMNS_SHOWN: Final = 50
_PROBLEMS_MOST: Final = 20
_STEPS_MOST: Final = 20_000
"""Thousands of steps of SQLite's machine before a question is given up."""

_CONTENTS: Final = "SELECT table_name, data_type, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents LIMIT ?"
_SYSTEM: Final = (
    "SELECT organization, organization_coordsys_id, definition, srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
)
_GEOMETRY: Final = (
    "SELECT c.column_name, c.geometry_type_name FROM gpkg_geometry_columns AS c "
    "WHERE c.table_name = ? COLLATE NOCASE LIMIT 1"
)

_SENTENCES: Final[Sentences] = {
    "geopackage-unreadable": (
        "error",
        "This GeoPackage cannot be read: it is damaged, cut or no GeoPackage. Export it again.",
        "Ce GeoPackage est illisible : il est abîmé, tronqué ou n’en est pas un. Exportez-le de nouveau.",
    ),
    "geopackage-without-system": (
        "warning",
        'The layer "{layer}" does not say its reference system, so its place is unknown. Set it and export again.',
        (
            "La couche « {layer} » n’indique pas son système de référence : son emprise est inconnue. "
            "Indiquez-le et exportez de nouveau."
        ),
    ),
    "geopackage-outside": (
        "warning",
        'The layer "{layer}" lies outside the Earth in its reference system. Is it the right system?',
        "La couche « {layer} » est hors de la Terre dans son système de référence. Est-ce le bon système ?",
    ),
    "geopackage-empty": (
        "warning",
        "This GeoPackage holds no layer. Export it again.",
        "Ce GeoPackage ne contient aucune couche. Exportez-le de nouveau.",
    ),
}


class _Layer(NamedTuple):
    """A row of `gpkg_contents`, as far as it is needed."""

    table: str
    kind: str
    bounds: tuple[Any, Any, Any, Any]
    system: Any


def read(path: Path, *, name: str) -> Reading:
    """Every layer of the package. Errors: `Unreadable` with `geopackage-unreadable`."""
    try:
        database = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as problem:
        raise unreadable(_SENTENCES, "geopackage-unreadable") from problem
    try:
        _guard(database)
        with guarded():
            return _reading(database)
    except (sqlite3.Error, ValueError, OverflowError) as problem:
        raise unreadable(_SENTENCES, "geopackage-unreadable") from problem
    finally:
        database.close()


def _guard(database: sqlite3.Connection) -> None:
    """Nothing of a stranger's schema may run: views, triggers, functions or questions without end."""
    database.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 64 << 20)
    steps = iter(range(_STEPS_MOST))
    database.set_progress_handler(lambda: next(steps, None) is None, 1_000)
    views = database.execute("SELECT name FROM sqlite_master WHERE type = 'view' AND name LIKE 'gpkg\\_%' ESCAPE '\\'")
    if views.fetchone():
        raise ValueError("a view stands in for a table")


def _reading(database: sqlite3.Connection) -> Reading:
    layers = [
        _Layer(str(row[0]), str(row[1]), row[2:6], row[6]) for row in database.execute(_CONTENTS, (_LAYERS_MOST + 1,))
    ]
    if not layers:
        return Reading("GeoPackage", (), (remark(_SENTENCES, "geopackage-empty"),), {"layers": []})
    everywhere, systems, problems, facts = Extent(), {}, [], []
    complete = len(layers) <= _LAYERS_MOST
    for layer in layers[:_LAYERS_MOST]:
        described, bounds = _described(database, layer)
        facts.append(described)
        if layer.kind == "attributes":
            continue
        crs = _crs(database, layer.system)
        if crs is None:
            problems.append(_about("geopackage-without-system", layer))
            complete = False
            continue
        system = reference_system(crs)
        systems[str(system)] = system
        if bounds.empty:
            continue
        found = bounds.box(crs)
        if found.box is None:
            problems.append(_about("geopackage-outside", layer))
            complete = False
            continue
        box = found.box
        east = box["east"] + (360 if box["west"] > box["east"] else 0)
        everywhere.add_span(box["west"], box["south"], east, box["north"])
    proposals = [Proposal("reference_systems", list(systems.values()), _SYSTEMS)] if systems else []
    whole = everywhere.box()
    if whole and complete:
        proposals.append(Proposal("place/boxes", [whole], _bounds_place(layers)))
    return Reading("GeoPackage", tuple(proposals), tuple(problems[:_PROBLEMS_MOST]), {"layers": facts[:_LAYERS_SHOWN]})


def _bounds_place(layers: list[_Layer]) -> Place:
    if len(layers) == 1:
        name = shown(layers[0].table)
        return Place(f'bounds of the layer "{name}"', f"emprise de la couche « {name} »")
    return Place(f"bounds of the {len(layers)} layers", f"emprise des {len(layers)} couches")


def _about(code: str, layer: _Layer) -> Problem:
    name = shown(layer.table)
    return remark(_SENTENCES, code, Place(f'layer "{name}"', f"couche « {name} »"), layer=layer.table)


def _described(database: sqlite3.Connection, layer: _Layer) -> tuple[dict[str, Any], Bounds]:
    """The facts of a layer, and its bounds: from its geometries, else from what `gpkg_contents` says."""
    facts: dict[str, Any] = {"name": shown(layer.table), "kind": shown(layer.kind)}
    bounds = Bounds()
    if layer.kind in {"features", "attributes"}:
        named = database.execute("SELECT name FROM pragma_table_info(?)", (layer.table,)).fetchmany(_COLUMNS_SHOWN)
        facts["columns"] = [shown(str(column)) for (column,) in named]
    if layer.kind == "features":
        geometry = database.execute(_GEOMETRY, (layer.table,)).fetchone()
        if geometry:
            facts["geometry"] = shown(str(geometry[1]))
            counted = bounds_of_layer(database, layer.table, str(geometry[0]))
            if counted:
                facts["features"] = counted.features
                return facts, counted.bounds
    if all(isinstance(value, int | float) for value in layer.bounds):
        bounds.add(*(float(value) for value in layer.bounds))
    return facts, bounds


def _crs(database: sqlite3.Connection, system: Any) -> CRS | None:
    if system in {None, 0, -1}:
        return None
    row = database.execute(_SYSTEM, (system,)).fetchone()
    if not row:
        return None
    organisation, number, definition, _ = row
    if str(organisation).upper() == "EPSG" and isinstance(number, int):
        try:
            return CRS.from_epsg(number)
        except FAILURES:
            return system_of(str(definition))
    return system_of(str(definition))
