"""A made-up land, reading of drawn maps, and boxes as people and files give them."""

from hypothesis import strategies as st
from lxml import etree

from repository.maps.box import Box
from repository.maps.land import Land, make_ring

SVG = "{http://www.w3.org/2000/svg}"
ISLAND = make_ring([(2.0, 41.0), (6.0, 41.0), (6.0, 44.0), (2.0, 44.0), (2.0, 41.0)])
FAR_EAST = make_ring([(171.0, 51.0), (180.0, 51.0), (180.0, 69.0), (171.0, 69.0), (171.0, 51.0)])
FAR_WEST = make_ring([(-180.0, 51.0), (-171.0, 51.0), (-171.0, 69.0), (-180.0, 69.0), (-180.0, 51.0)])
SOUTH = make_ring([(-180.0, -90.0), (180.0, -90.0), (180.0, -70.0), (0.0, -68.0), (-180.0, -70.0), (-180.0, -90.0)])
LAND = Land((ISLAND, FAR_EAST, FAR_WEST, SOUTH), (ISLAND, FAR_EAST, FAR_WEST, SOUTH))

LION = Box(3.02, 42.12, 5.31, 43.45)
PACIFIC = Box(170.0, -30.0, -160.0, -10.0)
WORLD = Box(-180.0, -90.0, 180.0, 90.0)

any_number = st.floats() | st.integers(-400, 400).map(float)
good_box = st.builds(Box, st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90))
any_box = st.builds(Box, any_number, any_number, any_number, any_number)


def read(drawing: str) -> etree._Element:
    """The drawing as XML; fails where it is not well formed."""
    return etree.fromstring(drawing.encode())


def of_class(drawing: str, kind: str) -> list[etree._Element]:
    """The elements of a class, in order."""
    return [each for each in read(drawing).iter() if kind in (each.get("class") or "").split()]
