"""Boxes that meet the edge of the map of the world: whole, bent along it, and never twice."""

import re

import pytest
from playwright.sync_api import Page

from tests.frontend.drawing import Show

pytestmark = pytest.mark.e2e
SCRIPT = """async ([box, lon]) => {
  const { Stage } = await import("/js/map_stage.js");
  const { View } = await import("/js/map_view.js");
  const view = new View({ width: 800, height: 400 }, { kind: "world", lon });
  return new Stage(document, {}).box(view, box, "extent");
}"""


def parts(page: Page, box: list[float], lon: float = 0) -> list[list[tuple[float, float]]]:
    """The points in pixels of each path of a box."""
    drawn = page.evaluate(SCRIPT, [box, lon])
    paths = re.findall(r' d="M([^"]+)Z"', drawn)
    return [[(float(x), float(y)) for x, y in (pair.split(",") for pair in path.split("L"))] for path in paths]


def test_a_box_of_the_whole_world_is_one_shape(show: Show) -> None:
    (ring,) = parts(show(""), [-180, -90, 180, 90])
    xs = [x for x, _ in ring]
    assert min(xs) + max(xs) == pytest.approx(800, abs=0.2)


def test_a_box_that_ends_at_the_edge_is_one_shape(show: Show) -> None:
    (ring,) = parts(show(""), [150, -40, 180, 40])
    assert min(x for x, _ in ring) > 600


def test_a_box_across_the_antimeridian_follows_the_edge_of_the_globe(show: Show) -> None:
    east, west = sorted(parts(show(""), [170, -60, -170, 60]), key=lambda ring: -ring[0][0])
    assert max(x for x, _ in east) == pytest.approx(794, abs=1), "the edge of the globe at the equator"
    assert min(x for x, _ in west) == pytest.approx(6, abs=1)


def test_a_section_along_a_meridian_is_drawn(show: Show) -> None:
    assert len(parts(show(""), [20, -40, 20, 40])) == 1
