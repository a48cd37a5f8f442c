"""Reads a photo or picture: its size, and where and when it was taken as its EXIF says (CIPA DC-008-2023)."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PIL import ExifTags, Image, UnidentifiedImageError

from repository.inspection.archive.members import follows
from repository.inspection.moments import day_of
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, remark, shown, unreadable

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "JPEG2000")
_PIXELS_MOST: Final = 2_000_000_000
_PIXELS_DECODED: Final = 30_000_000
"""Pictures up to this size are decoded, to know whether they are whole."""

_POSITION: Final = Place("EXIF, GPS position", "EXIF, position GPS")
_TAKEN: Final = Place("EXIF `DateTimeOriginal`", "EXIF `DateTimeOriginal`")
_DATUMS: Final = frozenset({"", "WGS84"})
_FAILURES: Final = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    TypeError,
    IndexError,
    OverflowError,
    EOFError,
    ArithmeticError,
)

_SENTENCES: Final[Sentences] = {
    "image-unreadable": (
        "error",
        "This picture cannot be read: its header is damaged, or it is another kind of file. Save it again.",
        (
            "Cette image est illisible : son en-tête est abîmé, ou c’est un autre type de fichier. "
            "Enregistrez-la de nouveau."
        ),
    ),
    "image-truncated": (
        "error",
        "This picture is damaged or cut: it cannot be shown whole. Copy it again from the camera.",
        "Cette image est abîmée ou tronquée : elle ne s’affiche pas entière. Copiez-la de nouveau depuis l’appareil.",
    ),
    "image-too-large": (
        "error",
        "This picture says it has {width} x {height} pixels, more than programs can show. Save it again.",
        (
            "Cette image annonce {width} x {height} pixels, plus que les logiciels n’en affichent. "
            "Enregistrez-la de nouveau."
        ),
    ),
    "image-carries-archive": (
        "warning",
        "A zip archive follows the picture in this file, where nobody will find it. Send it as a file of its own.",
        (
            "Une archive zip suit l’image dans ce fichier, où personne ne la trouvera. "
            "Envoyez-la comme un fichier à part."
        ),
    ),
    "image-position-wrong": (
        "warning",
        "The GPS position in this picture is not one on the Earth, so it is not proposed. Type the place by hand.",
        "La position GPS de cette image n’est pas sur la Terre : elle n’est pas proposée. Saisissez le lieu à la main.",
    ),
}


def read(path: Path, *, name: str) -> Reading:
    """Size, position and day of a picture. Errors: `Unreadable` with `image-unreadable` or `image-too-large`."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            return _reading(picture, carries=follows(path))
    except UnidentifiedImageError as problem:
        raise unreadable(_SENTENCES, "image-unreadable") from problem
    except _FAILURES as problem:
        raise unreadable(_SENTENCES, "image-unreadable") from problem


def _reading(picture: Image.Image, *, carries: bool) -> Reading:
    width, height = picture.size
    if width * height > _PIXELS_MOST:
        raise unreadable(_SENTENCES, "image-too-large", width=width, height=height)
    facts: dict[str, Any] = {"width": width, "height": height, "mode": picture.mode}
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    exif = _exif(picture)
    camera = exif.get(ExifTags.Base.Model) if exif else None
    if isinstance(camera, str) and camera.strip("\0 "):
        facts["camera"] = shown(camera.strip("\0 "))
    if exif:
        _place(exif, proposals, problems)
        day = _day(exif.get_ifd(ExifTags.IFD.Exif))
        if day:
            proposals.append(Proposal("time/periods", [{"begin": day, "end": day}], _TAKEN))
    kind = picture.format or "picture"
    if width * height <= _PIXELS_DECODED and not _whole(picture):
        problems.append(remark(_SENTENCES, "image-truncated"))
    if carries:
        problems.append(remark(_SENTENCES, "image-carries-archive"))
    return Reading(kind, tuple(proposals), tuple(problems), facts)


def _exif(picture: Image.Image) -> Image.Exif | None:
    try:
        return picture.getexif()
    except _FAILURES:
        return None


def _whole(picture: Image.Image) -> bool:
    try:
        picture.load()
    except _FAILURES:
        return False
    return True


def _place(exif: Image.Exif, proposals: list[Proposal], problems: list[Problem]) -> None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if ExifTags.GPS.GPSLatitude not in gps and ExifTags.GPS.GPSLongitude not in gps:
        return
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "N", "S", 90)
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "E", "W", 180)
    void = gps.get(ExifTags.GPS.GPSStatus) == "V" or latitude == longitude == 0
    if latitude is None or longitude is None or void:
        problems.append(remark(_SENTENCES, "image-position-wrong", _POSITION))
        return
    datum = gps.get(ExifTags.GPS.GPSMapDatum)
    if isinstance(datum, str) and "".join(filter(str.isalnum, datum)).upper() not in _DATUMS:
        return
    box = {"west": longitude, "south": latitude, "east": longitude, "north": latitude}
    proposals.append(Proposal("place/boxes", [box], _POSITION))


def _degrees(parts: object, hemisphere: object, positive: str, negative: str, most: int) -> float | None:
    """Degrees, minutes and seconds as one number; None where one of them, or the letter, is wrong or missing."""
    letter = hemisphere.strip("\0 ").upper() if isinstance(hemisphere, str) else ""
    if letter not in {positive, negative} or not isinstance(parts, tuple) or len(parts) != 3:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (ValueError, TypeError, ZeroDivisionError, OverflowError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or min(degrees, minutes, seconds) < 0 or minutes >= 60 or seconds >= 60 or value > most:
        return None
    return round(-value if letter == negative else value, 7) + 0.0


def _day(taken: Mapping[int, Any]) -> str | None:
    """`2019:04:12 10:11:12` as a day of UTC where the zone is given, else of the camera's clock; None if never set."""
    said, zone = taken.get(ExifTags.Base.DateTimeOriginal), taken.get(ExifTags.Base.OffsetTimeOriginal)
    if not isinstance(said, str) or said[:4] < "1901" or said[4:5] + said[7:8] != "::":
        return None
    moment = f"{said[:4]}-{said[5:7]}-{said[8:19]}".strip("\0 ")
    zoned = f"{moment}{zone.strip(chr(0) + ' ')}" if isinstance(zone, str) else moment
    return day_of(zoned) or day_of(moment) or day_of(moment[:10])
