"""Land shapes of the build: two whole worlds, and tiles of the finest scale for small areas."""

import json
from pathlib import Path

import pytest

from repository.maps.box import Box
from repository.maps.land import NO_LAND, Land, read_land
from repository.maps.plate import draw_plate
from tests.frontend.shapes import ISLAND, SVG, of_class, read

# an island cut by the meridian of 10 degrees: its two halves meet on the side of the tiles
WESTERN_HALF = [[8.0, 42.0], [10.0, 42.0], [10.0, 44.0], [8.0, 44.0]]
EASTERN_HALF = [[10.0, 42.0], [12.0, 42.0], [12.0, 44.0], [10.0, 44.0]]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "10m").mkdir()
    for scale in ("110m", "50m"):
        (tmp_path / f"land-{scale}.json").write_text(json.dumps({"rings": [list(ISLAND.points)]}))
    (tmp_path / "10m" / "0_40.json").write_text(json.dumps({"rings": [WESTERN_HALF]}))
    (tmp_path / "10m" / "10_40.json").write_text(json.dumps({"rings": [EASTERN_HALF]}))
    (tmp_path / "10m" / "-180_-20.json").write_text(json.dumps({"rings": [[[-180, -18], [-179, -18], [-179, -17]]]}))
    return tmp_path


def test_where_no_build_was_made_there_is_no_land(tmp_path: Path) -> None:
    assert read_land(tmp_path / "nowhere") is NO_LAND


def test_a_small_window_reads_only_its_tiles(built: Path) -> None:
    land = read_land(built)
    assert [ring.west for ring in land.near(9.0, 42.0, 9.5, 43.0)] == [8.0]
    assert [ring.west for ring in land.near(9.0, 42.0, 11.0, 43.0)] == [8.0, 10.0]
    assert land.near(30.0, 0.0, 31.0, 1.0) == []


def test_a_window_over_the_antimeridian_reads_the_tile_behind_it(built: Path) -> None:
    assert [ring.west for ring in read_land(built).near(179.0, -18.0, 181.0, -17.0)] == [-180.0]


def test_without_tiles_the_fine_scale_stands_in() -> None:
    assert Land((), (ISLAND,)).near(0.0, 40.0, 1.0, 41.0) == [ISLAND]


def test_the_sides_of_tiles_are_no_coast(built: Path) -> None:
    drawn = draw_plate([Box(9.0, 42.5, 11.0, 43.5)], land=read_land(built))
    (coast,) = [each.get("d", "") for each in read(drawn).findall(f"{SVG}defs/{SVG}path")]
    assert of_class(drawn, "land")[0].get("d", "").count("z") == 2
    x_of_the_cut = 380.0
    for run in coast.split("M")[1:]:
        x, xs = 0.0, []
        start, _, steps = run.partition("l")
        x = float(start.split(",")[0])
        for step in steps.split():
            before, x = x, x + float(step.split(",")[0])
            xs.append((before, x))
        assert not [pair for pair in xs if all(abs(end - x_of_the_cut) < 0.5 for end in pair)]
