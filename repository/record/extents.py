"""Where the data are about: boxes (also across the antimeridian), polygons, named places, depth or height, grids."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from repository.record.dates import Duration
from repository.record.identifiers import Uri
from repository.record.languages import LocalisedLine
from repository.record.part import Flag, Line, Number, Part, Whole


def _on_earth(value: float) -> None:
    """Tell a mark such as -9999 from a position that was mistyped or counted otherwise."""
    if not -360 <= value <= 360:
        raise PydanticCustomError("position-impossible", "{value} is not a position", {"value": value})


def _latitude(value: float) -> float:
    _on_earth(value)
    if not -90 <= value <= 90:
        raise PydanticCustomError("latitude-range", "{value} is not a latitude", {"value": value})
    return value


def _longitude(value: float) -> float:
    _on_earth(value)
    if not -180 <= value <= 180:
        said = {"value": value, "other": round(value - 360 if value > 0 else value + 360, 9)}
        raise PydanticCustomError("longitude-range", "{value} is not a longitude", said)
    return value


Latitude = Annotated[Number, AfterValidator(_latitude)]
"""Degrees north, -90 to 90 (WGS 84)."""

Longitude = Annotated[Number, AfterValidator(_longitude)]
"""Degrees east, -180 to 180 (WGS 84)."""

Position = tuple[Longitude, Latitude]
"""(longitude, latitude), the order of GeoJSON."""


class BoundingBox(Part):
    """A box in degrees of WGS 84. `west > east` means that it crosses the antimeridian; a point has equal sides."""

    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude

    @model_validator(mode="after")
    def _south_below_north(self) -> "BoundingBox":
        if self.south > self.north:
            said = {"south": self.south, "north": self.north}
            raise PydanticCustomError("box-upside-down", "south {south} above north {north}", said)
        return self

    @property
    def crosses_antimeridian(self) -> bool:
        """Whether the box goes east over 180 degrees."""
        return self.west > self.east

    @property
    def is_point(self) -> bool:
        """Whether the box is a single position."""
        return self.west == self.east and self.south == self.north

    @property
    def width(self) -> float:
        """Degrees of longitude from west to east, 0 to 360."""
        return self.east - self.west + (360 if self.crosses_antimeridian else 0)

    @property
    def parts(self) -> "tuple[BoundingBox, ...]":
        """The box itself, or its two halves on either side of the antimeridian."""
        if not self.crosses_antimeridian:
            return (self,)
        return (
            BoundingBox(west=self.west, south=self.south, east=180.0, north=self.north),
            BoundingBox(west=-180.0, south=self.south, east=self.east, north=self.north),
        )


def _closed(ring: tuple[Position, ...]) -> tuple[Position, ...]:
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise PydanticCustomError("ring-open", "a ring needs four positions, the last equal to the first")
    return ring


Ring = Annotated[tuple[Position, ...], AfterValidator(_closed)]
"""A closed line of at least four positions, the last equal to the first."""


class Polygon(Part):
    """An area in degrees of WGS 84, with its holes."""

    exterior: Ring
    holes: tuple[Ring, ...] = ()


class NamedPlace(Part):
    """A place by its name, and by its entry in a gazetteer."""

    name: LocalisedLine
    scheme: Line | None = None
    scheme_uri: Uri | None = None
    uri: Uri | None = None


class SpatialCoverage(Part):
    """Where the data are about, or the explicit answer that no place applies (a laboratory standard, a model code)."""

    boxes: tuple[BoundingBox, ...] = ()
    polygons: tuple[Polygon, ...] = ()
    names: tuple[NamedPlace, ...] = ()
    not_applicable: Flag = None

    @model_validator(mode="after")
    def _one_answer(self) -> "SpatialCoverage":
        if self.not_applicable and (self.boxes or self.polygons or self.names):
            raise PydanticCustomError("place-and-none", "a place given, and said not to apply")
        return self


class VerticalExtent(Part):
    """A range of depth or height in metres; `positive` says which way the numbers grow from the datum."""

    minimum: Number
    maximum: Number
    unit: Literal["m"] = "m"
    positive: Literal["up", "down"]
    datum: Line | None = None
    datum_uri: Uri | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "VerticalExtent":
        if self.minimum > self.maximum:
            said = {"minimum": self.minimum, "maximum": self.maximum}
            raise PydanticCustomError("vertical-reversed", "{minimum} is more than {maximum}", said)
        return self


class ReferenceSystem(Part):
    """A coordinate reference system: its EPSG number, its address or at least its name."""

    epsg: Annotated[Whole, Field(ge=1, le=99_999_999)] | None = None
    uri: Uri | None = None
    name: Line | None = None

    @model_validator(mode="after")
    def _named(self) -> "ReferenceSystem":
        if self.epsg is None and self.uri is None and self.name is None:
            raise PydanticCustomError("reference-system-empty", "no number, address or name")
        return self

    @property
    def identifier(self) -> str | None:
        """The address of the system: the one given, else that of the EPSG number."""
        return self.uri or (f"http://www.opengis.net/def/crs/EPSG/0/{self.epsg}" if self.epsg else None)


class SpatialResolution(Part):
    """How fine the data are in space: a distance on the ground, or the scale of a map (1:`scale`)."""

    distance: Number | None = None
    unit: Literal["m", "km", "degree", "arc-minute", "arc-second"] | None = None
    scale: Annotated[Whole, Field(ge=1)] | None = None
    note: LocalisedLine | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "SpatialResolution":
        if self.distance is None and self.scale is None and self.note is None:
            raise PydanticCustomError("resolution-empty", "no distance, scale or note")
        if self.distance is not None and self.distance <= 0:
            raise PydanticCustomError("resolution-not-positive", "{value}", {"value": self.distance})
        if (self.distance is None) != (self.unit is None):
            raise PydanticCustomError("resolution-unit", "a distance and its unit go together")
        return self


class TemporalResolution(Part):
    """How fine the data are in time: an ISO 8601 duration, or words."""

    duration: Duration | None = None
    note: LocalisedLine | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "TemporalResolution":
        if self.duration is None and self.note is None:
            raise PydanticCustomError("resolution-empty", "no duration or note")
        return self
