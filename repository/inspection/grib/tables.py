"""Names and units of GRIB parameters. Edition 1 from the list here, edition 2 from the WMO tables that GDAL carries.

Sources: WMO No. 306, code table 2 (edition 1); ECMWF parameter table 128; WMO code tables 4.2 (edition 2).
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple


class Parameter(NamedTuple):
    """What a number in the file stands for; `unit` None where it is a code or a ratio without one."""

    name: str
    unit: str | None


_ECMWF: Final = 98
_WMO_VERSIONS: Final = frozenset({1, 2, 3})
_LOCAL: Final = 192

_WMO: Final = """
1 Pressure|Pa
2 Pressure reduced to MSL|Pa
6 Geopotential|m2 s-2
7 Geopotential height|gpm
11 Temperature|K
13 Potential temperature|K
15 Maximum temperature|K
16 Minimum temperature|K
17 Dew-point temperature|K
31 Wind direction|degree true
32 Wind speed|m s-1
33 u-component of wind|m s-1
34 v-component of wind|m s-1
39 Vertical velocity|Pa s-1
40 Vertical velocity|m s-1
41 Absolute vorticity|s-1
51 Specific humidity|kg kg-1
52 Relative humidity|%
54 Precipitable water|kg m-2
61 Total precipitation|kg m-2
62 Large scale precipitation|kg m-2
63 Convective precipitation|kg m-2
66 Snow depth|m
71 Total cloud cover|%
80 Water temperature|K
82 Deviation of sea level from mean|m
85 Soil temperature|K
88 Salinity|kg kg-1
92 Ice thickness|m
100 Significant height of combined wind waves and swell|m
101 Direction of wind waves|degree true
102 Significant height of wind waves|m
103 Mean period of wind waves|s
104 Direction of swell waves|degree true
105 Significant height of swell waves|m
106 Mean period of swell waves|s
121 Latent heat flux|W m-2
122 Sensible heat flux|W m-2
"""

_TABLE_128: Final = """
31 Sea ice area fraction|1
34 Sea surface temperature|K
59 Convective available potential energy|J kg-1
60 Potential vorticity|K m2 kg-1 s-1
129 Geopotential|m2 s-2
130 Temperature|K
131 U component of wind|m s-1
132 V component of wind|m s-1
133 Specific humidity|kg kg-1
134 Surface pressure|Pa
135 Vertical velocity|Pa s-1
136 Total column water|kg m-2
137 Total column water vapour|kg m-2
138 Vorticity (relative)|s-1
139 Soil temperature level 1|K
142 Large-scale precipitation|m
143 Convective precipitation|m
146 Surface sensible heat flux|J m-2
147 Surface latent heat flux|J m-2
151 Mean sea level pressure|Pa
155 Divergence|s-1
156 Geopotential height|gpm
157 Relative humidity|%
159 Boundary layer height|m
164 Total cloud cover|1
165 10 metre U wind component|m s-1
166 10 metre V wind component|m s-1
167 2 metre temperature|K
168 2 metre dewpoint temperature|K
169 Surface solar radiation downwards|J m-2
172 Land-sea mask|1
175 Surface thermal radiation downwards|J m-2
186 Low cloud cover|1
187 Medium cloud cover|1
188 High cloud cover|1
189 Sunshine duration|s
203 Ozone mass mixing ratio|kg kg-1
206 Total column ozone|kg m-2
228 Total precipitation|m
235 Skin temperature|K
246 Specific cloud liquid water content|kg kg-1
247 Specific cloud ice water content|kg kg-1
248 Fraction of cloud cover|1
"""


def parameter_of(centre: int, code: tuple[int, ...]) -> Parameter | None:
    """The parameter of (table, number) or (version, discipline, category, number); None where no table here has it."""
    if len(code) == 2:
        table, number = code
        if table in _WMO_VERSIONS and number < 128:
            return _read(_WMO).get(number)
        return _read(_TABLE_128).get(number) if (centre, table) == (_ECMWF, 128) else None
    version, discipline, category, number = code
    if version == 255 or max(category, number) >= _LOCAL or discipline >= _LOCAL:
        return None
    return _edition2(discipline, category).get(number)


@cache
def _read(table: str) -> Mapping[int, Parameter]:
    rows = (line.split(" ", maxsplit=1) for line in table.strip().splitlines())
    return {int(number): Parameter(*said.split("|")) for number, said in rows}


@cache
def _edition2(discipline: int, category: int) -> Mapping[int, Parameter]:
    file = files("rasterio") / "gdal_data" / f"grib2_table_4_2_{discipline}_{category}.csv"
    if not file.is_file():
        return {}
    found: dict[int, Parameter] = {}
    for row in csv.reader(file.read_text(encoding="utf-8").splitlines()):
        if len(row) < 4 or not row[0].isdigit() or not row[2].strip("# -"):
            continue
        if row[2].lower().startswith(("reserved", "missing")):
            continue
        unit = row[3].strip()
        found[int(row[0])] = Parameter(row[2].strip(), None if unit in {"", "-"} else unit)
    return found
