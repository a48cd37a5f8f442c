"""What is shown of files on a landing page: drawn pictures and their words, ready for a template."""

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class TableView:
    """The first rows of a table; ``note`` says what is left out, empty for nothing."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A small picture: where it is fetched, its size in pixels, and what it shows for who cannot see it."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class PreviewView:
    """The preview of one file. ``url`` leads to it where it is not drawn on this page; ``is_open``: asked for."""

    caption: str = ""
    panels: tuple[SafeString, ...] = ()
    is_series: bool = False
    table: TableView | None = None
    grid: SafeString | None = None
    scale: SafeString | None = None
    picture: PictureView | None = None
    url: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class StationLine:
    """One position in words, and its name in the file."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class StationsView:
    """Positions that were read from the files of a layer: dots (longitude, latitude), their number, and a list."""

    points: tuple[tuple[float, float], ...] = ()
    words: str = ""
    lines: tuple[StationLine, ...] = ()
    note: str = ""
