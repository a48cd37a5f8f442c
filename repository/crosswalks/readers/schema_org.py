"""schema.org/Dataset as JSON-LD -> record; `rocrate` reads the root of a crate through the same door."""

import re
from typing import Any, Final

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.json_ld import Graph, said, text_of, types_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.people import ORGANISATIONAL, PERSONAL, affiliation, orcid_of, party, ror_of
from repository.crosswalks.readers.result import ReadRecord
from repository.crosswalks.readers.schema_org_extents import periods, places, variables
from repository.crosswalks.readers.texts import day_of, is_unsaid, related_to, short, tag_of
from repository.record.identifiers import parse_doi
from repository.record.licence_forms import licence_from

_KINDS: Final = {"Dataset": "Dataset", "SoftwareSourceCode": "Software", "DataCatalog": "Collection"}
_DATES: Final = {"datePublished": "Issued", "dateCreated": "Created", "dateModified": "Updated"}
_RELATIONS: Final = {
    "citation": "Cites", "isBasedOn": "IsDerivedFrom", "isPartOf": "IsPartOf", "subjectOf": "IsDescribedBy",
}  # fmt: skip
_ROLES: Final = {
    "contributor": "Other", "editor": "Editor", "producer": "Producer", "sponsor": "Sponsor",
    "maintainer": "DataManager", "copyrightHolder": "RightsHolder",
}  # fmt: skip


PARTIES_MOST: Final = 10_000
"""Authors that are looked at; those beyond stay in the file, as do all beyond what a record holds."""


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
    _people(found, graph, thing)
    _funding(found, graph, thing)
    _keywords(found, graph, thing)
    periods(found, graph, thing)
    places(found, graph, thing)
    variables(found, graph, thing)
    _rights(found, graph, thing)
    _identifiers(found, graph, thing)
    _relations(found, graph, thing)
    for name, kind in _DATES.items():
        for node in thing.each(name):
            found.add("dates", {"kind": kind, "date": day_of(node.line())}, node)
    return found.finish()


def _texts(found: Gathering, graph: Graph, thing: Node) -> None:
    titles: dict[str, str] = {}
    for node in thing.each("name|headline"):
        tag = tag_of(said(node, "@language"))
        if (text := short(text_of(node))) and tag not in titles:
            titles[tag] = text
            found.put("title", titles, node)
    for node in thing.each("alternateName"):
        text = short(text_of(node))
        found.add("other_titles", {"text": text} if text else None, node)
    for node in thing.each("description|abstract"):
        found.say("abstract", tag_of(said(node, "@language")), text_of(node), node)
    for kind in types_of(thing) & set(_KINDS):
        found.put("resource_type", {"general": _KINDS[kind]}, thing)
    for node in thing.each("inLanguage"):
        tag = tag_of(text_of(node))
        found.add("data_languages", tag if tag != "und" else None, node)
    for node in thing.each("conditionsOfAccess"):
        found.say("access_note", "und", text_of(node), node)


def _people(found: Gathering, graph: Graph, thing: Node) -> None:
    authors = graph.each(thing, "creator") or graph.each(thing, "author")
    for node in authors[:PARTIES_MOST]:
        found.add("creators", _party(graph, node), node)
    for role_name, role in _ROLES.items():
        for node in graph.each(thing, role_name)[:PARTIES_MOST]:
            value = _party(graph, node)
            found.add("contributors", {"role": role, "party": value} if value else None, node)
    for node in graph.each(thing, "contactPoint"):
        contact = {
            "name": short(graph.line(node, "name")),
            "email": graph.line(node, "email").removeprefix("mailto:"),
            "uri": graph.line(node, "url"),
        }
        value = {key: words for key, words in contact.items() if words}
        found.add("contacts", value if "name" in value and len(value) > 1 else None, node)
    publisher = graph.line(thing, "publisher")
    date = day_of(graph.line(thing, "datePublished"))
    if publisher and date:
        value = {"publisher": {"name": publisher}, "date": date}
        if version := short(graph.line(thing, "version")):
            value["version"] = version
        found.put("publication", value, thing.first("publisher"))


def _party(graph: Graph, node: Node) -> dict[str, Any]:
    """A Person or Organization; science-on-schema.org may put it inside a Role."""
    if "Role" in types_of(node):
        inner = graph.each(node, "creator", "author", "contributor")
        return _party(graph, inner[0]) if inner and inner[0] is not node else {}
    if node.text:
        return party(short(node.said()))
    types = types_of(node)
    kind = PERSONAL if "Person" in types else ORGANISATIONAL if types & {"Organization", "ResearchOrganization"} else ""
    codes = [said(node, "@id"), *_codes(graph, node)]
    orcid = next((known for code in codes if "orcid" in code.lower() and (known := orcid_of(code))), None)
    ror = next((known for code in codes if "ror.org" in code.lower() and (known := ror_of(code))), None)
    name = short(graph.line(node, "name"))
    family, given = short(graph.line(node, "familyName")), short(graph.line(node, "givenName"))
    employers = [_employer(graph, each) for each in graph.each(node, "affiliation", "worksFor")]
    ror = None if kind == PERSONAL else ror
    places = [each for each in employers if each]
    return party(name or family, family=family, given=given, kind=kind, orcid=orcid, ror=ror, affiliations=places)


def _codes(graph: Graph, node: Node) -> list[str]:
    found: list[str] = []
    for each in graph.each(node, "identifier", "sameAs", "url"):
        found += [each.said()] if each.text else [said(each, key) for key in ("@id", "url", "value")]
        if not each.text and any("orcid" in code or "ror.org" in code for code in found):
            each.take()
    return [code for code in found if code]


def _employer(graph: Graph, node: Node) -> dict[str, Any]:
    if node.text:
        return affiliation(short(node.said()))
    codes = [said(node, "@id"), *_codes(graph, node)]
    return affiliation(short(graph.line(node, "name")), next((code for code in codes if "ror.org" in code), ""))


def _funding(found: Gathering, graph: Graph, thing: Node) -> None:
    for node in graph.each(thing, "funding"):
        funders = graph.each(node, "funder")
        name = short(graph.line(node, "funder"))
        grant = {"award_number": short(graph.line(node, "identifier")), "award_title": short(graph.line(node, "name")),
                 "award_uri": graph.line(node, "url")}  # fmt: skip
        if funders:
            found.add("funding", {"funder": name} | {key: words for key, words in grant.items() if words}, node)
    known = {each["funder"] for each in found.document.get("funding", ())}
    for node in graph.each(thing, "funder"):
        name = short(text_of(node))
        if name and name not in known:
            found.add("funding", {"funder": name}, node)


def _keywords(found: Gathering, graph: Graph, thing: Node) -> None:
    """Terms; one text may hold several, between commas."""
    for node in graph.each(thing, "keywords", "about"):
        if node.text:
            for term in re.split(r"[,;\n]", node.said()):
                found.add("keywords", {"term": {"und": short(term)}} if short(term) else None, node)
            continue
        term = short(text_of(node))
        scheme = node.first("inDefinedTermSet")
        named = short(text_of(scheme)) if scheme else ""
        value: dict[str, Any] = {"term": {tag_of(said(node, "@language")): term}}
        value |= {"scheme_uri": named} if named.startswith("http") else {"scheme": named} if named else {}
        uri = graph.line(node, "url")
        found.add("keywords", (value | ({"uri": uri} if uri.startswith("http") else {})) if term else None, node)


def _rights(found: Gathering, graph: Graph, thing: Node) -> None:
    for node in graph.each(thing, "license"):
        name, uri = short(graph.line(node, "name")), said(node, "@id") or graph.line(node, "url")
        if node.text:
            name, uri = ("", node.said()) if node.text.startswith("http") else (node.said(), "")
        known = next((known for words in (uri, name) if words and (known := licence_from(words))), None)
        value = dict(known) if known else {key: words for key, words in (("uri", uri), ("name", name)) if words}
        if "licence" not in found.document and (known or uri.startswith("http")):
            found.put("licence", value, node)
        else:
            found.say("use_limitations", "und", name or uri, node)


def _identifiers(found: Gathering, graph: Graph, thing: Node) -> None:
    for node in graph.each(thing, "identifier", "url", "sameAs"):
        value = node.said() if node.text else graph.line(node, "value") or said(node, "@id")
        value = short(value)
        if not value or is_unsaid(value):
            continue
        if parsed := parse_doi(value):
            found.add("identifiers", {"value": parsed.name, "kind": "DOI"}, node)
        elif value.startswith("http"):
            found.add("identifiers", {"value": value, "kind": "URL"}, node)
        elif kind := short(graph.line(node, "propertyID")) if not node.text else "":
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
            node.is_taken = True
            for key in ("@id", "url", "identifier"):
                for each in node.each(key):
                    each.take()
            value = {"identifier": known[0], "identifier_type": known[1], "relation": relation}
            found.add("related", value | ({"title": title} if title else {}), node)
