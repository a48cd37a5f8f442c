"""Coordinates are known by their labels in English and French; what could be something else is left."""

import time

import pytest

from repository.inspection.table.columns import columns_of, roles_of, split_label, words_of


@pytest.mark.parametrize(
    ("label", "name", "unit"),
    [
        ("temp [degC]", "temp", "degC"),
        ("Depth (m)", "Depth", "m"),
        ("Depth [m]", "Depth", "m"),
        ("depth_m", "depth_m", "m"),
        ("Oxygen [µmol kg-1]", "Oxygen", "µmol kg-1"),
        ("Nitrate (µmol/L)", "Nitrate", "µmol/L"),
        ("Latitude (°N)", "Latitude", "°N"),
        ("Temperature (surface)", "Temperature (surface)", None),
        ("Chl a (n = 12)", "Chl a (n = 12)", None),
        ("Speed (m s-1)", "Speed", "m s-1"),
        ("time (days since 1950-01-01)", "time", "days since 1950-01-01"),
        ("OXYGEN", "OXYGEN", None),
        ("item", "item", None),
    ],
)
def test_a_unit_is_told_from_a_remark(label: str, name: str, unit: str | None) -> None:
    assert split_label(label) == (name, unit)


def test_a_label_made_to_be_slow_is_read_quickly() -> None:
    before = time.process_time()
    assert split_label("a" + ",:" * 200_000 + "[")[1] is None
    assert time.process_time() - before < 30


def test_a_name_is_cut_into_plain_words() -> None:
    assert words_of("decimalLatitude") == ("decimal", "latitude")
    assert words_of("Date de prélèvement") == ("date", "de", "prelevement")
    assert words_of("LAT_DEG") == ("lat", "deg")


def found(*labels: str) -> tuple[list[str], list[str], list[str], list[str]]:
    roles = roles_of(columns_of(labels))
    kinds = (roles.latitudes, roles.longitudes, roles.dates or roles.parts, roles.verticals)
    first, second, third, fourth = ([column.label for column in kind] for kind in kinds)
    return first, second, third, fourth


@pytest.mark.parametrize(
    "labels",
    [
        ("lat", "lon", "date", "depth_m"),
        ("Latitude", "Longitude", "Date/Time", "Depth water [m]"),
        ("LATITUDE (deg)", "LONGITUDE (deg)", "TIME", "Profondeur (m)"),
        ("lat_dd", "long_dd", "Date de prélèvement", "immersion (m)"),
        ("decimalLatitude", "decimalLongitude", "eventDate", "Altitude [m]"),
        ("Lat. station", "Lon. station", "sampling date (UTC)", "Elevation (m)"),
        ("latitude [degrees_north]", "longitude [degrees_east]", "datetime", "sampling depth [m]"),
    ],
)
def test_coordinates_of_many_customs_are_known(labels: tuple[str, str, str, str]) -> None:
    assert found("station", *labels, "temp [degC]") == tuple([label] for label in labels)


@pytest.mark.parametrize(
    "labels",
    [
        ("lat_deg", "lat_min", "lon_deg", "lon_min"),
        ("lat", "lat minutes", "lon", "lon minutes"),
        ("lat", "N/S", "lon", "E/W"),
        ("lat", "lon", "hemisphere"),
        ("latitude [rad]", "longitude [rad]"),
        ("latitude (S)", "longitude (W)"),
        ("lat_error", "lon_error"),
        ("lat", "longitude_qc"),
        ("lat",),
        ("x", "y"),
        ("x [cm]", "y [cm]"),
        ("lattice", "longevity"),
        ("lab latitude", "lab longitude", "lat_home", "lon_home"),
    ],
)
def test_what_may_be_no_position_is_left(labels: tuple[str, ...]) -> None:
    assert found(*labels)[:2] == ([], [])


def test_both_ends_of_a_range_count_together() -> None:
    labels = ("lat_min", "lat_max", "lon_min", "lon_max", "date_debut", "date_fin")
    assert found(*labels)[:3] == (["lat_min", "lat_max"], ["lon_min", "lon_max"], ["date_debut", "date_fin"])
    depths = ("minimumDepthInMeters", "maximumDepthInMeters")
    assert found(*depths)[3] == list(depths)


def test_the_end_of_a_haul_counts_with_its_begin() -> None:
    labels = ("lat", "lon", "date", "lat_end", "lon_end", "date_end")
    assert found(*labels)[:3] == (["lat", "lat_end"], ["lon", "lon_end"], ["date", "date_end"])


def test_of_date_and_time_the_date_is_taken() -> None:
    assert found("date", "time")[2] == ["date"]
    assert found("datetime", "date", "time")[2] == ["datetime"]
    assert found("time")[2] == ["time"]


@pytest.mark.parametrize("label", ["date de validation", "creation_date", "last update", "birth date", "analysis date"])
def test_a_date_of_something_else_is_left(label: str) -> None:
    assert found("lat", "lon", label)[2] == []


def test_the_plain_date_wins_over_dates_of_something() -> None:
    assert found("Passage : Date", "Date de validation", "Date")[2] == ["Date"]


@pytest.mark.parametrize(
    "label",
    ["depth", "depth [dbar]", "pressure [dbar]", "water depth [m]", "Bot. Depth [m]", "secchi depth [m]",
     "tree height (m)", "snow depth [m]", "mixed layer depth [m]", "wave height [m]", "depth sed [m]"],
)  # fmt: skip
def test_what_is_no_depth_of_a_sample_in_metres_is_left(label: str) -> None:
    assert found(label)[3] == []


def test_year_month_and_day_in_columns_of_their_own_are_a_date() -> None:
    assert found("year", "month", "day", "hour")[2] == ["year", "month", "day"]
    assert found("Année", "Mois", "temp [degC]")[2] == ["Année", "Mois"]
