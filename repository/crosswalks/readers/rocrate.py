"""RO-Crate 1.0 and 1.1 (`ro-crate-metadata.json`) -> record: its root dataset, read as schema.org."""

from repository.crosswalks.readers.json_ld import Graph, said, types_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.result import ReadRecord
from repository.crosswalks.readers.schema_org import read_thing


def is_crate(root: Node) -> bool:
    """Whether a JSON-LD document describes itself as a crate."""
    return _descriptor(Graph(root)) is not None


def read(root: Node) -> ReadRecord:
    """The root dataset of a crate, as its descriptor names it; the files of the crate are not described one by one."""
    graph = Graph(root)
    descriptor = _descriptor(graph)
    about = next((said(node, "@id") for node in descriptor.each("about")), "./") if descriptor else "./"
    first = next((each for each in graph.things if "Dataset" in types_of(each)), root)
    thing = graph.at(about) or graph.at("./") or first
    for each in graph.things:
        if each is not thing and (each is descriptor or types_of(each) & {"File", "MediaObject"}):
            each.take()
    for part in thing.each("hasPart"):
        part.take()
    return read_thing("ro-crate", root, graph, thing)


def _descriptor(graph: Graph) -> Node | None:
    for name in ("ro-crate-metadata.json", "./ro-crate-metadata.json", "ro-crate-metadata.jsonld"):
        if (found := graph.at(name)) is not None:
            return found
    return None
