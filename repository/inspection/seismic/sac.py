"""Reads a SAC waveform: its station, where that stands, when it measured and how often. No sample is decoded.

Source: SAC Users Manual, chapter "SAC Data File Format", header versions 6 and 7.
"""

import math
import struct
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from repository.inspection.moments import days_between
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, line_of, remark, shown, unreadable
from repository.inspection.seismic.miniseed import duration_of
from repository.inspection.topics import EARTH, by_format
from repository.inspection.vector.extent import Extent

_POSITION: Final = Place("header, STLA and STLO", "en-tête, STLA et STLO")
_TIMES: Final = Place("header, NZYEAR to E", "en-tête, NZYEAR à E")
_DELTA: Final = Place("header, DELTA", "en-tête, DELTA")
_STATION: Final = Place("header, KNETWK and KSTNM", "en-tête, KNETWK et KSTNM")
_HEADER: Final = 632
_NOT_SET: Final = -12345
_VERSIONS: Final = frozenset({6, 7})
_TIME_SERIES: Final = 1

_SENTENCES: Final[Sentences] = {
    "sac-unreadable": (
        "error",
        "This is no SAC waveform, or its header is damaged. Export it again.",
        "Ce n’est pas une forme d’onde SAC, ou son en-tête est abîmé. Exportez-la de nouveau.",
    ),
    "sac-damaged": (
        "error",
        "The header says {count} samples, and the file ends before the last one. Export it again.",
        "L’en-tête annonce {count} échantillons, et le fichier finit avant le dernier. Exportez-le de nouveau.",
    ),
}


class _Header(NamedTuple):
    """The words of the header: 70 numbers, 40 whole numbers, and texts by their place."""

    numbers: tuple[float, ...]
    wholes: tuple[int, ...]
    raw: bytes

    def number(self, index: int) -> float | None:
        """A number; None where it was never set."""
        value = self.numbers[index]
        return value if math.isfinite(value) and value != _NOT_SET else None

    def text(self, at: int) -> str | None:
        """Eight letters; None where they were never set."""
        said = self.raw[at : at + 8].partition(b"\0")[0].decode("ascii", errors="replace").strip()
        return said if said and said != str(_NOT_SET) else None


def read(path: Path, *, name: str) -> Reading:
    """What the header says. Errors: `Unreadable` with `sac-unreadable`."""
    with path.open("rb") as file:
        header = _header(file.read(_HEADER))
    if header is None:
        raise unreadable(_SENTENCES, "sac-unreadable")
    count = header.wholes[9]
    problems: list[Problem] = []
    if path.stat().st_size < _HEADER + 4 * count:
        problems.append(remark(_SENTENCES, "sac-damaged", count=count))
    proposals = [*_placed(header), *_timed(header, whole=not problems)]
    network, station = header.text(608), header.text(440)
    platform = line_of(f"{network}.{station}" if network else station)
    if station and platform:
        proposals.append(Proposal("platforms", [{"name": platform}], _STATION))
    proposals.append(by_format(EARTH, "SAC"))
    facts: dict[str, Any] = {"samples": count, "version": header.wholes[6]}
    channel = header.text(600)
    if channel:
        facts["channel"] = shown(channel)
    return Reading("SAC", tuple(proposals), tuple(problems), facts)


def _header(raw: bytes) -> _Header | None:
    for order in ("<", ">") if len(raw) == _HEADER else ():
        wholes = struct.unpack_from(f"{order}40i", raw, 280)
        if wholes[6] in _VERSIONS and wholes[9] >= 0:
            return _Header(struct.unpack_from(f"{order}70f", raw), wholes, raw)
    return None


def _placed(header: _Header) -> list[Proposal]:
    """Positions have seven digits; both zero is what programs write that know none."""
    latitude, longitude = header.number(31), header.number(32)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return []
    extent = Extent()
    extent.add(float(f"{longitude:.7g}"), float(f"{latitude:.7g}"))
    box = extent.box()
    return [Proposal("place/boxes", [box], _POSITION)] if box else []


def _timed(header: _Header, *, whole: bool) -> list[Proposal]:
    """The period from the reference time and the offsets B and E, and the time between samples."""
    found: list[Proposal] = []
    delta, begin, end = header.number(0), header.number(5), header.number(6)
    year, day, hour, minute, second, milli = header.wholes[:6]
    series = header.wholes[15] == _TIME_SERIES
    if begin is not None and end is not None and begin <= end and year > 0 and 1 <= day <= 366 and whole and series:
        try:
            zero = datetime(year, 1, 1, hour, minute, second, milli * 1000)  # noqa: DTZ001 - GMT by its definition
            zero += timedelta(days=day - 1)
            period = days_between(zero + timedelta(seconds=begin), zero + timedelta(seconds=end))
            found.append(Proposal("time/periods", [period], _TIMES))
        except (ValueError, OverflowError):
            pass
    duration = duration_of(1 / float(f"{delta:.7g}")) if delta and delta > 0 and series else None
    if duration:
        found.append(Proposal("temporal_resolution", {"duration": duration}, _DELTA))
    return found
