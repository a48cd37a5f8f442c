"""Whatever datasets there are and whatever is asked: the index answers as plain Python does."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from repository.catalogue.boxes import Box
from repository.catalogue.findable import Findable
from repository.catalogue.question import Question, read_question
from tests.repository.catalogue.index.shelf import Shelf, dataset

FEW = settings(
    deadline=None,
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each try is an index on disk: making it small takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Point = tuple[Fraction, Fraction]
X, Y = st.integers(-180, 180), st.integers(-90, 90)
BOX = st.tuples(X, Y, X, Y)
DAYS = st.tuples(st.integers(-5, 40), st.integers(0, 6)).map(lambda told: (told[0], told[0] + told[1]))
DEPTH = st.none() | st.tuples(st.integers(-50, 50), st.integers(0, 60)).map(
    lambda told: (float(told[0]), float(told[0] + told[1]))
)
POLES = st.lists(st.sampled_from("abc"), unique=True, max_size=2).map(tuple)
DATASETS = st.lists(
    st.builds(
        lambda boxes, spans, depth, poles: dataset(boxes=boxes, spans=spans, depth=depth, facets={"pole": poles}),
        st.lists(BOX, max_size=7),
        st.lists(DAYS, max_size=6),
        DEPTH,
        POLES,
    ),
    min_size=1,
    max_size=15,
)
CORNERS = st.lists(st.tuples(st.integers(-80, 80), Y), min_size=3, max_size=6)
QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        "box": BOX.map(lambda sides: ",".join(map(str, sides))),
        "polygon": CORNERS.map(lambda corners: ",".join(f"{x} {y}" for x, y in corners)),
        "top": st.integers(-60, 120).map(str),
        "bottom": st.integers(-60, 120).map(str),
        "from": st.integers(1, 28).map(lambda day: f"0001-01-{day:02d}"),
        "to": st.integers(1, 28).map(lambda day: f"0001-01-{day:02d}"),
        "pole": st.sampled_from("abc"),
    },
)


def corners_touch(corners: tuple[tuple[float, float], ...], box: Box) -> bool:
    """Exact: a side of one meets a side of the other, or one lies within the other."""
    ring = [(Fraction(x), Fraction(y)) for x, y in (*corners, corners[0])]
    sides = [(box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north)]
    edges = list(pairwise([(Fraction(x), Fraction(y)) for x, y in (*sides, sides[0])]))
    inside = any(box.west <= x <= box.east and box.south <= y <= box.north for x, y in corners)
    return inside or any(_meet(a, b, c, d) for a, b in pairwise(ring) for c, d in edges) or _within(ring, edges[0][0])


def _side(a: Point, b: Point, c: Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)


def _on(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    turns = (_side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b))
    if turns[0] != turns[1] and turns[2] != turns[3]:
        return True
    touches = zip(turns, ((a, b, c), (a, b, d), (c, d, a), (c, d, b)), strict=True)
    return any(turn == 0 and _on(*three) for turn, three in touches)


def _within(ring: list[Point], point: Point) -> bool:
    x, y = point
    crossings = [
        (x1 + (y - y1) * (x2 - x1) / (y2 - y1)) > x for (x1, y1), (x2, y2) in pairwise(ring) if (y1 > y) != (y2 > y)
    ]
    return sum(crossings) % 2 == 1


def meets(question: Question, found_by: Findable, *, pole: bool = True) -> bool:
    place, span, depth = question.place, question.span, found_by.depth
    if place and not any(box.touches(part) for box in found_by.boxes for part in place.parts):
        return False
    if question.polygon and not any(corners_touch(question.polygon, box) for box in found_by.boxes):
        return False
    if span and not any(each.meets(span) for each in found_by.spans):
        return False
    ends = [end for end in (question.top, question.bottom) if end is not None]
    low = min(ends) if len(ends) == 2 else question.top
    high = max(ends) if len(ends) == 2 else question.bottom
    if ends and not depth:
        return False
    if depth and ((high is not None and depth[0] > high) or (low is not None and depth[1] < low)):
        return False
    chosen = question.values_of("pole")
    return not (pole and chosen) or bool(set(chosen) & set(found_by.facets["pole"]))


@FEW
@given(DATASETS, st.lists(QUESTIONS, min_size=4, max_size=10))
def test_the_index_answers_as_plain_python_does(datasets: list[Findable], asked: list[dict[str, str]]) -> None:
    known = dict(enumerate(datasets, start=1))
    half = len(known) // 2
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        shelf.put({n: known[n] for n in known if n <= half})
        shelf.put({n: known[n] for n in known if n > half})
        for each in asked:
            question = read_question({name: [value] for name, value in each.items()})
            assert not question.ignored
            found = shelf.reader.find(question, facets=("pole",))
            assert sorted(found.entries) == [n for n in known if meets(question, known[n])], each
            assert found.total == len(found.entries)
            counted = {told.value: told.count for told in found.facets["pole"]}
            poles = [pole for n in known if meets(question, known[n], pole=False) for pole in known[n].facets["pole"]]
            assert counted == {pole: poles.count(pole) for pole in set(poles)}, each
        shelf.writer.close()
