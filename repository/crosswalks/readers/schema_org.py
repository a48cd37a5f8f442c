"""schema.org/Dataset as JSON-LD -> record; `rocrate` reads the root of a crate through the same door.

People are in `schema_org_people`, places, periods and variables in `schema_org_extents`.
"""

import re
from typing import Any, Final, get_args

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.json_ld import Graph, by_language, language_of, said, text_of, types_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.result import ReadRecord
from repository.crosswalks.readers.schema_org_extents import periods, places, variables
from repository.crosswalks.readers.schema_org_people import funding, people
from repository.crosswalks.readers.texts import day_of, is_unsaid, related_to, short, tag_of
from repository.record.identifiers import parse_doi
from repository.record.licence_forms import licence_from
from repository.record.terms import Acquisition, ResourceTypeGeneral, ServiceKind, TopicCategory

_KINDS: Final = {"Dataset": "Dataset", "SoftwareSourceCode": "Software", "DataCatalog": "Collection"}
_DATES: Final = {"datePublished": "Issued", "dateCreated": "Created", "dateModified": "Updated"}
_RELATIONS: Final = {
    "citation": "Cites", "isBasedOn": "IsDerivedFrom", "isPartOf": "IsPartOf", "subjectOf": "IsDescribedBy",
}  # fmt: skip
_TOPICS: Final = "ISO 19115 Topic Category"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
_SPDX = re.compile(r"https?://spdx\.org/licenses/([A-Za-z0-9][A-Za-z0-9.+-]{0,63}?)(?:\.html|\.json)?")


def read(root: Node) -> ReadRecord:
    """The first Dataset of a document, else its first thing."""
    graph = Graph(root)
    things = graph.things or root.each("item") or [root]
    thing = next((each for each in things if "Dataset" in types_of(each)), things[0])
    return read_thing("schema-org", root, graph, thing)


def read_thing(dialect: str, root: Node, graph: Graph, thing: Node) -> ReadRecord:
    """One thing of a graph as a record."""
    found = Gathering(dialect, root)
    for each in root.walk():
        if each.name in ("@type", "@context", "@id"):
            each.take()
    _texts(found, graph, thing)
    people(found, graph, thing)
    funding(found, graph, thing)
    _publication(found, graph, thing)
    _keywords(found, graph, thing)
    periods(found, graph, thing)
    places(found, graph, thing)
    variables(found, graph, thing)
    _rights(found, graph, thing)
    _identifiers(found, graph, thing)
    _relations(found, graph, thing)
    _making(found, graph, thing)
    _services(found, graph, thing)
    for name, kind in _DATES.items():
        for node in thing.each(name):
            found.add("dates", {"kind": kind, "date": day_of(node.line())}, node)
    return found.finish()


def _texts(found: Gathering, graph: Graph, thing: Node) -> None:
    titles: dict[str, str] = {}
    for node in thing.each("name|headline"):
        tag = language_of(node)
        if (text := short(text_of(node))) and tag not in titles:
            titles[tag] = text
            found.put("title", titles, node)
    if titles and (first := next(iter(titles))) != "und":
        found.put("language", first, None)
    for node in thing.each("alternateName"):
        text, tag = short(text_of(node)), language_of(node)
        said_in = {"language": tag} if tag != "und" else {}
        found.add("other_titles", {"text": text, **said_in} if text else None, node)
    for node in thing.each("description|abstract"):
        found.say("abstract", language_of(node), text_of(node), node)
    _resource_type(found, thing)
    for node in thing.each("inLanguage"):
        tag = tag_of(text_of(node))
        found.add("data_languages", tag if tag != "und" else None, node)
    for node in thing.each("conditionsOfAccess"):
        if not node.line().startswith("info:eu-repo/"):
            found.say("access_note", language_of(node), text_of(node), node)
    for use in graph.each(thing, "usageInfo"):
        for node in use.each("text"):
            found.say("use_limitations", language_of(node), text_of(node), node)


def _resource_type(found: Gathering, thing: Node) -> None:
    """By its types; what we write says the kind in the words of DataCite, and a freer word after it, as genres."""
    genres = thing.each("genre")
    if genres and genres[0].text in get_args(ResourceTypeGeneral):
        words = [short(node.said()) for node in genres]
        found.put("resource_type", {"general": words[0]} | ({"text": words[1]} if words[1:] else {}), genres[0])
        return
    for kind in sorted(types_of(thing) & set(_KINDS)):
        found.put("resource_type", {"general": _KINDS[kind]}, thing)


def _publication(found: Gathering, graph: Graph, thing: Node) -> None:
    publisher = graph.line(thing, "publisher")
    date = day_of(graph.line(thing, "datePublished"))
    if publisher and date:
        value = {"publisher": {"name": publisher}, "date": date}
        if version := short(graph.line(thing, "version")):
            value["version"] = version
        found.put("publication", value, thing.first("publisher"))


def _keywords(found: Gathering, graph: Graph, thing: Node) -> None:
    """Terms by language; one text may hold several, between commas."""
    for node in graph.each(thing, "keywords", "about"):
        if node.text:
            for term in re.split(r"[,;\n]", node.said()):
                found.add("keywords", {"term": {"und": short(term)}} if short(term) else None, node)
            continue
        terms = by_language(node.each("name")) or by_language([node])
        vocabulary = _vocabulary(graph, node)
        if vocabulary.get("scheme") == _TOPICS and (topic := next(iter(terms.values()), "")) in get_args(TopicCategory):
            found.add("topics", topic, node)
            continue
        uri = graph.line(node, "url") or said(node, "@id")
        known = {"uri": uri} if ":" in uri and not uri.startswith("_:") else {}
        found.add("keywords", {"term": terms} | vocabulary | known if terms else None, node)


def _vocabulary(graph: Graph, node: Node) -> dict[str, str]:
    """Name and address of the vocabulary of a term; one text is whichever it looks like."""
    for each in graph.each(node, "inDefinedTermSet"):
        if each.text:
            text = short(each.said())
            return {"scheme_uri" if text.startswith("http") else "scheme": text} if text else {}
        name, uri = short(graph.line(each, "name")), graph.line(each, "url") or said(each, "@id")
        name = "" if name == uri else name
        return {key: words for key, words in (("scheme", name), ("scheme_uri", uri)) if words}
    return {}


def _rights(found: Gathering, graph: Graph, thing: Node) -> None:
    """The licence; a second address of the same one says nothing more, anything else is a limit of use."""
    for node in graph.each(thing, "license"):
        name, uri = short(graph.line(node, "name")), said(node, "@id") or graph.line(node, "url")
        if node.text:
            name, uri = ("", node.said()) if _ADDRESS.fullmatch(node.text) else (node.said(), "")
        name = "" if name == uri else name
        known = next((known for words in (uri, name) if words and (known := _known(words))), None)
        value = dict(known) if known else {key: words for key, words in (("uri", uri), ("name", name)) if words}
        held = found.document.get("licence")
        is_one = known or uri or (not node.text and name)
        if held is None and is_one:
            found.put("licence", value, node)
        elif held != value:
            found.say("use_limitations", "und", name or uri, node)
        else:
            node.take()


def _known(words: str) -> Any | None:
    """The licence of an address at SPDX, or that of its name, code or own address."""
    match = _SPDX.fullmatch(words)
    return {"spdx": match[1]} if match else licence_from(words)


def _identifiers(found: Gathering, graph: Graph, thing: Node) -> None:
    for node in graph.each(thing, "identifier", "url", "sameAs"):
        value = short(node.said() if node.text else graph.line(node, "value") or said(node, "@id"))
        kind = "" if node.text else short(graph.line(node, "propertyID"))
        if not value or is_unsaid(value):
            continue
        if kind and not kind.startswith("http") and kind.lower() != "doi":
            found.add("identifiers", {"value": value, "kind": kind}, node)
        elif parsed := parse_doi(value):
            found.add("identifiers", {"value": parsed.name, "kind": "DOI"}, node)
        elif value.startswith("http"):
            found.add("identifiers", {"value": value, "kind": "URL"}, node)
        elif kind:
            found.add("identifiers", {"value": value, "kind": kind}, node)


def _relations(found: Gathering, graph: Graph, thing: Node) -> None:
    """Works with a DOI or an address; the text of a citation is kept beside it."""
    for name, relation in _RELATIONS.items():
        for node in graph.each(thing, name):
            candidates = [node.text] if node.text else [said(node, "@id"), said(node, "url"), said(node, "identifier")]
            known = next((pair for text in candidates if text and (pair := related_to(text))), None)
            if known is None:
                continue
            title = "" if node.text else short(graph.line(node, "name"))
            cited = "" if node.text else node.raw("creditText")
            node.is_taken = True
            for key in ("@id", "url", "identifier"):
                for each in node.each(key):
                    each.take()
            value = {"identifier": known[0], "identifier_type": known[1], "relation": relation}
            beside = {key: words for key, words in (("title", title), ("citation", cited)) if words}
            found.add("related", value | beside, node)


def _making(found: Gathering, graph: Graph, thing: Node) -> None:
    """How the data were made: the words of the activity they come from, and kinds of acquisition."""
    for activity in graph.each(thing, "prov:wasGeneratedBy"):
        for node in activity.each("description"):
            found.say("lineage", language_of(node), text_of(node), node)
    for node in thing.each("measurementTechnique"):
        if node.text in get_args(Acquisition):
            found.add("acquisition", node.said(), node)


def _services(found: Gathering, graph: Graph, thing: Node) -> None:
    """Entry points of other ways to the data."""
    for node in graph.each(thing, "potentialAction"):
        target = next(iter(graph.each(node, "target")), node)
        uri, kind, media_type = (target.line(name) for name in ("urlTemplate", "description", "contentType"))
        kind = kind if kind in get_args(ServiceKind) else "other"
        name = short(node.line("name"))
        value = {"kind": kind, "uri": uri, "name": "" if name == kind else name, "media_type": media_type}
        said_of_it = {key: words for key, words in value.items() if words}
        found.add("distribution/services", said_of_it if uri.startswith(("http", "ftp")) else None, node)
