"""What a preview holds: numbers and short words, never markup. What a maker says is checked here before it is kept."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from repository.inspection.remarks import shown

MOST_VALUES: Final = 600
"""Points of one curve."""
MOST_LINES: Final = 3
MOST_STATIONS: Final = 500
MOST_ROWS: Final = 20
MOST_COLUMNS: Final = 24
LONGEST: Final = 80
"""Characters of a name, a unit or a cell."""
MOST_PICTURE: Final = 400_000
"""Bytes of the picture that goes with a preview."""

Words = Annotated[str, StringConstraints(max_length=LONGEST)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e300, le=1e300)]
Longitude = Annotated[float, Field(allow_inf_nan=False, ge=-180, le=360)]
Latitude = Annotated[float, Field(allow_inf_nan=False, ge=-90, le=90)]
Count = Annotated[int, Field(ge=0, le=10**12)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(_Part):
    """One variable: its name and unit as the file writes them, and its values; None where there is none.

    The values of an axis of time are seconds since 1970-01-01 UTC, and its unit is ``UTC``.
    """

    name: Words
    unit: Words = ""
    values: tuple[Number | None, ...] = Field(max_length=MOST_VALUES)


class Station(_Part):
    """A position of the data, in degrees, and the name it has in the file."""

    longitude: Longitude
    latitude: Latitude
    name: Words = ""


class Plot(_Part):
    """Variables along one axis: a ``profile`` along depth, pressure or height, or a ``series`` in time.

    ``down``: the axis grows downwards. It is number ``number`` of ``count`` casts or series of the file.
    """

    kind: Literal["profile", "series"]
    axis: Line
    lines: tuple[Line, ...] = Field(min_length=1, max_length=MOST_LINES)
    down: bool = True
    station: Station | None = None
    label: Words = ""
    day: Words = ""
    number: Count = 1
    count: Count = 1


class Table(_Part):
    """The first rows of a table, as its cells are written; ``more``: there are more rows, ``wider``: more columns."""

    columns: tuple[Words, ...] = Field(max_length=MOST_COLUMNS)
    rows: tuple[tuple[Words, ...], ...] = Field(max_length=MOST_ROWS)
    more: bool = False
    wider: bool = False


class Grid(_Part):
    """A grid whose picture is stretched over a box in degrees; ``low`` and ``high`` are the ends of its colours.

    Without them the picture has the colours of the file. ``is_cut``: a few values lie beyond these ends.
    """

    name: Words
    unit: Words = ""
    west: Longitude
    south: Latitude
    east: Annotated[float, Field(allow_inf_nan=False, ge=-180, le=720)]
    north: Latitude
    low: Number | None = None
    high: Number | None = None
    day: Words = ""
    is_cut: bool = False


class Picture(_Part):
    """A photo, a drawing or a page made small: its size in pixels, and that of the original."""

    width: Annotated[int, Field(ge=1, le=2000)]
    height: Annotated[int, Field(ge=1, le=2000)]
    original_width: Count = 0
    original_height: Count = 0
    pages: Count = 0


class Preview(_Part):
    """All that is shown of a file; ``station_count`` positions were read, some of which are in ``stations``."""

    plot: Plot | None = None
    table: Table | None = None
    grid: Grid | None = None
    picture: Picture | None = None
    stations: tuple[Station, ...] = Field(default=(), max_length=MOST_STATIONS)
    station_count: Count = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.plot or self.table or self.grid or self.picture or self.stations)

    def as_json(self) -> dict[str, Any]:
        """For a column or a pipe."""
        return self.model_dump(mode="json", exclude_defaults=True)


def preview_from(document: object) -> Preview | None:
    """The inverse of `as_json`; None for what is no preview."""
    if not isinstance(document, Mapping):
        return None
    try:
        return Preview.model_validate(dict(document))
    except ValidationError:
        return None


def words(text: object) -> str:
    """A text of a file as one short line that can be shown; empty for what is none."""
    return shown(" ".join(str(text).split()), LONGEST) if text is not None else ""
