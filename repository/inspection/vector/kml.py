"""Reads KML and KMZ: the box of all coordinates, the period of all time stamps, the name. Links are never followed.

Source: OGC 12-007r2 (KML 2.3).
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, Final

from repository.inspection.archive import members as archive_members
from repository.inspection.moments import day_of, period_of
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, line_of, remark, shown, unreadable
from repository.inspection.vector.extent import Extent
from repository.inspection.xml_elements import Element, Refused, elements, local, text

_WANTED: Final = frozenset({
    "coordinates", "coord", "LatLonBox", "TimeStamp", "TimeSpan", "when", "NetworkLink", "Placemark",
    "name",
})  # fmt: skip
_VIEWS: Final = frozenset({"LookAt", "Camera"})
"""What moves the viewer, not the data."""

_MOMENTS: Final = ("when", "begin", "end")
_KMZ_MOST: Final = 48 << 20
_POSITION: Final = re.compile(r"\s*([^\s,]+),([^\s,]+)(?:,[^\s,]*)?")

_COORDINATES: Final = Place("coordinates of the placemarks", "coordonnées des repères")
_TIMES: Final = Place("`TimeStamp` and `TimeSpan`", "`TimeStamp` et `TimeSpan`")
_NAME: Final = Place("element `name` of the document", "élément `name` du document")

_SENTENCES: Final[Sentences] = {
    "kml-unreadable": (
        "error",
        "This KML cannot be read: it is damaged, cut or no KML. Export it again.",
        "Ce KML est illisible : il est abîmé, tronqué ou n’en est pas un. Exportez-le de nouveau.",
    ),
    "kml-entities": (
        "error",
        "This KML begins with a DOCTYPE, which can hide other content, so it is not read. Export it again without.",
        (
            "Ce KML commence par un DOCTYPE, qui peut cacher un autre contenu : il n’est pas lu. "
            "Exportez-le de nouveau sans lui."
        ),
    ),
    "kml-deep": (
        "error",
        "This KML is nested too deep to be read. Export it again with fewer folders in folders.",
        "Ce KML est imbriqué trop profondément pour être lu. Exportez-le de nouveau avec moins de dossiers emboîtés.",
    ),
    "kml-too-large": (
        "warning",
        "The KML in this KMZ is too large to be read here. Draw its place by hand.",
        "Le KML de ce KMZ est trop volumineux pour être lu ici. Tracez son emprise à la main.",
    ),
    "kml-links": (
        "warning",
        "This KML loads other files by links ({count}), which are not archived with it. Send them too.",
        (
            "Ce KML charge d’autres fichiers par des liens ({count}), qui ne sont pas archivés avec lui. "
            "Envoyez-les aussi."
        ),
    ),
    "kml-ring-ambiguous": (
        "warning",
        (
            "Outlines that leap from one side of the map to the other: {count}. Do they cross the antimeridian? "
            "Draw the "
            "place by hand."
        ),
        (
            "Contours qui sautent d’un bord de la carte à l’autre : {count}. Franchissent-ils l’antiméridien ? Tracez "
            "l’emprise à la main."
        ),
    ),
    "kml-positions-outside": (
        "warning",
        "Positions that are no longitude and latitude: {count}. Its place is not proposed; export the KML again.",
        (
            "Positions qui ne sont ni longitude ni latitude : {count}. L’emprise n’est pas proposée ; "
            "exportez le KML de nouveau."
        ),
    ),
}


class _Found:
    """What is counted on the way through a file."""

    def __init__(self) -> None:
        self.extent = Extent()
        self.wrong = self.ambiguous = 0
        self.placemarks = self.links = 0
        self.moments: list[str] = []
        self.name: str | None = None


def read(path: Path, *, name: str) -> Reading:
    """KML, or the first KML of a KMZ. Errors: `Unreadable` with a code `kml-...`."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"PK"
        source: Path | IO[bytes] = _of_kmz(path) if packed else path
        found = _walk(elements(source, _WANTED, roots=frozenset({"kml"})))
    except Refused as problem:
        code = "kml-unreadable" if problem.reason in {"broken", "foreign"} else f"kml-{problem.reason}"
        raise unreadable(_SENTENCES, code) from problem
    return _reading(found, "KMZ" if packed else "KML")


def _of_kmz(path: Path) -> IO[bytes]:
    """The text of `doc.kml`, else of the first KML in the archive, which need not be unpacked to a file."""
    if archive_members.directory_size(path) > _KMZ_MOST:
        raise Refused("too-large")
    try:
        with zipfile.ZipFile(path) as archive:
            kml = [member for member in archive.infolist() if member.filename.lower().endswith(".kml")]
            if not kml:
                raise Refused("broken")
            chosen = next((member for member in kml if member.filename == "doc.kml"), kml[0])
            with archive.open(chosen) as file:
                content = file.read(_KMZ_MOST + 1)
    except archive_members.FAILURES as problem:
        raise Refused("broken") from problem
    if len(content) > _KMZ_MOST:
        raise Refused("too-large")
    return BytesIO(content)


def _walk(steps: Iterator[Element]) -> _Found:
    found = _Found()
    for element in steps:
        match local(element):
            case "coordinates":
                _path(found, text(element) or "")
            case "coord":
                _path(found, ",".join((text(element) or "").split()))
            case "LatLonBox":
                _box(found, element)
            case "TimeStamp" | "TimeSpan" if _parent(element) not in _VIEWS:
                found.moments += [said for key in _MOMENTS if (said := text(element, key))]
            case "when" if _parent(element) == "Track":
                found.moments += [said for said in [text(element)] if said]
            case "NetworkLink":
                found.links += 1
            case "Placemark":
                found.placemarks += 1
            case "name":
                _name(found, element)
    return found


def _name(found: _Found, element: Element) -> None:
    if found.name is None and _parent(element) == "Document":
        found.name = text(element)


def _parent(element: Element) -> str:
    parent = element.getparent()
    return local(parent) if parent is not None else ""


def _path(found: _Found, said: str) -> None:
    """One line, ring or position. A line that leaps over more than half a turn goes the short way, as it is drawn."""
    path: list[tuple[float, float]] = []
    for match in _POSITION.finditer(said):
        x, y = _float(match[1]), _float(match[2])
        if x is None or y is None or not (-360 <= x <= 360 and -90 <= y <= 90):
            found.wrong += 1
            return
        path.append((x, y))
    if not path:
        found.wrong += bool(said.strip())
        return
    xs, leaps = _unrolled([x for x, _ in path])
    if leaps and len(path) > 3 and path[0] == path[-1]:
        found.ambiguous += 1
        return
    ys = [y for _, y in path]
    west, east = min(xs), max(xs)
    turns = ((west + 180) // 360) * 360
    found.extent.add_span(west - turns, min(ys), min(east, west + 360) - turns, max(ys))


def _unrolled(longitudes: list[float]) -> tuple[list[float], bool]:
    """Longitudes without leaps of more than half a turn, and whether there were any."""
    unrolled, leaps = longitudes[:1], False
    for before, longitude in pairwise(longitudes):
        step = longitude - before
        leaps = leaps or abs(step) > 180
        unrolled.append(unrolled[-1] + (step if abs(step) <= 180 else (step + 180) % 360 - 180))
    return unrolled, leaps


def _box(found: _Found, element: Element) -> None:
    sides = [_float(text(element, side)) for side in ("west", "south", "east", "north")]
    if any(side is None for side in sides):
        found.wrong += 1
        return
    west, south, east, north = (side or 0.0 for side in sides)
    rotated = _float(text(element, "rotation")) or 0.0
    if rotated or not -180 <= west <= 180 or not -180 <= east <= 180:
        found.wrong += 1
        return
    found.extent.add_span(west, south, east + (360 if east < west else 0), north)


def _float(said: str | None) -> float | None:
    try:
        return float(said) if said else None
    except ValueError:
        return None


def _reading(found: _Found, kind: str) -> Reading:
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    wrong = found.wrong + found.extent.impossible
    box = found.extent.box()
    if wrong:
        problems.append(remark(_SENTENCES, "kml-positions-outside", _COORDINATES, count=wrong))
    elif found.ambiguous:
        problems.append(remark(_SENTENCES, "kml-ring-ambiguous", _COORDINATES, count=found.ambiguous))
    elif box:
        proposals.append(Proposal("place/boxes", [box], _COORDINATES))
    days = [day_of(moment) for moment in found.moments]
    period = period_of([day for day in days if day]) if all(days) else None
    if period:
        proposals.append(Proposal("time/periods", [period], _TIMES))
    title = line_of(found.name)
    if title and not re.search(r"\.(kml|kmz)$", title, re.IGNORECASE) and " " in title:
        proposals.append(Proposal("title", {"und": title}, _NAME))
    if found.links:
        problems.append(remark(_SENTENCES, "kml-links", count=found.links))
    facts: dict[str, Any] = {"placemarks": found.placemarks}
    if found.name:
        facts["name"] = shown(found.name)
    return Reading(kind, tuple(proposals), tuple(problems), facts)
