"""Reads MiniSEED, versions 2 and 3: stations, channels, period, sample rate. Positions are in StationXML only."""

from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from repository.inspection.moments import days_between
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, line_of, remark, shown, unreadable
from repository.inspection.seismic.records import Cut, Record, records
from repository.inspection.topics import EARTH, by_format

_TIMES: Final = Place("first and last sample of the records", "premier et dernier échantillon des enregistrements")
_RATE: Final = Place("sample rate of the records", "fréquence d’échantillonnage des enregistrements")
_STATIONS: Final = Place("network and station codes of the records", "codes réseau et station des enregistrements")
_SHOWN: Final = 50
_SOURCES_MOST: Final = 10_000

_SENTENCES: Final[Sentences] = {
    "miniseed-unreadable": (
        "error",
        "This is not MiniSEED, or its first record is damaged. Export it again.",
        "Ce n’est pas du MiniSEED, ou son premier enregistrement est abîmé. Exportez-le de nouveau.",
    ),
    "miniseed-damaged": (
        "error",
        "After {count} good records this file is damaged or cut, at byte {at}. Export it again.",
        (
            "Après {count} enregistrements corrects, ce fichier est abîmé ou tronqué, à l’octet {at}. "
            "Exportez-le de nouveau."
        ),
    ),
    "miniseed-without-station": (
        "warning",
        "The records do not name their station. Write the network and station codes into them and export again.",
        (
            "Les enregistrements ne nomment pas leur station. Inscrivez-y les codes réseau et station, puis "
            "exportez de nouveau."
        ),
    ),
}


def read(path: Path, *, name: str) -> Reading:
    """What all record headers say. Errors: `Unreadable` with `miniseed-unreadable`."""
    problems: list[Problem] = []
    spans: dict[str, list[datetime]] = {}
    rates: dict[str, set[float]] = defaultdict(set)
    versions: set[int] = set()
    count = samples = 0
    try:
        for record in records(path):
            count += 1
            samples += record.samples
            versions.add(record.version)
            _take(record, spans, rates)
    except Cut as cut:
        if not count:
            raise unreadable(_SENTENCES, "miniseed-unreadable") from cut
        problems.append(remark(_SENTENCES, "miniseed-damaged", count=count, at=cut.at))
    if not count:
        raise unreadable(_SENTENCES, "miniseed-unreadable")
    proposals = [*_proposals(spans, rates, problems), by_format(EARTH, "MiniSEED")]
    facts: dict[str, Any] = {
        "records": count,
        "samples": samples,
        "channels": [shown(source) for source in sorted(spans)[:_SHOWN]],
        "begin": min(begin for begin, _ in spans.values()).isoformat(),
        "end": max(end for _, end in spans.values()).isoformat(),
        "sample_rates": sorted({rate for each in rates.values() for rate in each})[:_SHOWN],
    }
    kind = " + ".join(str(version) for version in sorted(versions))
    return Reading(f"MiniSEED {kind}", tuple(proposals), tuple(problems), facts)


def _take(record: Record, spans: dict[str, list[datetime]], rates: dict[str, set[float]]) -> None:
    source = record.source if record.source in spans or len(spans) < _SOURCES_MOST else "..."
    span = spans.setdefault(source, [record.begin, record.end])
    span[:] = min(span[0], record.begin), max(span[1], record.end)
    rates[source].add(record.rate)


def _proposals(
    spans: dict[str, list[datetime]], rates: dict[str, set[float]], problems: list[Problem]
) -> list[Proposal]:
    found: list[Proposal] = []
    if not problems:
        begin, end = min(begin for begin, _ in spans.values()), max(end for _, end in spans.values())
        found.append(Proposal("time/periods", [days_between(begin, end)], _TIMES))
    known = {rate for each in rates.values() for rate in each}
    duration = duration_of(known.pop()) if len(known) == 1 else None
    if duration:
        found.append(Proposal("temporal_resolution", {"duration": duration}, _RATE))
    stations = dict.fromkeys(".".join(source.split(".")[:2]) for source in sorted(spans))
    named = [{"name": station} for station in stations if all(station.split(".")) and line_of(station) == station]
    if named and len(named) == len(stations):
        found.append(Proposal("platforms", named, _STATIONS))
    else:
        problems.append(remark(_SENTENCES, "miniseed-without-station", _STATIONS))
    return found


def duration_of(rate: float) -> str | None:
    """The time between two samples as an ISO 8601 duration, where it is a short decimal."""
    if not 1e-6 < rate <= 1e6:
        return None
    seconds = f"{1 / rate:.9f}".rstrip("0").rstrip(".")
    return f"PT{seconds}S" if abs(float(seconds) * rate - 1) < 1e-11 else None
