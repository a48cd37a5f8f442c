"""Controls of a form, made of the JSON Schema of each input; nothing is known here of any one process."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext as _

from compute.processes.base import InputSpec, Process
from repository.previews.ticks import number_words

PREFIX: Final = "in-"
SIDES: Final = ("west", "south", "east", "north")
_PAIR: Final = 2
_PLAIN: Final = frozenset({"number", "integer"})


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a control: its name in the form, its words, what stands in it."""

    name: str
    label: str
    value: str = ""
    type: str = "text"
    low: Any = None
    high: Any = None
    step: str = "any"


@dataclass(slots=True)
class Control:
    """One input. ``kind``: number, choice, check, text, day, period, box, pair, list, lists, group, json or files."""

    key: str
    kind: str
    title: str
    help: str
    is_optional: bool
    is_expert: bool = False
    why: str = ""
    parts: list[Part] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    files: Sequence[Any] = ()
    is_many: bool = False
    error: str = ""
    error_lang: str = ""

    @property
    def id(self) -> str:
        """In the page."""
        return PREFIX + self.key

    @property
    def value(self) -> str:
        """Of its only part."""
        return self.parts[0].value if self.parts else ""

    @property
    def box(self) -> list[dict[str, float]]:
        """The box that stands in its fields, for a map; none where they hold no box."""
        try:
            return [{side: float(part.value) for side, part in zip(SIDES, self.parts, strict=True)}]
        except ValueError:
            return []

    @property
    def range(self) -> str:
        """What a number may be, in words."""
        part = self.parts[0] if self.parts else Part("", "")
        decimal = str(formats.get_format("DECIMAL_SEPARATOR"))
        ends = {"low": part.low, "high": part.high}
        told = {end: number_words(float(one), decimal) for end, one in ends.items() if one is not None}
        if part.low is not None and part.high is not None:
            return _("%(low)s to %(high)s") % told
        if part.low is not None:
            return _("at least %(low)s") % told
        return _("at most %(high)s") % told if part.high is not None else ""


def controls_of(process: Process, posted: Mapping[str, Sequence[str]], wording: Any) -> list[Control]:
    """All inputs in their order, with what was typed; ``wording(text)`` says a text of the process."""
    return [_control(name, spec, posted, wording) for name, spec in process.inputs.items()]


def kind_of(spec: InputSpec) -> str:
    """Which control suits a schema."""
    schema = spec.schema
    by_format = {"ogc-bbox": "box", "period": "period", "date": "day"}
    if spec.media_types:
        return "files"
    if schema.get("format") in by_format:
        return by_format[schema["format"]]
    if "enum" in schema:
        return "choice"
    if schema.get("type") == "array":
        return _kind_of_array(schema)
    if schema.get("type") == "object":
        return "group" if schema.get("properties") else "json"
    return {"boolean": "check", "string": "text"}.get(schema.get("type", ""), "number")


def _kind_of_array(schema: Mapping[str, Any]) -> str:
    items = schema.get("items", {})
    if items.get("type") == "array":
        return "lists"
    is_pair = schema.get("minItems") == schema.get("maxItems") == _PAIR
    return "pair" if is_pair and items.get("type") in _PLAIN else "list"


def _control(name: str, spec: InputSpec, posted: Mapping[str, Sequence[str]], wording: Any) -> Control:
    made = Control(name, kind_of(spec), wording(spec.title), wording(spec.description), _is_optional(spec))
    made.is_expert, made.why, made.is_many = spec.is_expert, wording(spec.why), spec.max_occurs != 1
    made.parts = [_filled(part, posted) for part in _parts(made, spec.schema, wording)]
    if made.kind == "choice":
        made.options = [(str(each), wording(str(each))) for each in spec.schema["enum"]]
    return made


def _is_optional(spec: InputSpec) -> bool:
    """Whether it may stay blank and then is nothing."""
    return spec.min_occurs == 0 and "default" not in spec.schema and spec.schema.get("type") != "boolean"


def _filled(part: Part, posted: Mapping[str, Sequence[str]]) -> Part:
    said = posted.get(part.name) or [""]
    return Part(part.name, part.label, said[-1], part.type, part.low, part.high, part.step)


def _parts(control: Control, schema: Mapping[str, Any], wording: Any) -> list[Part]:
    own, kind = control.id, control.kind
    if kind == "box":
        words = dict(zip(SIDES, (_("West"), _("South"), _("East"), _("North")), strict=True))
        return [Part(f"{own}-0-{side}", words[side], type="number") for side in SIDES]
    if kind == "period":
        return [Part(f"{own}-start", _("From"), type="date"), Part(f"{own}-end", _("To"), type="date")]
    if kind == "pair":
        names = [(f"{own}-0", _("First")), (f"{own}-1", _("Second"))]
        return [_number(Part(one, words), schema["items"]) for one, words in names]
    if kind == "group":
        return [
            Part(f"{own}-{key}", wording(one.get("title", key.replace("_", " "))), type=_input_type(one))
            for key, one in schema["properties"].items()
        ]
    if kind == "number":
        return [_number(Part(own, control.title), schema)]
    return [Part(own, control.title, type="date" if kind == "day" else "text")] if kind != "files" else []


def _number(part: Part, schema: Mapping[str, Any]) -> Part:
    low, high = schema.get("minimum"), schema.get("maximum")
    step = "1" if schema.get("type") == "integer" else "any"
    return Part(part.name, part.label, "", "number", low, high, step)


def _input_type(schema: Mapping[str, Any]) -> str:
    return "number" if schema.get("type") in _PLAIN else "text"


def shown(name: str, spec: InputSpec, value: Any) -> dict[str, list[str]]:
    """A value as the form's fields would hold it: what `posted.given_of` reads back."""
    own, kind = PREFIX + name, kind_of(spec)
    if kind in {"box", "period", "group", "pair"}:
        return {f"{own}-{part}": [_text(one)] for part, one in _split(kind, value)}
    if kind == "files" or (kind == "check" and not value):
        return {}
    as_text: dict[str, Any] = {
        "list": lambda: ", ".join(map(_text, value)),
        "lists": lambda: "\n".join(", ".join(map(_text, one)) for one in value),
        "json": lambda: json.dumps(value, ensure_ascii=False),
    }
    return {own: [as_text.get(kind, lambda: _text(value))()]}


def _split(kind: str, value: Any) -> list[tuple[str, Any]]:
    """The parts of a value that has several fields."""
    if kind == "box":
        numbers = value["bbox"]
        half = len(numbers) // 2
        sides = (numbers[0], numbers[1], numbers[half], numbers[half + 1])
        return [(f"0-{side}", one) for side, one in zip(SIDES, sides, strict=True)]
    return [(str(part), one) for part, one in (enumerate(value) if kind == "pair" else value.items())]


def _text(value: Any) -> str:
    return str(value) if not isinstance(value, float) else f"{value:.12g}"
