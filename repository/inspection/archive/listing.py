"""Reads the list of a zip archive without unpacking it; Shapefiles inside are read as Shapefiles, within limits."""

import stat
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from repository.inspection.archive import members as archive_members
from repository.inspection.reading import Place, Problem, Proposal, Reading, Unreadable
from repository.inspection.remarks import Sentences, remark, shown, unreadable
from repository.inspection.vector import shapefile as vector_shapefile
from repository.inspection.vector.extent import Extent

_DIRECTORY_MOST: Final = 64 << 20
"""Bytes of a list of members that are read: some 500,000 names."""

_RATIO_MOST: Final = 200
_BOMB_LEAST: Final = 1 << 30
_SHAPEFILES_MOST: Final = 20
_UNPACKED_MOST: Final = 60 << 20
_SHOWN: Final = 20
_PACKED: Final = frozenset({"zip", "7z", "rar", "tar", "tgz", "gz", "bz2", "xz", "zst", "kmz"})

_SENTENCES: Final[Sentences] = {
    "archive-unreadable": (
        "error",
        "This zip cannot be read: it is damaged or cut. Make it again, or drop the files themselves.",
        (
            "Cette archive zip est illisible : elle est abîmée ou tronquée. Refaites-la, ou déposez les "
            "fichiers eux-mêmes."
        ),
    ),
    "archive-list-too-long": (
        "warning",
        "This zip lists more members than can be read here. Drop the files themselves, or several smaller zips.",
        (
            "Cette archive zip a plus de membres qu’on ne peut en lire ici. Déposez les fichiers eux-mêmes, ou "
            "plusieurs "
            "archives plus petites."
        ),
    ),
    "archive-bomb": (
        "error",
        (
            "Unpacked, this zip would be {ratio} times as large ({bytes} bytes). Programs refuse such archives: "
            "drop the "
            "files themselves."
        ),
        (
            "Décompressée, cette archive serait {ratio} fois plus grosse ({bytes} octets). Les logiciels refusent de "
            "telles archives : déposez les fichiers eux-mêmes."
        ),
    ),
    "archive-name-leaves": (
        "error",
        'The member "{member}" would be written outside the folder where the zip is unpacked. Make the zip again.',
        "Le membre « {member} » serait écrit hors du dossier où l’archive est décompressée. Refaites l’archive.",
    ),
    "archive-encrypted": (
        "error",
        "This zip is protected by a password, so nobody will read it later. Make it again without one.",
        "Cette archive zip est protégée par un mot de passe : personne ne la lira plus tard. Refaites-la sans.",
    ),
    "archive-nested": (
        "warning",
        (
            "There are archives inside this archive ({count}). Readers see their content only if you drop the "
            "files themselves."
        ),
        (
            "Il y a des archives dans cette archive ({count}). Leur contenu ne sera visible que si vous déposez les "
            "fichiers eux-mêmes."
        ),
    ),
    "archive-name-twice": (
        "warning",
        'The member "{member}" is in this zip more than once; unpacked, only one stays. Make the zip again.',
        (
            "Le membre « {member} » est plusieurs fois dans cette archive ; un seul reste une fois décompressé. "
            "Refaites-la."
        ),
    ),
    "archive-empty": (
        "error",
        "This zip holds no file. Make it again, or remove it.",
        "Cette archive zip ne contient aucun fichier. Refaites-la, ou retirez-la.",
    ),
    "archive-member-too-large": (
        "info",
        (
            'The Shapefile "{member}" is too large to be read inside the zip. Drop its parts themselves, or '
            "draw its place."
        ),
        (
            "Le Shapefile « {member} » est trop volumineux pour être lu dans l’archive. Déposez ses parties "
            "elles-mêmes, "
            "ou tracez l’emprise."
        ),
    ),
    "archive-member-damaged": (
        "error",
        'The member "{member}" cannot be unpacked: it is damaged. Make the zip again.',
        "Le membre « {member} » ne peut être décompressé : il est abîmé. Refaites l’archive.",
    ),
}


def read(path: Path, *, name: str) -> Reading:
    """What a zip lists, and what the Shapefiles in it say. Errors: `Unreadable` with a code `archive-...`."""
    if archive_members.directory_size(path) > _DIRECTORY_MOST:
        raise unreadable(_SENTENCES, "archive-list-too-long")
    try:
        with zipfile.ZipFile(path) as archive:
            return _reading(archive, path.stat().st_size)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as problem:
        raise unreadable(_SENTENCES, "archive-unreadable") from problem


def _reading(archive: zipfile.ZipFile, size: int) -> Reading:
    members = [member for member in archive.infolist() if not member.is_dir()]
    problems = _problems(members, size)
    kinds = Counter(PurePosixPath(member.filename).suffix.lower()[1:] for member in members)
    facts: dict[str, Any] = {
        "files": len(members),
        "bytes": sum(member.file_size for member in members),
        "kinds": {shown(kind): count for kind, count in kinds.most_common(_SHOWN)},
        "names": [shown(member.filename) for member in members[:_SHOWN]],
    }
    if any(problem.severity == "error" for problem in problems):
        return Reading("Zip", (), tuple(problems), facts)
    sets = _shapefiles(members)
    if not sets:
        return Reading("Zip", (), tuple(problems), facts)
    inside = [_shapefile(archive, stem, parts) for stem, parts in list(sets.items())[:_SHAPEFILES_MOST]]
    facts["shapefiles"] = {shown(stem): reading.facts for stem, reading in zip(sets, inside, strict=False)}
    problems += [problem for reading in inside for problem in reading.problems]
    complete = len(inside) == len(sets)
    return Reading("Shapefile (zip)", tuple(_joined(inside, complete=complete)), tuple(problems), facts)


def _problems(members: list[zipfile.ZipInfo], size: int) -> list[Problem]:
    if not members:
        return [remark(_SENTENCES, "archive-empty")]
    found: list[Problem] = []
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked // max(1, size)
    if unpacked > _BOMB_LEAST and ratio > _RATIO_MOST:
        found.append(remark(_SENTENCES, "archive-bomb", ratio=ratio, bytes=unpacked))
    leaving = next((member.filename for member in members if _leaves(member)), None)
    if leaving is not None:
        found.append(_about("archive-name-leaves", leaving))
    if any(member.flag_bits & 1 for member in members):
        found.append(remark(_SENTENCES, "archive-encrypted"))
    names = Counter(member.filename for member in members)
    twice = next((name for name, count in names.items() if count > 1), None)
    if twice is not None:
        found.append(_about("archive-name-twice", twice))
    nested = sum(PurePosixPath(member.filename).suffix.lower()[1:] in _PACKED for member in members)
    if nested:
        found.append(remark(_SENTENCES, "archive-nested", count=nested))
    return found


def _about(code: str, member: str) -> Problem:
    name = shown(member)
    return remark(_SENTENCES, code, Place(f'member "{name}"', f"membre « {name} »"), member=member)


def _leaves(member: zipfile.ZipInfo) -> bool:
    """Whether unpacking would write elsewhere: upwards, from the root, to another drive, or through a link."""
    name = member.orig_filename.replace("\\", "/")
    link = stat.S_ISLNK(member.external_attr >> 16)
    return link or name.startswith("/") or ".." in name.split("/") or name[1:2] == ":" or "\0" in name


def _shapefiles(members: list[zipfile.ZipInfo]) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """Name without extension -> its parts by extension, of every ``.shp`` that is there."""
    sets: dict[str, dict[str, zipfile.ZipInfo]] = defaultdict(dict)
    for member in members:
        stem, _, extension = member.filename.rpartition(".")
        if extension.lower() in vector_shapefile.PARTS and not stem.startswith("__MACOSX/"):
            sets[stem][extension.lower()] = member
    return {stem: parts for stem, parts in sets.items() if "shp" in parts}


def _shapefile(archive: zipfile.ZipFile, stem: str, parts: Mapping[str, zipfile.ZipInfo]) -> Reading:
    """Unpack one Shapefile under names of ours into a folder of its own, and read it."""
    if sum(member.file_size for member in parts.values()) > _UNPACKED_MOST:
        return Reading("Shapefile", (), (_about("archive-member-too-large", stem),))
    with tempfile.TemporaryDirectory(prefix="varve-shapefile-") as folder:
        unpacked = {extension: Path(folder) / f"part.{extension}" for extension in parts}
        for extension, member in parts.items():
            try:
                archive_members.unpack(archive, member, unpacked[extension], most=_UNPACKED_MOST)
            except archive_members.Damaged:
                return Reading("Shapefile", (), (_about("archive-member-damaged", member.filename),))
        try:
            return vector_shapefile.read_parts(unpacked, inside=f"{stem}.shp")
        except Unreadable as problem:
            return Reading("Shapefile", (), (problem.problem,))


def _joined(readings: list[Reading], *, complete: bool) -> list[Proposal]:
    """One proposal for a field from several Shapefiles; no place where one of them has none."""
    systems = _of(readings, "reference_systems")
    boxes = _of(readings, "place/boxes")
    joined: list[Proposal] = []
    if systems:
        values = list({str(item.value): item.value[0] for item in systems}.values())
        joined.append(Proposal("reference_systems", values, systems[0].place))
    if boxes and complete and len(boxes) == len(readings):
        extent = Extent()
        for (box,) in (item.value for item in boxes):
            east = box["east"] + (360 if box["west"] > box["east"] else 0)
            extent.add_span(box["west"], box["south"], east, box["north"])
        several = Place(f"bounds of {len(boxes)} Shapefiles", f"emprise de {len(boxes)} Shapefiles")
        joined.append(Proposal("place/boxes", [extent.box()], boxes[0].place if len(boxes) == 1 else several))
    return joined


def _of(readings: list[Reading], field: str) -> list[Proposal]:
    return [proposal for reading in readings for proposal in reading.proposals if proposal.field == field]
