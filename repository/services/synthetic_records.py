"""Made-up but valid descriptions for benchmarks: each depends on its number and the seed alone. Pure."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any, Final

from repository.record.identifiers import orcid_check_digit
from repository.record.model import Record

FIRST_MOMENT: Final = dt.datetime(2016, 1, 4, 8, tzinfo=dt.UTC)
"""Synthetic datasets were published one after the other from here on: a million of them before any real one."""

_SUBJECTS: Final = (
    ("sea_water_temperature", "sea water temperature", "degC", "oceans"),
    ("sea_water_practical_salinity", "practical salinity", "1", "oceans"),
    ("mass_concentration_of_chlorophyll_in_sea_water", "chlorophyll concentration", "mg m-3", "oceans"),
    ("mole_fraction_of_ozone_in_air", "ozone mole fraction", "1e-9", "climatologyMeteorologyAtmosphere"),
    ("wind_speed", "wind speed", "m s-1", "climatologyMeteorologyAtmosphere"),
    ("soil_moisture_content", "soil moisture", "kg m-2", "environment"),
    ("water_volume_transport_in_river_channel", "river discharge", "m3 s-1", "inlandWaters"),
    ("land_ice_thickness", "glacier thickness", "m", "geoscientificInformation"),
    ("surface_snow_thickness", "snow depth", "m", "geoscientificInformation"),
    ("leaf_area_index", "leaf area index", "1", "biota"),
)
_KINDS: Final = ("Time series", "Profiles", "Gridded fields", "Station records", "Survey", "Samples", "Model results")
_PLACES: Final = (
    ("northern shelf", 3.4, 42.6),
    ("western plateau", -4.8, 48.2),
    ("upper catchment", 6.9, 45.3),
    ("southern islands", 69.2, -49.3),
    ("equatorial section", -23.0, 0.0),
    ("date line transect", 179.4, -16.8),
    ("high valley", 10.8, 46.7),
    ("coastal lagoon", -1.1, 44.7),
)
_METHODS: Final = (
    "Instruments were calibrated before and after the season and drift was removed linearly.",
    "Values outside the range of the sensor were flagged and left in place.",
    "Gaps shorter than six hours were kept; nothing was interpolated.",
    "Duplicate samples agree within the stated uncertainty in all but a few cases.",
    "The processing follows the protocol of the network & is repeated each year.",
    "Positions come from the navigation of the platform, times are in UTC.",
    "Détails et étalonnages sont donnés dans le cahier de terrain, y compris les écarts < 0,5 %.",
    "Each file holds one season; the columns are described in its header.",
)
_FAMILIES: Final = (
    "Lambert",
    "Okafor",
    "Sørensen",
    "Garcia",
    "Nakamura",
    "Dubois",
    "Almeida",
    "Kovač",
    "Haugen",
    "Rossi",
)
_GIVEN: Final = ("Anna", "Jean", "Inès", "Omar", "Mei", "Paul", "Sofia", "Lars", "Chloé", "Arjun")
_PLACES_OF_WORK: Final = (
    ("Institute of Shelf Seas", "FR"),
    ("Mountain Climate Laboratory", "CH"),
    ("Observatory of the Southern Islands", "FR"),
    ("School of Hydrology", "NO"),
    ("Centre for Land Surfaces", "ES"),
)
_LICENCES: Final = ("CC-BY-4.0", "CC-BY-4.0", "CC-BY-4.0", "CC0-1.0", "etalab-2.0", "CC-BY-SA-4.0")


def synthetic_record(number: int, *, seed: int, poles: Sequence[str]) -> Record:
    """The description of synthetic dataset ``number`` (from 0); ``poles`` are the codes to choose from."""
    draw = random.Random(f"{seed}/{number}")  # noqa: S311  repeatable, not secret
    standard_name, label, unit, topic = draw.choice(_SUBJECTS)
    place, longitude, latitude = draw.choice(_PLACES)
    begin = dt.date(1980, 1, 1) + dt.timedelta(days=draw.randrange(12_000))
    end = begin + dt.timedelta(days=draw.randrange(1, 1_000))
    kind = draw.choice(_KINDS)
    return Record.model_validate(
        {
            "language": "en",
            "title": {"en": f"{kind} of {label}, {place}, {begin:%Y}-{end:%Y}, synthetic series {number + 1}"},
            "abstract": {"en": _abstract(draw, f"{kind} of {label}, {place}, {begin} to {end}")},
            "creators": [_person(draw) for _ in range(draw.randint(1, 6))],
            "poles": [draw.choice(poles)] if poles else [],
            "keywords": [{"term": {"en": word}} for word in (label, place, kind.lower(), "synthetic")],
            "topics": [topic],
            "place": {"boxes": [_box(draw, longitude, latitude)]},
            "time": {"periods": [{"begin": begin.isoformat(), "end": end.isoformat()}]},
            "lineage": {"en": " ".join(draw.sample(_METHODS, 3))},
            "licence": {"spdx": draw.choice(_LICENCES)},
            "forwarding": True,
            "variables": [
                {"name": label.upper()[:12], "label": {"en": label}, "standard_name": standard_name, "unit": unit}
            ],
            "funding": [{"funder": "Long-tail Data Programme", "award_number": f"LTD-{draw.randrange(10**6):06d}"}],
        }
    )


def published_at(number: int, *, seed: int) -> dt.datetime:
    """When it became public (UTC, whole seconds): four in twenty minutes, some of them in the same second."""
    draw = random.Random(f"{seed}/{number}/published")  # noqa: S311  repeatable, not secret
    return FIRST_MOMENT + number // 4 * dt.timedelta(minutes=20) + draw.choice((0, 0, 5, 10)) * dt.timedelta(minutes=1)


def _abstract(draw: random.Random, opening: str) -> str:
    stations = f"{opening}, at {draw.randint(2, 40)} stations."
    numbers = f"The mean is {draw.uniform(0, 30):.2f} with a standard deviation of {draw.uniform(0.1, 5):.2f}."
    return " ".join([stations, *draw.sample(_METHODS, draw.randint(3, 7)), numbers])


def _person(draw: random.Random) -> dict[str, Any]:
    """An author; the ORCID is well-formed and below the range that is given to people."""
    name, country = draw.choice(_PLACES_OF_WORK)
    person: dict[str, Any] = {
        "kind": "person",
        "family": draw.choice(_FAMILIES),
        "given": draw.choice(_GIVEN),
        "affiliations": [{"name": name, "country": country}],
    }
    if draw.random() < 0.6:
        digits = f"00000000{draw.randrange(10**7):07d}"
        whole = digits + orcid_check_digit(digits)
        person["orcid"] = "-".join(whole[start : start + 4] for start in range(0, 16, 4))
    return person


def _box(draw: random.Random, longitude: float, latitude: float) -> dict[str, float]:
    """A box around the place, with four decimals; one beyond 180 degrees comes back from the other side."""
    width, height = draw.uniform(0.05, 2.5), draw.uniform(0.05, 2.5)
    east = longitude + width
    return {
        "west": round(longitude - width, 4),
        "south": round(latitude - height, 4),
        "east": round(east - 360 if east > 180 else east, 4),
        "north": round(latitude + height, 4),
    }
