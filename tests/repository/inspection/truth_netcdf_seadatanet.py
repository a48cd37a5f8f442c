"""What the SeaDataNet and the faulty sample NetCDF files say, written by hand as in `truth_netcdf.py`."""

from typing import Any, Final

_C17: Final = "http://vocab.nerc.ac.uk/collection/C17/current/"
_L22: Final = "http://vocab.nerc.ac.uk/collection/L22/current/"
_SEA_FLOOR: Final = ("SDN_BOT_DEPTH", "meters", "sea_floor_depth_below_sea_surface", "MBANZZZZ", "ULAA")


def _ship(name: str, code: str) -> list[dict[str, str]]:
    return [{"name": name, "identifier": code, "scheme": "ICES C17", "scheme_uri": _C17, "uri": f"{_C17}{code}/"}]


SEADATANET: Final[dict[str, dict[str, Any]]] = {
    "netcdf-seadatanet/diap.nc": {
        "place/boxes": [{"west": 166.747, "south": -21.95433333, "east": 167.12716667, "north": -20.859}],
        # 2001-11-27 to 2001-12-08 of the Julian calendar in which the times are counted
        "time/periods": [{"begin": "2001-12-10", "end": "2001-12-21"}],
        "reference_systems": [{"epsg": 4326}],
        "topics": ["oceans"],
        "campaigns": [{"name": "DIAPALIS 2", "identifier": "FI35200110014"}],
        "platforms": _ship("Alis", "35AY"),
        "projects": [{"name": "JGOFS - FRANCE/PROOF"}],
        "contributors": [
            {"role": "DataCollector", "party": {"kind": "person", "family": "LE BOUTEILLER", "given": "Aubert"}}
        ],
        "variables": [
            _SEA_FLOOR,
            ("PRES", "pascals", "sea_water_pressure", "PRESPR01", "PASX"),
            (
                "NTRAYYDZ",
                "micromoles per litre",
                "mole_concentration_of_nitrate_in_sea_water",
                "NTRAYYDZ",
                "UPOX",
            ),
        ],
    },
    "netcdf-seadatanet/sdn_trajectory_tsg.nc": {
        "place/boxes": [{"west": 7.74958, "south": 42.343743, "east": 7.75346, "north": 42.346643}],
        "time/periods": [{"begin": "2000-08-11", "end": "2000-08-11"}],
        "vertical": [{"minimum": 3.0, "maximum": 3.0, "unit": "m", "positive": "down"}],
        "reference_systems": [{"epsg": 4326}],
        "topics": ["oceans"],
        "campaigns": [{"name": "ESSROV1", "identifier": "FI35200001016"}],
        "platforms": _ship("L'Atalante", "35A3"),
        "instruments": [
            {
                "name": "Sea-Bird SBE 21 Thermosalinograph",
                "identifier": "SDN:L22::TOOL0667",
                "scheme": "SeaDataNet L22",
                "scheme_uri": _L22,
                "uri": f"{_L22}TOOL0667/",
            }
        ],
        "variables": [
            _SEA_FLOOR,
            ("TEMPPR01", "celsius degree", "sea_water_temperature", "TEMPPR01", "UPAA"),
            ("PSLTZZ01", "p.s.u.", "sea_water_practical_salinity", "PSLTZZ01", "UUUU"),
            ("CNDCZZ01", "mho/meter", "sea_water_electrical_conductivity", "CNDCZZ01", "UECA"),
            ("SVELXXXX", "meter/second", "speed_of_sound_in_sea_water", "SVELXXXX", "UVAA"),
        ],
    },
}

FAULTY: Final[dict[str, dict[str, Any]]] = {
    "netcdf-cf-errors/bad_data_type.nc": {
        "variables": [
            ("temp", "K", None, None, None),
            ("longitudeZZ", None, None, None, None),
            ("really_bad", None, None, None, None),
        ],
    },
    "netcdf-cf-errors/bad_missing_data.nc": {
        "variables": [
            ("temp", "K", None, None, None),
            ("salinity", "Chad Pennington", "Chadwick Penington", None, None),
            ("longitudeZZ", None, None, None, None),
        ],
    },
    "netcdf-cf-errors/bad_units.nc": {
        "variables": [
            ("lev", "level", None, None, None),
            ("temp", "N", "atmospheric_temperature", None, None),
            ("temp_count", "1", "atmospheric_temperature number_of_observations", None, None),
        ],
    },
    "netcdf-cf-errors/badname.netcdf": {},
    "netcdf-cf-errors/lateral_search_example.nc": {"variables": [("temperature", None, None, None, None)]},
    "netcdf-cf-errors/test_cdl_nc_file.nc": {
        "variables": [("temperature", "deg_C", "sea_water_temperature", None, None)],
        "topics": ["oceans"],
    },
}
"""Every coordinate of these files is a mark of a missing value, so neither place nor period may be proposed."""

PROBLEMS: Final[dict[str, set[str]]] = {
    "netcdf-cf-errors/bad_data_type.nc": {"coordinates-empty", "time-no-unit", "variable-no-unit"},
    "netcdf-cf-errors/bad_missing_data.nc": {
        "coordinates-empty",
        "time-no-unit",
        "variable-no-unit",
        "fill-value-among-values",
    },
    "netcdf-cf-errors/bad_units.nc": {"coordinates-unit", "time-no-unit"},
    "netcdf-cf-errors/badname.netcdf": {"netcdf-empty"},
    "netcdf-cf-errors/lateral_search_example.nc": {"variable-no-unit", "standard-names-missing"},
    "netcdf-cf-errors/test_cdl_nc_file.nc": {"coordinates-empty"},
    "netcdf-argo/1900857_meta.nc": set(),
    "netcdf-argo/BD3902131_001.nc": set(),
    "netcdf-argo/D1900857_001.nc": set(),
    "netcdf-argo/R13857_001.nc": set(),
    "netcdf-satellite/S5P_OFFL_L2_CH4_07293_subset.nc": {
        "box-disagrees",
        "licence-not-recognised",
        "variable-no-unit",
    },
    "netcdf-satellite/ascat_metopa_l2_ovw_subset.nc": {"standard-names-missing"},
    "netcdf-seadatanet/diap.nc": set(),
    "netcdf-seadatanet/sdn_trajectory_tsg.nc": {"period-outside-campaign"},
}
"""The codes of all problems that the reader may tell of each sample (the checker of conformance tells others)."""
