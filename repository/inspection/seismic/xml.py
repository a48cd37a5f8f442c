"""Reads QuakeML (where and when the earthquakes were) and StationXML (where the stations are); names any other XML.

Sources: QuakeML 1.2 Basic Event Description, 2013; FDSN StationXML 1.2.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from repository.inspection.moments import day_of, period_of
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, line_of, remark, shown, unreadable
from repository.inspection.topics import EARTH, by_format
from repository.inspection.vector.extent import Extent
from repository.inspection.xml_elements import Element, Refused, elements, local, number, text

_ORIGINS: Final = Place("origins of the events", "origines des événements")
_STATIONS: Final = Place("stations", "stations")
_CHANNELS: Final = Place("channels of the stations", "canaux des stations")
_DEEPEST: Final = 1_000_000
_HIGHEST: Final = -10_000
_SHOWN: Final = 50

_SENTENCES: Final[Sentences] = {
    "xml-unreadable": (
        "error",
        "This XML cannot be read: it is damaged or cut. Export it again.",
        "Ce XML est illisible : il est abîmé ou tronqué. Exportez-le de nouveau.",
    ),
    "xml-entities": (
        "warning",
        "This XML begins with a DOCTYPE, which can hide other content, so it is not read. Export it again without.",
        "Ce XML commence par un DOCTYPE, qui peut cacher un autre contenu : il n’est pas lu. Exportez-le sans lui.",
    ),
    "xml-deep": (
        "error",
        "This XML is nested too deep to be read. Export it again.",
        "Ce XML est imbriqué trop profondément pour être lu. Exportez-le de nouveau.",
    ),
    "seismic-without-position": (
        "warning",
        "Without latitude and longitude, or with impossible ones: {count} of {all}. The place is not proposed.",
        (
            "Sans latitude ni longitude, ou avec des valeurs impossibles : {count} sur {all}. L’emprise n’est "
            "pas proposée."
        ),
    ),
}


def read(path: Path, *, name: str) -> Reading:
    """QuakeML or StationXML; of other XML only the name of its root. Errors: `Unreadable` with a code `xml-...`."""
    try:
        steps = elements(path, frozenset({"event", "Station"}), roots=frozenset({"quakeml", "FDSNStationXML"}))
        return _quakes(steps) if local(next(steps)) == "quakeml" else _stations(steps)
    except Refused as problem:
        if problem.reason == "foreign":
            return Reading("XML", facts={"root": shown(problem.root)})
        code = "xml-unreadable" if problem.reason == "broken" else f"xml-{problem.reason}"
        raise unreadable(_SENTENCES, code) from problem


def _quakes(steps: Iterator[Element]) -> Reading:
    extent, days, depths, placeless, count = Extent(), list[str](), list[float](), 0, 0
    for event in steps:
        if local(event) != "event":
            continue
        count += 1
        origin = _origin(event)
        day = day_of(text(origin, "time", "value") or "")
        depth = number(origin, "depth", "value")
        if day:
            days.append(day)
        if depth is not None and _HIGHEST <= depth <= _DEEPEST:
            depths.append(depth)
        placeless += not _added(extent, number(origin, "longitude", "value"), number(origin, "latitude", "value"))
    problems, proposals = _placed(extent, placeless, count, _ORIGINS)
    period = period_of(days) if len(days) == count else None
    if period:
        proposals.append(Proposal("time/periods", [period], _ORIGINS))
    if depths and len(depths) == count:
        value = {"minimum": min(depths), "maximum": max(depths), "unit": "m", "positive": "down"}
        proposals.append(Proposal("vertical", [value], _ORIGINS))
    proposals.append(by_format(EARTH, "QuakeML"))
    return Reading("QuakeML", tuple(proposals), tuple(problems), {"events": count})


def _origin(event: Element) -> Element | None:
    """The preferred origin of an event, else its first."""
    origins = [each for each in event if local(each) == "origin"]
    preferred = text(event, "preferredOriginID")
    return next((each for each in origins if each.get("publicID") == preferred), origins[0] if origins else None)


def _stations(steps: Iterator[Element]) -> Reading:
    extent, placeless, count = Extent(), 0, 0
    platforms: dict[str, dict[str, str]] = {}
    instruments: dict[str, dict[str, str]] = {}
    channels: dict[str, None] = {}
    for station in steps:
        if local(station) != "Station":
            continue
        count += 1
        placeless += not _added(extent, number(station, "Longitude"), number(station, "Latitude"))
        network = station.getparent()
        network_code, code = network.get("code") if network is not None else None, station.get("code")
        platform = line_of(f"{network_code}.{code}") if network_code and code else None
        if platform:
            platforms[platform] = {"name": platform}
        for channel in (each for each in station if local(each) == "Channel"):
            channels[f"{platform}.{channel.get('locationCode') or ''}.{channel.get('code')}"] = None
            sensor = line_of(text(channel, "Sensor", "Description") or text(channel, "Sensor", "Type"))
            if sensor:
                instruments[sensor] = {"name": sensor}
    problems, proposals = _placed(extent, placeless, count, _STATIONS)
    if platforms and count:
        proposals.append(Proposal("platforms", list(platforms.values()), _STATIONS))
    if instruments:
        proposals.append(Proposal("instruments", list(instruments.values()), _CHANNELS))
    proposals.append(by_format(EARTH, "StationXML"))
    facts: dict[str, Any] = {"stations": count, "channels": [shown(channel) for channel in list(channels)[:_SHOWN]]}
    return Reading("StationXML", tuple(proposals), tuple(problems), facts)


def _added(extent: Extent, longitude: float | None, latitude: float | None) -> bool:
    """Whether the position is one; then the extent holds it."""
    if longitude is None or latitude is None or not (-180 <= longitude <= 360 and -90 <= latitude <= 90):
        return False
    extent.add(longitude, latitude)
    return True


def _placed(extent: Extent, placeless: int, count: int, place: Place) -> tuple[list[Problem], list[Proposal]]:
    if placeless:
        return [remark(_SENTENCES, "seismic-without-position", place, count=placeless, all=count)], []
    box = extent.box()
    return [], [Proposal("place/boxes", [box], place)] if box else []
