"""What the sample files really say, read by hand or computed by other means, and ways to look at a reading."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from repository.inspection.reading import Reading
from repository.record.assess import Circumstances, assess
from repository.record.findings import Severity


class Truth(NamedTuple):
    """What is rightly proposed for a file, field by field and nothing else, and the codes of its problems."""

    format: str
    fields: Mapping[str, Any]
    problems: tuple[str, ...] = ()


def _box(west: float, south: float, east: float, north: float) -> list[dict[str, float]]:
    return [{"west": west, "south": south, "east": east, "north": north}]


WGS84: Final = [{"epsg": 4326}]
GEOSCIENCES: Final = ["geoscientificInformation"]

# slope.tif: corners taken back from Albers by Snyder's formulas (1987, p. 98-103), 200 points on each edge.
TRUTH: Final[Mapping[str, Truth]] = {
    "raster/slope.tif": Truth(
        "GeoTIFF",
        {
            "place/boxes": _box(-124.3634719, 42.9701101, -124.3359048, 42.9890495),
            "spatial_resolution": [{"distance": 25.525147, "unit": "m"}],
            "reference_systems": [
                {
                    "name": 'PROJCS["unnamed",GEOGCS["GRS 1980(IUGG, 1980)",DATUM["unknown",SPHEROID["GRS80",6378137,'
                    '298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]],'
                    'PROJECTION["Albers_Conic_Equal_Area"],PARAMETER["latitude_of_center",34],'
                    'PARAMETER["longitude_of_center",-120],PARAMETER["standard_parallel_1",43],'
                    'PARAMETER["standard_parallel_2",48],PARAMETER["false_easting",600000],'
                    'PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],'
                    'AXIS["Northing",NORTH]]'
                }
            ],
        },
    ),
    "vector/contrat-de-ville.geojson": Truth(
        "GeoJSON", {"place/boxes": _box(-0.0038025, 42.5232915, 4.5722684, 44.4847129)}
    ),
    "vector/corrupt_too_long.shp": Truth("Shapefile", {}, ("shapefile-alone", "shapefile-damaged")),
    "vector/curve.gpkg": Truth(
        "GeoPackage",
        {"place/boxes": _box(-123.1235678, 49.0147638, -95.2533723, 49.0147638), "reference_systems": WGS84},
    ),
    "vector/naturalearth_lowres.zip": Truth(
        "Shapefile (zip)", {"place/boxes": _box(-180.0, -90.0, 180.0, 83.64513), "reference_systems": WGS84}
    ),
    "vector/sample.kml": Truth(
        "KML", {"place/boxes": _box(9.045, -40.528, 17.459, -35.916), "title": {"und": "Argo float 1900857"}}
    ),
    "documents/ifremer.png": Truth("PNG", {}),
    "documents/octopus_screen.jpg": Truth("JPEG", {}),
    "documents/octopus_design.pdf": Truth("PDF", {}),
    "grib/regular_ll_sfc.grib": Truth(
        "GRIB 1",
        {
            "place/boxes": _box(-180.0, -90.0, 180.0, 90.0),
            "time/periods": [{"begin": "2017-10-18", "end": "2017-10-18"}],
            "variables": [{"name": "Skin temperature", "unit": "K"}],
            "spatial_resolution": [{"distance": 5.0, "unit": "degree"}],
        },
    ),
    "grib/single_gridpoint.grib": Truth(
        "GRIB 1",
        {
            "place/boxes": _box(7.27, 51.07, 7.27, 51.07),
            "time/periods": [{"begin": "2018-02-01", "end": "2018-04-01"}],
        },
        ("grib-parameter-unknown", "grib-parameter-unknown"),
    ),
    "grib/era5-levels-corrupted.grib": Truth("", {}, ("grib-unreadable",)),
    "solid-earth/BW.BGLD..EHE.D.2008.001.mseed": Truth(
        "MiniSEED 2",
        {
            "topics": GEOSCIENCES,
            "time/periods": [{"begin": "2007-12-31", "end": "2008-01-01"}],
            "temporal_resolution": {"duration": "PT0.005S"},
            "platforms": [{"name": "BW.BGLD"}],
        },
    ),
    "solid-earth/IU_ULN_00_LH1.stationxml.xml": Truth(
        "StationXML",
        {
            "topics": GEOSCIENCES,
            "place/boxes": _box(107.0532, 47.8651, 107.0532, 47.8651),
            "platforms": [{"name": "IU.ULN"}],
            "instruments": [{"name": "Streckeisen STS-1VBB w/E300"}],
        },
    ),
    "solid-earth/neries_events.quakeml.xml": Truth(
        "QuakeML",
        {
            "topics": GEOSCIENCES,
            "place/boxes": _box(37.736, 38.017, 79.689, 41.818),
            "time/periods": [{"begin": "2012-04-04", "end": "2012-04-04"}],
            "vertical": [{"minimum": 1000.0, "maximum": 14400.0, "unit": "m", "positive": "down"}],
        },
    ),
    "solid-earth/LMOW.BHE.SAC": Truth(
        "SAC",
        {
            "topics": GEOSCIENCES,
            "place/boxes": _box(175.75, -39.41, 175.75, -39.41),
            "time/periods": [{"begin": "2001-04-10", "end": "2001-04-10"}],
            "temporal_resolution": {"duration": "PT0.01S"},
            "platforms": [{"name": "LMOW"}],
        },
    ),
    "damaged/jpeg_named_as.nc": Truth("JPEG", {}),
}
"""Path under the sample files -> what is true of it."""


def fields_of(reading: Reading) -> dict[str, Any]:
    """Field -> the value proposed; each field once."""
    found = {proposal.field: proposal.value for proposal in reading.proposals}
    assert len(found) == len(reading.proposals)
    return found


def box_of(reading: Reading) -> tuple[float, float, float, float] | None:
    """West, south, east, north of the one box proposed; None without."""
    boxes = fields_of(reading).get("place/boxes")
    if boxes is None:
        return None
    (box,) = boxes
    return box["west"], box["south"], box["east"], box["north"]


def codes_of(reading: Reading) -> list[str]:
    """The codes of the problems."""
    return [problem.code for problem in reading.problems]


def errors_in_record(reading: Reading) -> list[str]:
    """What a description with just these proposals would be told about them."""
    draft: dict[str, Any] = {}
    for field, value in fields_of(reading).items():
        top, _, inner = field.partition("/")
        draft[top] = {inner: value} if inner else value
    return [
        f"{finding.pointer}: {finding.code}"
        for finding in assess(draft, Circumstances()).findings
        if finding.severity is Severity.ERROR and not finding.code.endswith("-missing")
    ]
