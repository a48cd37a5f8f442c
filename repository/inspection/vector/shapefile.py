"""Reads a Shapefile: its place from the shapes and the ``.prj``, its columns from the ``.dbf``, and what is missing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from repository.inspection.raster.projection import guarded, reference_system, system_of
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, remark, shown, unreadable
from repository.inspection.vector.dbf import table_of
from repository.inspection.vector.shapes import NoShapes, Shapes

PARTS: Final[tuple[str, ...]] = ("shp", "shx", "dbf", "prj", "cpg")
_NEEDED: Final = ("shx", "dbf", "prj")
_PRJ_MOST: Final = 64 << 10
_COLUMNS_SHOWN: Final = 100

_SENTENCES: Final[Sentences] = {
    "shapefile-unreadable": (
        "error",
        "This is not the .shp, .dbf or .prj of a Shapefile, or its header is damaged. Export it again.",
        "Ce n’est pas le .shp, .dbf ou .prj d’un Shapefile, ou son en-tête est abîmé. Exportez-le de nouveau.",
    ),
    "shapefile-damaged": (
        "error",
        "The shapes break off after number {count}: the file does not hold what its header says. Export it again.",
        (
            "Les objets s’interrompent après le numéro {count} : le fichier ne contient pas ce que dit son en-tête. "
            "Exportez-le de nouveau."
        ),
    ),
    "shapefile-part-missing": (
        "warning",
        "The part .{part} of this Shapefile is missing. Other programs cannot open it without: add it to the rest.",
        (
            "La partie .{part} de ce Shapefile manque. D’autres logiciels ne peuvent l’ouvrir sans elle : "
            "ajoutez-la aux autres."
        ),
    ),
    "shapefile-alone": (
        "info",
        "This .shp was read by itself, so its reference system is unknown. Send its .shx, .dbf and .prj too.",
        ("Ce .shp a été lu seul : son système de référence est inconnu. Envoyez aussi ses parties .shx, .dbf et .prj."),
    ),
    "shapefile-rows-differ": (
        "error",
        "There are {count} shapes and {rows} rows of attributes: the two files are not of one export. Export it again.",
        (
            "Il y a {count} objets et {rows} lignes d’attributs : les deux fichiers ne viennent pas du même export. "
            "Exportez-le de nouveau."
        ),
    ),
    "shapefile-table-cut": (
        "error",
        "The .dbf is damaged or cut: it should hold {rows} rows. Export it again.",
        "Le .dbf est abîmé ou tronqué : il devrait contenir {rows} lignes. Exportez-le de nouveau.",
    ),
    "shapefile-system-unknown": (
        "warning",
        "The reference system in the .prj is not understood, so the place cannot be read. Export it again.",
        (
            "Le système de référence du .prj n’est pas compris : l’emprise ne peut être lue. "
            "Exportez le fichier de nouveau."
        ),
    ),
    "shapefile-outside": (
        "warning",
        "The shapes lie outside the Earth in the reference system of the .prj. Is it the .prj of these shapes?",
        ("Les objets sont hors de la Terre dans le système de référence du .prj. Est-ce bien le .prj de ces objets ?"),
    ),
}


def read(path: Path, *, name: str) -> Reading:
    """Any part of a Shapefile; a ``.shp`` with the parts that lie beside it under the same name.

    Errors: `Unreadable` with `shapefile-unreadable`.
    """
    match name.lower().rpartition(".")[2]:
        case "dbf":
            return _table(path)
        case "prj":
            return _system(path)
        case "shx" | "cpg":
            return Reading("Shapefile")
    named = ((part, path.with_suffix(f".{spelt}")) for part in PARTS for spelt in (part.upper(), part))
    parts = {part: beside for part, beside in named if path.suffix and beside.is_file()}
    return read_parts(parts | {"shp": path}, inside=name)


def read_parts(parts: Mapping[str, Path], *, inside: str) -> Reading:
    """A Shapefile from its parts by extension (``shp`` at least); ``inside`` is how places call it.

    Errors: `Unreadable` with `shapefile-unreadable`.
    """
    try:
        shapes = Shapes(parts["shp"])
    except NoShapes as problem:
        raise unreadable(_SENTENCES, "shapefile-unreadable") from problem
    problems = _missing(parts)
    facts: dict[str, Any] = {"geometry": shapes.kind, "features": shapes.count}
    if not shapes.bounds.empty:
        bounds = shapes.bounds
        facts["bounds"] = [bounds.west, bounds.south, bounds.east, bounds.north]
    if not shapes.whole:
        place = Place("the .shp file", "le fichier .shp")
        problems.append(remark(_SENTENCES, "shapefile-damaged", place, count=shapes.count))
    problems += _columns(parts, shapes, facts)
    proposals = _placed(parts, shapes, problems, inside)
    return Reading("Shapefile", tuple(proposals), tuple(problems), facts)


def _missing(parts: Mapping[str, Path]) -> list[Problem]:
    if set(parts) == {"shp"}:
        return [remark(_SENTENCES, "shapefile-alone")]
    return [remark(_SENTENCES, "shapefile-part-missing", part=part) for part in _NEEDED if part not in parts]


def _columns(parts: Mapping[str, Path], shapes: Shapes, facts: dict[str, Any]) -> list[Problem]:
    table = table_of(parts["dbf"]) if "dbf" in parts else None
    if table is None:
        return []
    facts["columns"] = list(table.columns[:_COLUMNS_SHOWN])
    place = Place("the .dbf file", "le fichier .dbf")
    if not table.whole:
        return [remark(_SENTENCES, "shapefile-table-cut", place, rows=table.rows)]
    if table.rows != shapes.count and shapes.whole and shapes.all_read:
        return [remark(_SENTENCES, "shapefile-rows-differ", place, count=shapes.count, rows=table.rows)]
    return []


def _placed(parts: Mapping[str, Path], shapes: Shapes, problems: list[Problem], inside: str) -> list[Proposal]:
    if "prj" not in parts:
        return []
    of_prj = Place(f"{shown(inside)}, .prj file", f"{shown(inside)}, fichier .prj")
    with guarded():
        crs = system_of(_text(parts["prj"]))
        if crs is None:
            problems.append(remark(_SENTENCES, "shapefile-system-unknown", of_prj))
            return []
        proposals = [Proposal("reference_systems", [reference_system(crs)], of_prj)]
        if shapes.bounds.empty or not shapes.whole or not shapes.all_read:
            return proposals
        found = shapes.bounds.box(crs)
    if found.box is None:
        problems.append(remark(_SENTENCES, "shapefile-outside", of_prj))
        return proposals
    place = Place(f"{shown(inside)}, bounds of the shapes", f"{shown(inside)}, emprise des objets")
    return [*proposals, Proposal("place/boxes", [found.box], place)]


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_PRJ_MOST).decode("utf-8-sig", errors="replace").strip("\0 \r\n\t")


def _table(path: Path) -> Reading:
    table = table_of(path)
    if table is None:
        raise unreadable(_SENTENCES, "shapefile-unreadable")
    cut = [] if table.whole else [remark(_SENTENCES, "shapefile-table-cut", rows=table.rows)]
    return Reading("dBASE", (), tuple(cut), {"rows": table.rows, "columns": list(table.columns[:_COLUMNS_SHOWN])})


def _system(path: Path) -> Reading:
    with guarded():
        crs = system_of(_text(path))
        if crs is None:
            raise unreadable(_SENTENCES, "shapefile-unreadable")
        place = Place("the whole file", "le fichier entier")
        return Reading("Shapefile", (Proposal("reference_systems", [reference_system(crs)], place),))
