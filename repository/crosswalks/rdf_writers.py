"""One graph in three notations: RDF/XML, Turtle 1.1 and JSON-LD 1.1 (W3C). The same bytes for the same graph.

What has an address is described once. Blank nodes are written where they are used, so that none needs a label.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from repository.crosswalks.rdf_terms import PREFIXES, Node, Text, Value, each_once
from repository.crosswalks.xml_text import document, escape

_TURTLE: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_NAMESPACES: Final = "".join(f' xmlns:{prefix}="{start}"' for prefix, start in PREFIXES.items())
_HEAD: Final = "".join(f"@prefix {prefix}: <{start}> .\n" for prefix, start in PREFIXES.items())


def rdf_xml(nodes: Iterable[Node]) -> bytes:
    """One `rdf:RDF` element, UTF-8, without XML declaration."""
    return document(f"<rdf:RDF{_NAMESPACES}>{''.join(map(_xml_node, each_once(nodes)))}</rdf:RDF>")


def turtle(nodes: Iterable[Node]) -> bytes:
    """Turtle, UTF-8: a paragraph for each thing with an address."""
    blocks = (f"\n<{each.iri}> {_lines(each)} .\n" for each in each_once(nodes) if each.types or each.pairs)
    return (_HEAD + "".join(blocks)).encode("utf-8", "ignore")


def json_ld(nodes: Iterable[Node]) -> bytes:
    """JSON-LD, UTF-8, on its own: it names no context that has to be looked up."""
    written = {"@context": PREFIXES, "@graph": [_json_node(each) for each in each_once(nodes)]}
    return f"{json.dumps(written, ensure_ascii=False, indent=1)}\n".encode("utf-8", "ignore")


def _xml_node(each: Node) -> str:
    name = each.types[0] if each.types else "rdf:Description"
    about = f' rdf:about="{escape(each.iri)}"' if each.iri else ""
    others = "".join(f'<rdf:type rdf:resource="{_whole(kind)}"/>' for kind in each.types[1:])
    inside = others + "".join([_xml_pair(*pair) for pair in each.pairs])
    return f"<{name}{about}>{inside}</{name}>" if inside else f"<{name}{about}/>"


def _xml_pair(name: str, value: Value) -> str:
    if isinstance(value, Node):
        return f"<{name}>{_xml_node(value)}</{name}>"
    if isinstance(value, str):
        return f'<{name} rdf:resource="{escape(value)}"/>'
    text, language, datatype = value
    if language:
        return f'<{name} xml:lang="{language}">{escape(text)}</{name}>'
    if datatype:
        return f'<{name} rdf:datatype="{_whole(datatype)}">{escape(text)}</{name}>'
    return f"<{name}>{escape(text)}</{name}>"


def _whole(name: str) -> str:
    """The address that a prefixed name stands for."""
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest


def _lines(each: Node) -> str:
    return " ;\n    ".join(_turtle_pairs(each))


def _turtle_pairs(each: Node) -> Sequence[str]:
    kinds = [f"a {', '.join(each.types)}"] if each.types else []
    return kinds + [f"{name} {_turtle_value(value)}" for name, value in each.pairs]


def _turtle_value(value: Value) -> str:
    if isinstance(value, Node):
        return f"[ {' ; '.join(_turtle_pairs(value))} ]"
    if isinstance(value, str):
        return f"<{value}>"
    mark = f"@{value.language}" if value.language else (f"^^{value.datatype}" if value.datatype else "")
    return f'"{value.text.translate(_TURTLE)}"{mark}'


def _json_node(each: Node) -> dict[str, Any]:
    written: dict[str, Any] = {"@id": each.iri} if each.iri else {}
    if each.types:
        written["@type"] = list(each.types)
    for name, value in each.pairs:
        written.setdefault(name, []).append(_json_value(value))
    return written


def _json_value(value: Value) -> Any:
    if isinstance(value, Node):
        return _json_node(value)
    if isinstance(value, str):
        return {"@id": value}
    return _json_text(value)


def _json_text(value: Text) -> Any:
    if value.language:
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, "@type": value.datatype} if value.datatype else value.text
