"""schema.org -> record: places, periods and measured variables."""

import re
from typing import Any, Final

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.json_ld import Graph, by_language, language_of, said, text_of, types_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import box_of, plain, short, span_of

_DIRECTIONS: Final = {"depth": "down", "height": "up"}
_EPSG = re.compile(r"https?://www\.opengis\.net/def/crs/EPSG/0/(\d{1,8})")
_LABEL_MOST: Final = 200
"""Characters of a description that is still a label."""

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def periods(found: Gathering, graph: Graph, thing: Node) -> None:
    """`begin/end` of ISO 8601, open ends `..`; deep time as an interval or instant of OWL Time."""
    for node in graph.each(thing, "temporalCoverage"):
        if node.text and re.match(r"\d{4}|\.\.|/", node.text):
            found.add("time/periods", span_of(node.line()), node)
        elif "ProperInterval" in types_of(node):
            ends = {"begin": _age(graph, node, "time:hasBeginning"), "end": _age(graph, node, "time:hasEnd")}
            names = by_language(node.each("name"))
            value = {name: end for name, end in ends.items() if end} | ({"name": names} if names else {})
            found.add("time/periods", value, node)


def _age(graph: Graph, interval: Node, name: str) -> Any:
    """An age in millions of years, or a date; None where the end is open or counted otherwise."""
    for instant in graph.each(interval, name):
        for date in instant.each("time:inXSDDate"):
            return date.line()
        for position in graph.each(instant, "time:inTimePosition"):
            system = next((said(each, "@id") for each in position.each("time:hasTRS")), "")
            if system.rstrip("/").lower().endswith(("/ma", "millionsofyearsago")):
                told = {"age": position.line("time:numericPosition"), "unit": "Ma"}
                spread = instant.line("gstime:Uncertainty")
                return told | ({"plus_minus": spread} if spread else {})
    return None


def places(found: Gathering, graph: Graph, thing: Node) -> None:
    """Points, boxes and polygons (`latitude longitude`, as schema.org has them), and names."""
    for node in graph.each(thing, "spatialCoverage", "contentLocation"):
        if node.text:
            found.add("place/names", {"name": {"und": short(node.said())}}, node)
            continue
        shapes = graph.each(node, "geo") or [node]
        for shape in shapes:
            _shape(found, graph, shape)
        names = by_language(node.each("name"))
        uri = said(node, "@id")
        known = {"uri": uri} if ":" in uri and not uri.startswith("_:") else {}
        found.add("place/names", {"name": names, **known} if names else None, node)
        for each in graph.each(node, "additionalProperty"):
            _property(found, graph, each)


def _property(found: Gathering, graph: Graph, node: Node) -> None:
    """A range of depth or height in metres, or a reference system, as a property of a place."""
    name = node.line("name")
    if name in _DIRECTIONS and node.text == "" and said(node, "minValue") and node.line("unitText") == "m":
        level = next(iter(graph.each(node, "valueReference")), node)
        datum = {"datum": level.line("value"), "datum_uri": level.line("url")} if level is not node else {}
        value = {
            "minimum": node.line("minValue"),
            "maximum": node.line("maxValue"),
            "positive": _DIRECTIONS[name],
            **{key: words for key, words in datum.items() if words},
        }
        found.add("vertical", value, node)
    elif said(node, "propertyID").endswith("/Q161779"):
        node.line("propertyID")
        system, other = short(node.line("value")), short(node.line("alternateName"))
        match = _EPSG.fullmatch(system)
        known: dict[str, Any] = {"uri": system} if ":" in system else {"name": system}
        known = {"epsg": int(match[1])} if match else known
        found.add("reference_systems", known | ({"name": other} if other else {}) if system else None, node)


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
        labels = by_language(node.each("description"))
        is_label = bool(labels) and name not in labels.values() and len(max(labels.values(), key=len)) < _LABEL_MOST
        value |= {"label": labels} if is_label else {}
        beside = {"unit": short(graph.line(node, "unitText")), "unit_uri": graph.line(node, "unitCode")}
        beside["unit_uri"] = beside["unit_uri"] if ":" in beside["unit_uri"] else ""
        value |= {key: words for key, words in beside.items() if words}
        concepts = [short(text_of(each)) for each in node.each("propertyID")]
        value["concepts"] = [{"name": name, "uri": uri} for uri in concepts if ":" in uri]
        found.add("variables", value | _measured(graph, node), node)


def _measured(graph: Graph, node: Node) -> dict[str, Any]:
    """How a variable was measured, and how surely."""
    methods = {language_of(each): plain(text_of(each))[0] for each in node.each("measurementTechnique")}
    value: dict[str, Any] = {"method": methods} if all(methods.values()) and methods else {}
    for each in graph.each(node, "valueReference"):
        if said(each, "name") == "uncertainty" and (words := short(each.line("value"))):
            each.line("name")
            value["uncertainty"] = words
    return value
