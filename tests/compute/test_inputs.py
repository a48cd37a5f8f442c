"""What a process is given: refused by name and rule, or written out in one form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.processes.base import InputRefused, InputSpec
from compute.processes.boxes import CRS84, boxes_of
from compute.processes.echo import Echo
from compute.processes.inputs import MAX_BYTES, canonical_inputs, canonical_text


class Wide(Echo):
    """Echo with inputs of every kind."""

    inputs = Echo.inputs | {
        "period": InputSpec("Period", "", {"type": "object", "format": "period"}, 0),
        "depths": InputSpec("Depths", "", {"type": "number", "minimum": 0}, 1, 3),
        "grid": InputSpec(
            "Grid",
            "",
            {"type": "object", "properties": {"step": {"type": "number", "default": 0.5}}, "default": {}},
            0,
        ),
        "source": InputSpec("Source", "", {}, 0, media_types=("text/csv",)),
    }


def refused(**given: Any) -> tuple[str, str]:
    """Input and rule of the refusal."""
    with pytest.raises(InputRefused) as raised:
        canonical_inputs(Wide(), {"depths": [0]} | given)
    assert raised.value.message
    return raised.value.input, raised.value.rule


def box(*numbers: Any, crs: Any = CRS84) -> dict[str, Any]:
    return {"bbox": list(numbers), "crs": crs}


FILE = {"path": "source/0/a.csv", "sha256": "a" * 64, "bytes": 3, "media_type": "text/csv"}


def test_every_default_is_written_out_at_any_depth() -> None:
    kept = canonical_inputs(Wide(), {"depths": [0], "grid": {}})

    assert kept == {"text": "", "numbers": [], "pause_s": 0, "tasks": 1, "depths": [0], "grid": {"step": 0.5}}
    assert canonical_inputs(Wide(), {"depths": [0]}) == kept


@pytest.mark.parametrize(
    ("wrong", "input_", "rule"),
    [
        ({"nothing": 1}, "nothing", "unknown-input"),
        ({"text": 3}, "text", "type"),
        ({"text": "x" * 10_001}, "text", "maxLength"),
        ({"text": "a\x00b"}, "text", "characters"),
        ({"text": "\ud800"}, "text", "characters"),
        ({"numbers": [1, float("nan")]}, "numbers", "finite"),
        ({"numbers": [float("-inf")]}, "numbers", "finite"),
        ({"numbers": [10**400]}, "numbers", "finite"),
        ({"numbers": [True]}, "numbers", "type"),
        ({"tasks": 0}, "tasks", "minimum"),
        ({"tasks": 1.5}, "tasks", "type"),
        ({"measure": {"measurement": 1}}, "measure", "required"),
        ({"measure": {"measurement": 1, "uom": "m", "$(rm)": 1}}, "measure", "additionalProperties"),
        ({"day": "2021-02-30"}, "day", "moment"),
        ({"day": "20210228"}, "day", "moment"),
        ({"day": "2021-02-03T00:00:00Z"}, "day", "moment"),
        ({"period": {"start": "2021-02-03"}}, "period", "period"),
        ({"period": {"start": "2021-02-03", "end": "2021-02-02"}}, "period", "period-order"),
        ({"depths": 3}, "depths", "type"),
        ({"depths": []}, "depths", "minOccurs"),
        ({"depths": [1, 2, 3, 4]}, "depths", "maxOccurs"),
        ({"depths": [1, -2]}, "depths", "minimum"),
        ({"source": FILE | {"path": "../../etc/passwd"}}, "source", "path"),
        ({"source": FILE | {"path": "/etc/passwd"}}, "source", "pattern"),
        ({"source": FILE | {"media_type": "image/tiff"}}, "source", "media-type"),
        ({"source": "http://169.254.169.254/"}, "source", "type"),
    ],
)
def test_a_refusal_names_the_input_and_the_rule(wrong: dict[str, Any], input_: str, rule: str) -> None:
    assert refused(**wrong) == (input_, rule)


@pytest.mark.parametrize(
    ("area", "rule"),
    [
        ("0,0,1,1", "type"),
        (box(0, 0, 1), "bbox"),
        (box(0, 0, 1, "1"), "bbox"),
        (box(0, 0, 1, 1) | {"more": 1}, "bbox"),
        (box(0, 0, 1, 1, crs="EPSG:3857"), "bbox-crs"),
        (box(0, 0, 1, 1, crs=["x"]), "bbox-crs"),
        (box(-181, 0, 1, 1), "bbox-outside-crs"),
        (box(0, 0, 1, 90.1), "bbox-outside-crs"),
        (box(0, 10, 1, 1), "bbox-order"),
        (box(0, 0, 5, 1, 1, 4), "bbox-order"),
        (box(0, 0, 0, 1), "bbox-empty"),
        (box(180, 0, -180, 1), "bbox-empty"),
    ],
)
def test_a_box_lies_in_its_reference_system(area: Any, rule: str) -> None:
    assert refused(area=area) == ("area", rule)


def test_a_box_across_the_antimeridian_is_two_boxes() -> None:
    kept = canonical_inputs(Wide(), {"depths": [0], "area": box(170, -90, -170, 90)})

    assert boxes_of(kept["area"]) == [(170, -90, 180, 90), (-180, -90, -170, 90)]
    assert boxes_of(box(180, 0, -170, 1)) == [(-180, 0, -170, 1)]


def test_latitude_first_is_the_same_box() -> None:
    swapped = box(-10, 170, 10, -170, crs="http://www.opengis.net/def/crs/EPSG/0/4326")

    first, second = (
        canonical_inputs(Wide(), {"depths": [0], "area": one}) for one in (swapped, box(170, -10, -170, 10))
    )
    assert canonical_text(first) == canonical_text(second)


def test_what_is_too_much_belongs_into_a_file() -> None:
    assert refused(numbers=[0.123456789] * (MAX_BYTES // 10)) == ("numbers", "size")
    nested: list[Any] = []
    for _ in range(5_000):
        nested = [nested]
    assert refused(numbers=nested) == ("numbers", "depth")


@given(
    st.fixed_dictionaries(
        {"depths": st.lists(st.floats(0, 1e300), min_size=1, max_size=3)},
        optional={"text": st.text(max_size=20), "numbers": st.lists(st.floats() | st.integers(), max_size=5)},
    )
)
def test_canonical_inputs_are_their_own_canonical_inputs(given: dict[str, Any]) -> None:
    try:
        once = canonical_inputs(Wide(), given)
    except InputRefused:
        return
    assert canonical_text(canonical_inputs(Wide(), once)) == canonical_text(once)
