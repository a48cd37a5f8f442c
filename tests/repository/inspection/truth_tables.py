"""What the sample spreadsheets and tables say, written by hand from the files; None where nothing may be proposed."""

from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth of one sample: format, values of fields, codes of problems, some facts.

    Variables are (name, unit, P01); of the lineage, the comments of the file, the first and the last line.
    """

    format: str
    box: tuple[float, float, float, float] | None = None
    period: tuple[str, str] | None = None
    vertical: tuple[float, float, str] | None = None
    campaigns: tuple[str, ...] = ()
    lineage: tuple[str, str] | None = None
    variables: tuple[tuple[str, str | None, str | None], ...] = ()
    topics: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


TRUTH: Final = {
    "odv/00563439_ODV_withBOM.txt": Truth(
        format="SeaDataNet ODV",
        box=(-8.4245, 51.2471667, -8.4245, 51.2471667),
        period=("2006-02-18", "2006-02-18"),
        vertical=(1.0, 88.0, "down"),
        campaigns=("MI CTD Oceanographic Survey",),
        variables=(
            ("Depth", "m", "ADEPZZ01"),
            ("Temperature of the water column", "C", "TEMPPR01"),
            ("Salinity", "psu", "PSALST01"),
        ),
        topics=("oceans",),
        facts={"stations": 1, "rows": 88, "encoding": "UTF-8"},
    ),
    "odv/diap.txt": Truth(
        format="SeaDataNet ODV",
        box=(166.747, -21.954333, 167.127167, -20.859),
        period=("2001-12-10", "2001-12-21"),
        vertical=(0.0, 149.0, "down"),
        campaigns=("DIAPALIS 2",),
        lineage=(
            "Ces donnees hydrologiques sont issues de la base de donnees DIAPAZON :",
            "chlorophylle c3 qui a ete achetee chez DHI (Danemark).",
        ),
        variables=(
            ("DEPHPR01", "m", "DEPHPR01"),
            ("PRESPR01", "Pascals", "PRESPR01"),
            ("NTRAYYDZ", "Micromoles per litre", "NTRAYYDZ"),
        ),
        topics=("oceans",),
        facts={"stations": 13, "rows": 110},
    ),
    "odv/divand_sample_ODV.txt": Truth(
        format="SeaDataNet ODV",
        box=(10.0, 20.0, 10.0, 20.0),
        period=("2010-01-01", "2010-01-01"),
        vertical=(3.0, 3.0, "down"),
        campaigns=("BE2016/03A",),
        variables=(
            ("Sampling depth", "m", "ADEPZZ01"),
            ("Sum_Nitrate_and_Nitrite", "umol/l", "NTRZZZXX"),
            ("Silicate SiO4-Si", "umol/l", "SLCAAAZX"),
            ("Suspended solids", "mg/l", "TSEDZZZZ"),
            ("Nitrite NO2-N", "umol/l", "NTRIZZXX"),
            ("Ammonium NH4-N", "umol/l", "AMONZZXX"),
            ("Phosphate PO4-P", "umol/l", "PHOSAAZX"),
            ("pH", "pH units", "ACIDZZXX"),
            ("Salinity", "ppt", "ODSDM021"),
        ),
        topics=("oceans",),
        facts={"stations": 1, "rows": 1},
    ),
    "odv/divand_sample_ODV_aggregated.txt": Truth(
        format="ODV spreadsheet",
        box=(17.18696, 35.41161, 17.97383, 36.008),
        period=("1996-06-02", "2016-09-07"),
        vertical=(0.59565, 2960.8999, "down"),
        campaigns=("MTPII-MATER/MINOS MAY96", "PF_6901771"),
        variables=(
            ("Depth", "m", None),
            ("ITS-90 water temperature", "degrees C", None),
            ("Water body salinity", "per mille", None),
            ("Water body dissolved oxygen concentration", "umol/l", None),
            ("Water body nitrate plus nitrite", "umol/l", None),
            ("Water body phosphate", "umol/l", None),
            ("Water body chlorophyll-a", "mg/m^3", None),
        ),
        topics=("oceans",),
        facts={"stations": 2, "rows": 31, "data_type": "Profiles"},
    ),
    "odv/trajectory_date_yMd.txt": Truth(
        format="SeaDataNet ODV",
        box=(3.0, 55.0, 3.0004, 55.0008),
        period=("1988-01-01", "1993-06-06"),
        campaigns=("CH69",),
        variables=(
            ("PRES", "decibar=10000 pascals", "PRESPR01"),
            ("TEMP", "Celsius degree", "TEMPPR01"),
            ("PSAL", "P.S.U.", "PSLTZZ01"),
        ),
        topics=("oceans",),
        facts={"stations": 6, "rows": 6},
    ),
    "csv/rephytox.csv": Truth(
        format="CSV",
        box=(-1.024823979, 49.54917019, 2.56778, 51.56833),
        period=("2006-05-04", "2016-12-19"),
        facts={
            "rows": 279,
            "columns": 52,
            "separator": "semicolon",
            "decimal": ".",
            "encoding": "UTF-8",
            "kinds": {"text": 31, "whole": 3, "decimal": 6, "empty": 12},
        },
    ),
    "csv/invalid.csv": Truth(format="CSV", problems=("quote-open",), facts={"columns": 52}),
    "medatlas/diap.medatlas": Truth(format="MEDATLAS"),
}
"""Path among the samples -> its truth. A pressure is no depth; a parameter without a single value is no variable."""
