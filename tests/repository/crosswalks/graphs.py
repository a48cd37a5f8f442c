"""Reading a rendered graph in tests, and holding it to the shapes of a profile."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import pyshacl
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

from tests.repository.crosswalks import cast

DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
EU: Final = Namespace("http://publications.europa.eu/resource/authority/")

NOTATIONS: Final = {"dcat_ap": "xml", "geodcat-ap": "turtle", "dcat-ap-jsonld": "json-ld"}
"""Rendition -> what rdflib calls its notation."""

PROFILES: Final = {
    "DCAT-AP 3.0.1, shapes": ("dcat-ap-3.0.1/shapes.ttl",),
    "DCAT-AP 3.0.1, classes": ("dcat-ap-3.0.1/dcat-ap-SHACL.ttl",),
    "DCAT-AP 3.0.1, ranges": ("dcat-ap-3.0.1/range.ttl",),
    "DCAT-AP, deprecated addresses": ("dcat-ap-3.0.1/deprecateduris.ttl",),
    "GeoDCAT-AP 2.0.0": ("geodcat-ap-2.0.0/geodcat-ap.shacl.ttl", "dcat-ap-3.0.1/shapes_recommended.ttl"),
}
"""Profile -> files of its shapes. Those of GeoDCAT-AP want a shape of dates that DCAT-AP's recommendations hold."""

_ELSEWHERE: Final = {str(DCT.relation), "None"}
"""`range.ttl` alone has related works be datasets of a catalogue, with a description; ours are mostly papers."""


def read(body: bytes, notation: str) -> Graph:
    """A rendered document as a graph."""
    return Graph().parse(data=body, format=notation)


def dataset(graph: Graph) -> Node:
    """The dataset that the entry of the catalogue describes."""
    (found,) = graph.objects(None, URIRef("http://xmlns.com/foaf/0.1/primaryTopic"))
    assert (found, RDF.type, DCAT.Dataset) in graph
    return found


def violations(graph: Graph, profile: str) -> set[str]:
    """What the shapes of a profile refuse; the test is skipped by name without the official shapes."""
    shapes = _shapes(cast.schemas_folder() / "shacl", PROFILES[profile])
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, do_owl_imports=False, inference="none")
    assert isinstance(report, Graph)
    found = {(report.value(each, SH.resultPath), each) for each in report.subjects(SH.resultSeverity, SH.Violation)}
    known = _ELSEWHERE if profile.endswith("ranges") else set()
    return {f"{path}: {report.value(each, SH.resultMessage)}" for path, each in found if str(path) not in known}


@lru_cache
def _shapes(folder: Path, files: tuple[str, ...]) -> Graph:
    shapes = Graph()
    for file in files:
        shapes.parse(folder / file)
    pathless = [pair for pair in shapes.subject_objects(SH.property) if shapes.value(pair[1], SH.path) is None]
    for shape, constraint in pathless:  # two of 3.0.1 say nothing but their name, and pyshacl stops at them
        shapes.remove((shape, SH.property, constraint))
    return shapes
