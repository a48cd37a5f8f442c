"""One box around many positions is the smallest, and is drawn over the antimeridian only where that is shorter."""

import pytest

from repository.inspection.vector.extent import Extent

Span = tuple[float, float, float, float]


def extent(*spans: Span) -> Extent:
    made = Extent()
    for span in spans:
        made.add_span(*span)
    return made


def sides(made: Extent) -> Span | None:
    box = made.box()
    return (box["west"], box["south"], box["east"], box["north"]) if box else None


def test_nothing_has_no_box() -> None:
    assert sides(extent()) is None


@pytest.mark.parametrize(
    ("spans", "box"),
    [
        ([(2, 48, 2, 48)], (2, 48, 2, 48)),
        ([(170, -10, 180, 0), (-180, -10, -170, 5)], (170, -10, -170, 5)),
        ([(179, 0, 179, 0), (-179, 1, -179, 1)], (179, 0, -179, 1)),
        ([(-74, 40, -74, 40), (2, 48, 2, 48), (139, 35, 139, 35)], (-74, 35, 139, 48)),
        ([(139, 35, 139, 35), (-155, 20, -155, 20)], (139, 20, -155, 35)),
        ([(-180, -90, 180, 90)], (-180, -90, 180, 90)),
        ([(0, -90, 360, 90)], (-180, -90, 180, 90)),
        ([(200, 0, 210, 1)], (-160, 0, -150, 1)),
        ([(180, 0, 180, 0)], (180, 0, 180, 0)),
    ],
)
def test_the_box_is_the_smallest_around_all(spans: list[Span], box: Span) -> None:
    assert sides(extent(*spans)) == box
    assert sides(extent(*reversed(spans))) == box


def test_a_global_grid_of_points_is_not_drawn_over_the_antimeridian() -> None:
    found = sides(extent(*[(-180 + 0.25 * i, 0, -180 + 0.25 * i, 0) for i in range(1440)]))
    assert found == (-180, 0, 179.75, 0)


def test_millions_of_positions_take_the_memory_of_a_few_thousand() -> None:
    made = Extent()
    for i in range(30_000):
        made.add((i * 7_919 % 30_000) / 1_000 - 195, 10)
    assert sides(made) == (165, 10, -165.001, 10)
    assert len(made._spans) <= 4_096


@pytest.mark.parametrize("position", [(999, 0), (0, 91), (0, -9999), (float("nan"), 0), (0, float("inf"))])
def test_what_is_no_position_is_counted_and_left_out(position: tuple[float, float]) -> None:
    made = extent((1, 1, 1, 1))
    made.add(*position)
    assert made.impossible == 1
    assert sides(made) == (1, 1, 1, 1)
