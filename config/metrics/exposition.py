"""Prometheus' text format, version 0.0.4. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Gauge:
    """A figure that goes up and down: its name, one sentence, and a value for each set of labels."""

    name: str
    help: str
    values: Sequence[tuple[Mapping[str, str], float]] = field(default_factory=list)


def write(gauges: Iterable[Gauge]) -> str:
    """All gauges, each with its sentence and type; one without values is left out."""
    lines = []
    for gauge in gauges:
        if gauge.values:
            lines += [f"# HELP {gauge.name} {_escaped(gauge.help)}", f"# TYPE {gauge.name} gauge"]
            lines += [f"{gauge.name}{_labels(labels)} {_number(value)}" for labels, value in gauge.values]
    return "".join(f"{line}\n" for line in lines)


def _labels(labels: Mapping[str, str]) -> str:
    pairs = (f'{name}="{_escaped(text).replace(chr(34), chr(92) + chr(34))}"' for name, text in labels.items())
    return "{" + ",".join(pairs) + "}" if labels else ""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))
