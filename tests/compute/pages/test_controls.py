"""A form is made of a process' schemas: what it shows is what it reads back, and nothing typed is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.pages.controls import controls_of, kind_of, shown
from compute.pages.posted import given_of, reference_of
from compute.pages.prefill import filled
from compute.pages.wording_texts import TEXTS
from compute.processes.base import InputSpec, Known, Process
from compute.processes.divand.process import Divand
from compute.processes.divand.request import Request
from compute.processes.echo import Echo
from compute.processes.inputs import canonical_inputs

FORMS: dict[str, dict[str, Any]] = {
    "box": {"type": "object", "format": "ogc-bbox"},
    "period": {"type": "object", "format": "period"},
    "day": {"type": "string", "format": "date"},
    "choice": {"type": "string", "enum": ["a", "b"]},
    "number": {"type": "integer"},
    "check": {"type": "boolean"},
    "text": {"type": "string"},
    "pair": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    "list": {"type": "array", "items": {"type": "number"}},
    "lists": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
    "group": {"type": "object", "properties": {"a": {"type": "string"}}},
    "json": {"type": "object"},
}
GULF = Known((3.0, 42.0, 5.0, 43.5), ("2026-10-05", "2026-10-07"), (10.0, 100.0), ("sea_water_temperature",))


@pytest.mark.parametrize("kind", FORMS)
def test_every_schema_has_its_control(kind: str) -> None:
    assert kind_of(InputSpec("T", "D", FORMS[kind])) == kind


@pytest.mark.parametrize("process", [Echo(), Divand()])
def test_a_form_with_defaults_is_read_back_as_the_defaults(process: Process) -> None:
    defaults = {name: one.schema["default"] for name, one in process.inputs.items() if "default" in one.schema}
    form = filled(process, Known())
    assert given_of(process, form) == {name: value for name, value in defaults.items() if value not in ("", [], {})}
    controls = {control.key: control for control in controls_of(process, form, str)}
    assert list(controls) == list(process.inputs)
    assert all(control.is_expert == process.inputs[name].is_expert for name, control in controls.items())


def test_area_period_and_grid_are_suggested_by_what_is_known() -> None:
    process = Divand()
    given_ = given_of(process, filled(process, GULF)) | {"observations": []}
    assert given_["bbox"]["bbox"] == [3, 42, 5, 43.5]
    assert (given_["years"], given_["variable"], given_["depths"]) == ([2026, 2026], "sea_water_temperature", [10])
    staged = {"path": "a", "sha256": "0" * 64, "bytes": 1, "media_type": "text/csv"}
    request = Request.of(canonical_inputs(process, given_ | {"observations": [staged]}))
    assert 400 < request.cells < 4_000
    assert filled(process, Known((170.0, -10.0, -170.0, 10.0)))["in-step_lon"] == ["0.5"], "over the antimeridian"
    assert "in-step_lat" in filled(process, Known((0.0, 90.0, 0.0, 90.0)))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1, max_size=20))
def test_numbers_come_back_as_they_were_shown(numbers: list[float]) -> None:
    process = Echo()
    assert given_of(process, shown("numbers", process.inputs["numbers"], numbers))["numbers"] == pytest.approx(numbers)


@given(st.dictionaries(st.sampled_from(["in-numbers", "in-area-0-west", "in-day", "in-measure-uom"]), st.text()))
def test_whatever_is_typed_is_read_and_never_breaks(typed: dict[str, str]) -> None:
    made = given_of(Echo(), {name: [text] for name, text in typed.items()})
    assert set(made) <= set(Echo().inputs)


@pytest.mark.parametrize("text", ["1e999", "nan", "1_000", "-", "1" * 100])
def test_what_is_no_number_is_refused_by_the_schema_and_not_here(text: str) -> None:
    value: Any = given_of(Echo(), {"in-pause_s": [text]})["pause_s"]
    with pytest.raises(ValueError, match="pause_s"):
        canonical_inputs(Echo(), {"pause_s": value})


def test_a_file_is_named_by_a_token() -> None:
    assert reference_of("layer:42182:a/b:c.csv") == {"dataset": "42182", "path": "a/b:c.csv"}
    assert reference_of("draft:0b:x.nc") == {"draft": "0b", "path": "x.nc"}
    assert [reference_of(each) for each in ("", "layer:", "layer::x", "path:1:/etc/passwd", "x")] == [None] * 5


NAMES = {"log", "loglin", "logit", "cpme", "scpme", "multifrontal", "superlu", "pcg", "dual"}


@pytest.mark.parametrize("process", [Echo(), Divand()])
def test_every_text_of_our_own_processes_can_be_translated(process: Process) -> None:
    said = {process.title, process.description}
    said |= {text for spec in process.inputs.values() for text in (spec.title, spec.description)}
    said |= {text for spec in process.outputs.values() for text in (spec.title, spec.description)}
    said |= {spec.why for spec in process.inputs.values() if spec.why}
    said |= {str(word) for spec in process.inputs.values() for word in spec.schema.get("enum", ())}
    assert said <= {*TEXTS} | NAMES
