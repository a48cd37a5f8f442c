"""What the sample NetCDF files say, written by hand from their attributes and values (ncdump and a calendar).

File -> field -> the value that may be proposed; a field that is not named must not be proposed. Of variables: name,
unit, standard name, SeaDataNet P01 and P06 codes; of the Sentinel-5P file the names of the first group only.
"""

from typing import Any, Final

Truth = dict[str, Any]


def _und(text: str) -> dict[str, str]:
    return {"und": text}


def _point(longitude: float, latitude: float) -> list[dict[str, float]]:
    return [{"west": longitude, "south": latitude, "east": longitude, "north": latitude}]


def _person(family: str, given: str) -> dict[str, str]:
    return {"kind": "person", "family": family, "given": given}


def _producer(name: str) -> list[Any]:
    return [{"role": "Producer", "party": {"kind": "organisation", "name": name}}]


def _work(identifier: str, relation: str, kind: str = "URL") -> dict[str, str]:
    return {"identifier": identifier, "identifier_type": kind, "relation": relation}


def _days(begin: str, end: str) -> list[dict[str, str]]:
    return [{"begin": begin, "end": end}]


def _float(number: str) -> Truth:
    """What every file of an Argo float says."""
    return {
        "platforms": [{"name": f"Argo float {number}", "identifier": number, "scheme": "WMO"}],
        "related": [_work("http://www.argodatamgt.org/Documentation", "IsDocumentedBy")],
        "acquisition": ["in-situ"],
        "topics": ["oceans"],
    }


_PRES: Final = ("PRES", "decibar", "sea_water_pressure", None, None)
_TEMP: Final = ("TEMP", "degree_Celsius", "sea_water_temperature", None, None)
_PSAL: Final = ("PSAL", "psu", "sea_water_salinity", None, None)
_GOODHOPE: Final = {
    "creators": [_person("SPEICH", "Sabrina"), _person("ARHAN", "Michel")],
    "projects": [{"name": "GOODHOPE"}],
    "contributors": _producer("CORIOLIS"),
}
_AGU: Final = "http://publications.agu.org/author-resource-center/index-terms/"
_AGU_TERMS: Final = (
    "0300 Atmospheric Composition and Structure",
    "0365 Troposphere, Composition and Chemistry",
    "0400 Biogeosciences",
    "0428 Carbon Cycling",
    "1600 Global Change",
)

TRUTH: Final[dict[str, Truth]] = {
    "netcdf-argo/1900857_meta.nc": {
        **_float("1900857"),
        **_GOODHOPE,
        "title": _und("Argo float metadata file"),
        "lineage": _und(
            "2015-05-11T15:13:54Z creation; 2015-05-11T15:13:54Z last update (coriolis float real time data processing)"
        ),
        "instruments": [{"name": "SBE41CP"}],
    },
    "netcdf-argo/BD3902131_001.nc": {
        **_float("3902131"),
        "title": _und("Argo float vertical profile"),
        "lineage": _und("2021-04-21T08:36:04Z creation; 2021-04-21T08:36:52Z last update (coriolis COQC software)"),
        "creators": [_person("BOURLES", "Bernard")],
        "projects": [{"name": "AtlantOS"}],
        "contributors": _producer("CORIOLIS"),
        "place/boxes": _point(5.00293167, -6.63136),
        "time/periods": _days("2018-03-15", "2018-03-15"),
        "variables": [
            _PRES,
            ("C1PHASE_DOXY", "degree", None, None, None),
            ("C2PHASE_DOXY", "degree", None, None, None),
            ("TEMP_DOXY", "degree_Celsius", "temperature_of_sensor_for_oxygen_in_sea_water", None, None),
            ("DOXY", "micromole/kg", "moles_of_oxygen_per_unit_mass_in_sea_water", None, None),
        ],
    },
    "netcdf-argo/D1900857_001.nc": {
        **_float("1900857"),
        **_GOODHOPE,
        "title": _und("Argo float vertical profile"),
        "lineage": _und(
            "2008-03-10T21:13:24Z creation; 2015-06-10T11:09:28Z last update (coriolis float real time data processing)"
        ),
        "place/boxes": _point(9.738, -40.063),
        "time/periods": _days("2008-03-09", "2008-03-09"),
        "variables": [_PRES, _TEMP, _PSAL],
    },
    "netcdf-argo/R13857_001.nc": {
        **_float("13857"),
        "title": _und("Argo float vertical profile"),
        "lineage": _und("2018-10-11T18:05:20Z creation"),
        "creators": [_person("MOLINARI", "BOB")],
        "projects": [{"name": "ACCE (Atlantic Circulation and Climate Experiment)"}],
        "contributors": _producer("AOML"),
        "place/boxes": _point(-16.032, 0.267),
        "time/periods": _days("1997-07-29", "1997-07-29"),
        "variables": [_PRES, _TEMP],
    },
    "netcdf-satellite/S5P_OFFL_L2_CH4_07293_subset.nc": {
        "title": _und("TROPOMI/S5P Methane 1-Orbit L2 Swath 7x7km"),
        "abstract": _und("TROPOMI/S5P Methane 1-Orbit L2 Swath 7x7km"),
        "lineage": _und(
            "2019-03-18 04:25:39 f_s5pops tropnll2dp /mnt/data1/storage_offl_l2/cache_offl_l2/WORKING-565836708/"
            "JobOrder.565836680.xml\n2022-06-13 18:19:10.044182 l2ss-py v1.4.0a0 (bbox=[[-10, 20], [0, 30]] cut=True)"
        ),
        "keywords": [{"term": _und(each), "scheme": "AGU index terms", "scheme_uri": _AGU} for each in _AGU_TERMS],
        "acquisition": ["remote-sensing"],
        "topics": ["climatologyMeteorologyAtmosphere"],
        "projects": [{"name": "Sentinel 5 precursor/TROPOMI"}],
        "platforms": [{"name": "S5P"}],
        "instruments": [{"name": "TROPOMI"}],
        "place/boxes": [{"west": 13.65238, "south": 12.13807, "east": 19.9989, "north": 29.9992}],
        "time/periods": _days("2019-03-11", "2019-03-11"),
        "identifiers": [
            {
                "kind": "nl.knmi",
                "value": "S5P_OFFL_L2__CH4____20190311T101655_20190311T115825_07293_01_010202_20190317T121015",
            }
        ],
        "related": [
            _work("10.5270/s5p-3p6lnwd", "IsPartOf", "DOI"),
            _work("http://www.tropomi.eu/data-products/methane", "IsDocumentedBy"),
        ],
        "temporal_resolution": {"duration": "PT0.540S"},
        "spatial_resolution": [{"note": _und("7x7km2")}],
        "variables": [
            ("delta_time", "milliseconds", None, None, None),
            ("qa_value", "1", None, None, None),
            ("methane_mixing_ratio", "1e-9", "dry_atmosphere_mole_fraction_of_methane", None, None),
        ],
    },
    "netcdf-satellite/ascat_metopa_l2_ovw_subset.nc": {
        "title": _und("MetOp-A ASCAT Level 2 25.0 km Ocean Surface Wind Vector Product"),
        "lineage": _und("N/A\n2025-04-09 19:28:21.592552 l2ss-py v2.14.0a3 (bbox=[[-180, 0], [-90, 0]] cut=True)"),
        "processing_level": "L2",
        "place/boxes": [{"west": -179.98277, "south": -89.3641, "east": -17.84109, "north": -0.00016}],
        "time/periods": _days("2015-07-02", "2015-07-02"),
        "reference_systems": [{"epsg": 4326}],
        "related": [
            _work("http://www.osi-saf.org/", "IsDocumentedBy"),
            _work("http://www.knmi.nl/scatterometer/", "IsDocumentedBy"),
        ],
        "spatial_resolution": [{"distance": 25.0, "unit": "km"}],
        "variables": [
            ("wvc_index", "1", None, None, None),
            ("model_speed", "m s-1", None, None, None),
            ("model_dir", "degree", None, None, None),
        ],
    },
}
