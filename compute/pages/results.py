"""The first gridded result of a job as it is drawn: map, section, profile, series; and what may be chosen."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from pydantic import ValidationError

from compute.jobdir import write_whole
from compute.models import Job, JobOutput
from compute.pages.section import draw_section
from compute.queries import results_of
from repository.inspection.apart import Limits, read_apart
from repository.maps.land import read_land
from repository.previews.grids import draw_grid, draw_scale
from repository.previews.plots import draw_panel
from repository.previews.shapes import Grid, Plot, Station
from repository.previews.ticks import number_words
from repository.templatetags.formatting import day_text
from repository.templatetags.plates import letters

READER: Final = "compute.shown.field"
LIMITS: Final = Limits(seconds=60, cpu_seconds=15, memory=600_000_000, answer=2_000_000)
AT_ONCE: Final = BoundedSemaphore(2)
"""So many results are read at a time by one process of the site; who comes third sees the page without pictures."""
PATIENCE_S: Final = 2.0
MOST_KEPT: Final = 50_000_000
"""Bytes of answers kept beside one result: all that a person looks at, not all that can be asked."""
KINDS: Final = frozenset({"application/x-netcdf", "application/netcdf"})
_NUMBERS: Final = ("depth", "time", "row", "column")
_SHAPE: Final = 2
"""Of what is kept beside a result: counted on when it tells other things."""
_PNG: Final = "data:image/png;base64,"


@dataclass(frozen=True, slots=True)
class Select:
    """One choice: its name in the address, its words, its values, the chosen one."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pictures with their sentences; what a result does not have is empty."""

    selects: tuple[Select, ...]
    title: str
    caption: str
    map: SafeString
    scale: SafeString
    section: SafeString | None = None
    section_words: str = ""
    section_scale: SafeString | None = None
    plots: tuple[tuple[str, SafeString], ...] = ()


def drawn_of(job: Job, asked: Mapping[str, str]) -> Drawn | None:
    """What the address asks for; None where no output is a grid, or none can be read."""
    output = job.outputs.filter(media_type__in=KINDS).first()
    if output is None:
        return None
    facts = _facts(job, output, _question(asked))
    try:
        return _drawn(facts, asked) if facts.get("grid") else None
    except (ValidationError, KeyError, TypeError, ValueError, IndexError):
        return None


def _question(asked: Mapping[str, str]) -> dict[str, Any]:
    numbers = {name: asked.get(name, "") for name in _NUMBERS}
    found: dict[str, Any] = {
        name: int(text) for name, text in numbers.items() if text.isascii() and text.isdigit() and len(text) < 7
    }
    found |= {"along": "row"} if asked.get("along") == "row" else {}
    variable = asked.get("variable", "")
    return found | ({"variable": variable} if 0 < len(variable) <= 200 and variable.isprintable() else {})


def _facts(job: Job, output: JobOutput, question: dict[str, Any]) -> dict[str, Any]:
    """Read once for each question: kept beside the result, and gone with it."""
    digest = hashlib.sha256(json.dumps([_SHAPE, output.sha256, question], sort_keys=True).encode()).hexdigest()
    kept = results_of(job) / f".shown-{digest[:32]}.json"
    try:
        found: dict[str, Any] = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        read = _read(results_of(job) / output.name, question)
        if read is None:
            return {}
        found = read
        _keep(kept, found)
    return found


def _read(path: Path, question: dict[str, Any]) -> dict[str, Any] | None:
    """None where it cannot be told now."""
    if not path.is_file() or not AT_ONCE.acquire(timeout=PATIENCE_S):
        return None
    try:
        return dict(read_apart(READER, path, name=path.name, limits=LIMITS, asked=question).facts)
    finally:
        AT_ONCE.release()


def _keep(kept: Path, found: dict[str, Any]) -> None:
    """Not beyond what one result may have; nothing where its folder went meanwhile, or numbers are none of JSON."""
    with suppress(OSError, ValueError):
        if sum(one.stat().st_size for one in kept.parent.glob(".shown-*.json")) < MOST_KEPT:
            write_whole(kept, found)


def _drawn(facts: dict[str, Any], asked: Mapping[str, str]) -> Drawn:
    grid = Grid.model_validate(facts["grid"])
    decimal, name = letters().decimal, ", ".join(part for part in (facts["name"], facts["unit"]) if part)
    land = read_land(Path(settings.BASE_DIR) / "build" / "land")
    title = _("Map of %(name)s") % {"name": name}
    dots = [] if asked.get("dots") == "no" else facts.get("dots") or []
    picture = draw_grid(grid, _PNG + facts["picture"], title=title, land=land, letters=letters(), dots=dots)
    section = facts.get("section")
    return Drawn(
        selects=tuple(_selects(facts, decimal, has_dots=bool(dots))),
        title=facts["name"],
        caption=_caption(facts, grid, name, decimal),
        map=_safe(picture),
        scale=_safe(draw_scale(grid, decimal)),
        section=_section(facts, name, decimal) if section else None,
        section_words=_section_words(facts, decimal) if section else "",
        section_scale=_safe(draw_scale(_scaled(grid, section), decimal)) if section else None,
        plots=tuple(_plot(facts[kind], decimal) for kind in ("series", "profile") if facts.get(kind)),
    )


def _safe(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308 (numbers, and words escaped by who draws)


def _scaled(grid: Grid, section: dict[str, Any]) -> Grid:
    return grid.model_copy(update={"low": section["low"], "high": section["high"], "is_cut": section["is_cut"]})


def _selects(facts: dict[str, Any], decimal: str, *, has_dots: bool) -> "list[Select]":
    found = [
        Select("variable", _("What"), tuple((name, words) for name, words in facts["variables"]), facts["variable"])
    ]
    depths = [(str(at), f"{number_words(depth, decimal)} m") for at, depth in enumerate(facts["depths"])]
    times = [(str(at), _time_words(days)) for at, days in enumerate(facts["times"])]
    if len(depths) > 1:
        found.append(Select("depth", _("Depth"), tuple(depths), str(facts["depth"])))
    if len(times) > 1:
        found.append(Select("time", _("Time"), tuple(times), str(facts["time"])))
    if facts.get("section"):
        found += _section_selects(facts, decimal)
    if facts.get("dots"):
        shown = (("yes", _("marked")), ("no", _("not marked")))
        found.append(Select("dots", _("Observations"), shown, "yes" if has_dots else "no"))
    return found


def _section_selects(facts: dict[str, Any], decimal: str) -> "list[Select]":
    """Which way it goes, and where: on the axis that it crosses."""
    ways = (("column", _("west to east")), ("row", _("south to north")))
    along = facts["section"]["along"]
    is_west_east = along == "column"
    crossed = facts["latitudes"] if is_west_east else facts["longitudes"]
    places = tuple((str(at), f"{number_words(each, decimal)}°") for at, each in enumerate(crossed))
    label = _("Section at latitude") if is_west_east else _("Section at longitude")
    name = "row" if is_west_east else "column"
    return [Select("along", _("Section"), ways, along), Select(name, label, places, str(facts[name]))]


def _time_words(days: list[str]) -> str:
    said = [str(day_text(day)) for day in days if day]
    return " – ".join(dict.fromkeys(said))


def _caption(facts: dict[str, Any], grid: Grid, name: str, decimal: str) -> str:
    """`Salinity; 10 m; 1 Jan 2000 – 31 Dec 2001; from 34.1 to 36.2`."""
    parts = [name]
    if facts["depths"]:
        parts.append(f"{number_words(facts['depths'][facts['depth']], decimal)} m")
    if facts["times"]:
        parts.append(_time_words(facts["times"][facts["time"]]))
    if grid.low is not None and grid.high is not None:
        ends = {"low": number_words(grid.low, decimal), "high": number_words(grid.high, decimal)}
        parts.append(_("from %(low)s to %(high)s") % ends)
    return "; ".join(part for part in parts if part)


def _section(facts: dict[str, Any], name: str, decimal: str) -> SafeString:
    section = facts["section"]
    is_west_east = section["along"] == "column"
    across = _("Longitude, degrees") if is_west_east else _("Latitude, degrees")
    words = {"across": across, "down": _("Depth, m"), "decimal": decimal}
    by_longitude = _("Section of %(name)s by depth and longitude") % {"name": name}
    title = by_longitude if is_west_east else _("Section of %(name)s by depth and latitude") % {"name": name}
    return _safe(draw_section(section, _PNG + section["picture"], title=title, **words))


def _section_words(facts: dict[str, Any], decimal: str) -> str:
    if facts["section"]["along"] == "row":
        return _("Section at longitude %(longitude)s°") % {
            "longitude": number_words(facts["longitudes"][facts["column"]], decimal)
        }
    at = number_words(facts["latitudes"][facts["row"]], decimal)
    return _("Section at latitude %(latitude)s°") % {"latitude": at}


def _plot(told: dict[str, Any], decimal: str) -> tuple[str, SafeString]:
    plot = Plot.model_validate(told)
    where = _place_words(plot.station, decimal) if plot.station else ""
    words = _("Series in time") if plot.kind == "series" else _("Profile")
    title = f"{words} {where}".strip()
    return title, _safe(draw_panel(plot, plot.lines[0], title=title, decimal=decimal))


def _place_words(station: Station, decimal: str) -> str:
    lat, lon = (number_words(round(each, 2), decimal) for each in (station.latitude, station.longitude))
    place = {"lat": lat, "lon": lon}
    return _("at latitude %(lat)s°, longitude %(lon)s°") % place
