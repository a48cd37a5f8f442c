"""The previews of files as a landing page shows them, in the reader's language. Only of files that are open."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.maps.box import Box, wrap
from repository.maps.land import read_land
from repository.maps.place import box_text
from repository.models import Dataset, LayerFile, Preview
from repository.previews import shapes
from repository.previews.grids import draw_grid, draw_scale
from repository.previews.plots import axis_words, draw_panel, ends_of
from repository.previews.ticks import number_words
from repository.queries.preview_parts import PictureView, PreviewView, TableView
from repository.templatetags.formatting import day_text, number_text
from repository.templatetags.plates import letters

MOST_DRAWN: Final = 12
"""So many previews are drawn on one page; the others are one link away."""


def previews_of(
    dataset: Dataset, places: Sequence[LayerFile], *, here: str, asked: int | None
) -> Mapping[int, PreviewView]:
    """File (its key) -> its preview, for the files of one page, which is at ``here``.

    ``asked``: the number of the one that was asked for.
    """
    rows = Preview.objects.filter(file__in=[place.file_id for place in places], document__isnull=False)
    stored = {row["file_id"]: row["document"] for row in rows.values("file_id", "document")}
    found: dict[int, PreviewView] = {}
    for place in places:
        preview = shapes.preview_from(stored.get(place.file_id))
        if preview is None:
            continue
        is_asked = place.file.number == asked
        if len(found) < MOST_DRAWN or is_asked:
            address = reverse("preview", args=[dataset.suffix, place.file.number])
            is_open = is_asked or (asked is None and not found)
            found[place.file_id] = _drawn(preview, address, place.path.rpartition("/")[2], is_open)
        else:
            number = place.file.number
            found[place.file_id] = PreviewView(url=f"{here}&preview={number}#file-{number}")
    return found


def _drawn(preview: shapes.Preview, address: str, name: str, is_open: bool) -> PreviewView:
    made = partial(PreviewView, is_open=is_open, table=_table(preview.table) if preview.table else None)
    if preview.plot:
        plot, decimal = preview.plot, letters().decimal
        panels = (draw_panel(plot, line, title=_sentence(plot, line), decimal=decimal) for line in plot.lines)
        return made(caption=_plot_words(plot), panels=tuple(map(_safe, panels)), is_series=plot.kind == "series")
    if preview.grid:
        grid = preview.grid
        land = read_land(Path(settings.BASE_DIR) / "build" / "land")
        words = _grid_words(grid)
        drawn = draw_grid(grid, address, title=_("Map of %(name)s") % {"name": words}, land=land, letters=letters())
        return made(caption=words, grid=_safe(drawn), scale=_safe(draw_scale(grid, letters().decimal)))
    if preview.picture:
        size = preview.picture.width, preview.picture.height
        alt = _("First page of %(name)s") if preview.picture.pages else _("Picture of %(name)s")
        return made(caption=_picture_words(preview.picture), picture=PictureView(address, *size, alt % {"name": name}))
    return made()


def _safe(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308 (numbers, and words escaped by who draws)


def _sentence(plot: shapes.Plot, line: shapes.Line) -> str:
    """What a plot shows, for those who cannot see it."""
    decimal, is_time = letters().decimal, plot.kind == "series"
    low, high = ends_of(line, decimal)
    first, last = ends_of(plot.axis, decimal, is_time=is_time)
    told = {
        "name": axis_words(line),
        "low": low,
        "high": high,
        "axis": axis_words(plot.axis),
        "from": first,
        "to": last,
    }
    if is_time:
        return _("Series of %(name)s: from %(low)s to %(high)s, between %(from)s and %(to)s UTC") % told
    return _("Profile of %(name)s: from %(low)s to %(high)s, along %(axis)s from %(from)s to %(to)s") % told


def _plot_words(plot: shapes.Plot) -> str:
    """`GL01, 5 Oct 2026, 42.42° N, 3.51° E. Cast 1 of 8.`"""
    parts = [plot.label, day_text(plot.day)]
    if plot.station:
        longitude, latitude = wrap(plot.station.longitude), plot.station.latitude
        parts.append(box_text(Box(longitude, latitude, longitude, latitude), letters()))
    words = ", ".join(part for part in parts if part)
    if plot.count > 1:
        which = {"number": number_text(plot.number), "count": number_text(plot.count)}
        told = _("Cast %(number)s of %(count)s") if plot.kind == "profile" else _("Series %(number)s of %(count)s")
        words = ". ".join(part for part in (words, told % which) if part)
    return words


def _grid_words(grid: shapes.Grid) -> str:
    """`depth below sea level, m; from −142.6 to −8`."""
    name = ", ".join(part for part in (grid.name, grid.unit) if part) or _("the grid")
    if grid.low is None or grid.high is None:
        return name
    decimal = letters().decimal
    told = {"name": name, "low": number_words(grid.low, decimal), "high": number_words(grid.high, decimal)}
    if grid.is_cut:
        return _("%(name)s: colours from %(low)s to %(high)s; the lowest and highest 2%% lie beyond") % told
    return _("%(name)s: from %(low)s to %(high)s") % told


def _picture_words(picture: shapes.Picture) -> str:
    if picture.pages:
        words = ngettext("One page.", "The first of %(count)s pages.", picture.pages)
        return words % {"count": number_text(picture.pages)}
    if not picture.original_width:
        return ""
    told = {"width": number_text(picture.original_width), "height": number_text(picture.original_height)}
    return _("The file has %(width)s by %(height)s pixels.") % told


def _table(table: shapes.Table) -> TableView:
    notes = []
    if table.more:
        notes.append(_("The first %(count)s rows.") % {"count": number_text(len(table.rows))})
    if table.wider:
        notes.append(_("The first %(count)s columns.") % {"count": number_text(shapes.MOST_COLUMNS)})
    return TableView(table.columns, table.rows, " ".join(notes))
