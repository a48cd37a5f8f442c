"""Small valid files for the demo: CF NetCDF, Ocean Data View spreadsheet, CSV and GeoTIFF. Same bytes every time."""

import io
import math
from pathlib import Path
from tempfile import TemporaryDirectory

import netCDF4
import numpy as np
import rasterio
from rasterio.transform import from_origin

STATIONS = tuple((f"GL{number:02d}", 42.3 + 0.12 * number, 3.3 + 0.21 * number) for number in range(1, 9))
"""Name, latitude and longitude in degrees of the demo's stations on the shelf of the Gulf of Lion."""
DEPTHS = tuple(float(depth) for depth in (2, 5, 10, 20, 30, 50, 75, 100))


def temperature(depth: float, station: int) -> float:
    """A plausible autumn profile: degrees Celsius at ``depth`` metres."""
    return round(13.1 + 5.2 / (1 + math.exp((depth - 32 - station) / 6)), 3)


def salinity(depth: float, station: int) -> float:
    """Practical salinity at ``depth`` metres."""
    return round(37.6 + 0.006 * depth + 0.02 * station, 3)


def oxygen(depth: float, station: int) -> float:
    """Dissolved oxygen, micromoles per kilogram."""
    return round(236.0 - 0.33 * depth + 0.8 * station, 1)


def netcdf_profiles() -> bytes:
    """CTD profiles as CF-1.8 NetCDF-4 (featureType profile) with ACDD attributes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.nc"
        with netCDF4.Dataset(path, "w", format="NETCDF4_CLASSIC") as data:
            _describe(data)
            _fill(data)
        return path.read_bytes()


def _describe(data: netCDF4.Dataset) -> None:
    data.setncatts(
        {
            "Conventions": "CF-1.8, ACDD-1.3",
            "featureType": "profile",
            "title": "CTD profiles, Gulf of Lion shelf, autumn 2026",
            "summary": "Temperature, salinity and dissolved oxygen at eight stations.",
            "institution": "Oceanological Observatory of the Gulf",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "geospatial_lat_min": STATIONS[0][1],
            "geospatial_lat_max": STATIONS[-1][1],
            "geospatial_lon_min": STATIONS[0][2],
            "geospatial_lon_max": STATIONS[-1][2],
            "time_coverage_start": "2026-10-05T06:00:00Z",
            "time_coverage_end": "2026-10-05T13:00:00Z",
        }
    )


def _fill(data: netCDF4.Dataset) -> None:
    data.createDimension("profile", len(STATIONS))
    data.createDimension("z", len(DEPTHS))
    data.createDimension("name_length", 4)
    name = data.createVariable("station", "S1", ("profile", "name_length"))
    name.setncatts({"cf_role": "profile_id", "long_name": "station name"})
    name[:] = netCDF4.stringtochar(np.array([station[0] for station in STATIONS], dtype="S4"))
    _axis(
        data,
        "time",
        ("profile",),
        [float(h) for h in range(len(STATIONS))],
        units="hours since 2026-10-05 06:00:00",
        axis="T",
    )
    _axis(data, "latitude", ("profile",), [station[1] for station in STATIONS], units="degrees_north", axis="Y")
    _axis(data, "longitude", ("profile",), [station[2] for station in STATIONS], units="degrees_east", axis="X")
    _axis(data, "depth", ("z",), list(DEPTHS), units="m", axis="Z")
    data["depth"].positive = "down"
    for variable, standard, unit, law in (
        ("TEMP", "sea_water_temperature", "degree_Celsius", temperature),
        ("PSAL", "sea_water_practical_salinity", "1", salinity),
        ("DOX2", "moles_of_oxygen_per_unit_mass_in_sea_water", "umol kg-1", oxygen),
    ):
        values = data.createVariable(variable, "f4", ("profile", "z"), fill_value=-9999.0, zlib=True)
        values.setncatts(
            {"standard_name": standard, "units": unit, "coordinates": "time latitude longitude depth station"}
        )
        values[:] = [[law(depth, index) for depth in DEPTHS] for index in range(len(STATIONS))]


def _axis(
    data: netCDF4.Dataset, name: str, dims: tuple[str, ...], values: list[float], *, units: str, axis: str
) -> None:
    variable = data.createVariable(name, "f8", dims)
    variable.setncatts({"standard_name": name, "units": units, "axis": axis})
    if axis == "T":
        variable.calendar = "standard"
    variable[:] = values


def odv_spreadsheet() -> bytes:
    """The same casts as an Ocean Data View generic spreadsheet with SeaDataNet flags."""
    labels = ["Cruise", "Station", "Type", "yyyy-mm-ddThh:mm:ss.sss", "Longitude [degrees_east]"]
    labels += ["Latitude [degrees_north]", "Bot. Depth [m]", "Depth [m]", "QV:SEADATANET"]
    labels += ["Temperature [degC]", "QV:SEADATANET", "Salinity [psu]", "QV:SEADATANET"]
    lines = [
        "//<Encoding>UTF-8</Encoding>",
        "//<DataType>Profiles</DataType>",
        "//SDN_parameter_mapping",
        "//<subject>SDN:LOCAL:Depth</subject><object>SDN:P01::ADEPZZ01</object><units>SDN:P06::ULAA</units>",
        "//<subject>SDN:LOCAL:Temperature</subject><object>SDN:P01::TEMPPR01</object><units>SDN:P06::UPAA</units>",
        "//<subject>SDN:LOCAL:Salinity</subject><object>SDN:P01::PSLTZZ01</object><units>SDN:P06::UUUU</units>",
        "//",
        "\t".join(labels),
    ]
    for index, (station, latitude, longitude) in enumerate(STATIONS):
        place = ["GULF26", station, "C", f"2026-10-05T{6 + index:02d}:00:00.000"]
        place += [f"{longitude:.3f}", f"{latitude:.3f}", "110"]
        for row, depth in enumerate(DEPTHS):
            values = [f"{depth:g}", "1", f"{temperature(depth, index):.3f}", "1", f"{salinity(depth, index):.3f}", "1"]
            lines.append("\t".join((place if row == 0 else [""] * 7) + values))
    return ("\r\n".join(lines) + "\r\n").encode()


def csv_bottles() -> bytes:
    """Winkler titrations of bottle samples: one row a bottle."""
    rows = ["station,latitude_deg_north,longitude_deg_east,time_utc,depth_m,oxygen_umol_kg,flag"]
    for index, (station, latitude, longitude) in enumerate(STATIONS):
        for depth in DEPTHS[::3]:
            value = oxygen(depth, index)
            rows.append(f"{station},{latitude:.3f},{longitude:.3f},2026-10-05T{6 + index:02d}:10Z,{depth:g},{value},1")
    return ("\n".join(rows) + "\n").encode()


def geotiff_bathymetry() -> bytes:
    """A depth grid of the shelf in metres, EPSG:4326, 0.02 degrees, deflate."""
    width, height = 120, 80
    columns, rows = np.meshgrid(np.arange(width), np.arange(height))
    depths = -(20 + rows * 1.4 + 12 * np.sin(columns / 17.0)).astype("float32")
    buffer = io.BytesIO()
    with rasterio.io.MemoryFile() as memory:
        with memory.open(
            driver="GTiff",
            width=width,
            height=height,
            count=1,
            dtype="float32",
            crs="EPSG:4326",
            transform=from_origin(3.0, 43.5, 0.02, 0.02),
            nodata=-9999.0,
            compress="deflate",
        ) as raster:
            raster.write(depths, 1)
            raster.set_band_description(1, "depth below sea level")
            raster.update_tags(1, units="m")
        buffer.write(memory.read())
    return buffer.getvalue()


def csv_macroseismic() -> bytes:
    """Intensities of a felt earthquake by municipality."""
    rows = ["municipality,latitude_deg_north,longitude_deg_east,intensity_ems98,reports"]
    for number in range(40):
        latitude, longitude = 44.2 + 0.031 * (number % 8), 4.4 + 0.043 * (number // 8)
        away = math.hypot(latitude - 44.3, longitude - 4.5)
        rows.append(f"M{number:03d},{latitude:.3f},{longitude:.3f},{max(2.0, 7.4 - 9 * away):.1f},{3 + number % 11}")
    return ("\n".join(rows) + "\n").encode()
