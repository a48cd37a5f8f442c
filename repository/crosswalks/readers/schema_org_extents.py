"""schema.org -> record: places, periods and measured variables."""

import re
from typing import Any

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.json_ld import Graph, said, text_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import box_of, short, span_of

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def periods(found: Gathering, graph: Graph, thing: Node) -> None:
    """`begin/end` of ISO 8601, open ends `..`; deep time stays in the file."""
    for node in thing.each("temporalCoverage"):
        if node.text and re.match(r"\d{4}|\.\.|/", node.text):
            found.add("time/periods", span_of(node.line()), node)


def places(found: Gathering, graph: Graph, thing: Node) -> None:
    """Points, boxes and polygons (`latitude longitude`, as schema.org has them), and names."""
    for node in graph.each(thing, "spatialCoverage", "contentLocation"):
        if node.text:
            found.add("place/names", {"name": {"und": short(node.said())}}, node)
            continue
        shapes = graph.each(node, "geo") or [node]
        for shape in shapes:
            _shape(found, graph, shape)
        name = short(graph.line(node, "name"))
        found.add("place/names", {"name": {"und": name}} if name else None, node)


def _shape(found: Gathering, graph: Graph, shape: Node) -> None:
    if said(shape, "latitude") and said(shape, "longitude"):
        longitude, latitude = shape.line("longitude"), shape.line("latitude")
        found.add("place/boxes", box_of(longitude, latitude, longitude, latitude), shape)
    for node in shape.each("box"):
        numbers = _NUMBER.findall(node.text)
        if len(numbers) == 4:
            node.said()
            found.add("place/boxes", box_of(numbers[1], numbers[0], numbers[3], numbers[2]), node)
    for node in shape.each("polygon"):
        numbers = [float(number) for number in _NUMBER.findall(node.text)]
        if len(numbers) >= 8 and len(numbers) % 2 == 0:
            node.said()
            ring = [[longitude, latitude] for latitude, longitude in zip(numbers[::2], numbers[1::2], strict=True)]
            found.add("place/polygons", {"exterior": ring}, node)


def variables(found: Gathering, graph: Graph, thing: Node) -> None:
    """Measured variables with their unit and address."""
    for node in graph.each(thing, "variableMeasured"):
        if node.text:
            found.add("variables", {"name": short(node.said())}, node)
            continue
        name = short(text_of(node))
        if not name:
            continue
        value: dict[str, Any] = {"name": name}
        description = short(graph.line(node, "description"))
        is_label = bool(description) and description != name and len(description) < 200
        value |= {"label": {"und": description}} if is_label else {}
        value |= {"unit": unit} if (unit := short(graph.line(node, "unitText"))) else {}
        concepts = [short(text_of(each)) for each in node.each("propertyID")]
        value["concepts"] = [{"name": name, "uri": uri} for uri in concepts if uri.startswith("http")]
        found.add("variables", value, node)
