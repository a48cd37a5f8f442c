"""schema.org -> record: who made it, who helped and how, whom to ask, and who paid."""

from typing import Any, Final, get_args

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.json_ld import Graph, said, types_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.people import ORGANISATIONAL, PERSONAL, affiliation, orcid_of, party, ror_of
from repository.crosswalks.readers.texts import short
from repository.record.terms import ContributorRole, FunderIdentifierType

PARTIES_MOST: Final = 10_000
"""Authors that are looked at; those beyond stay in the file, as do all beyond what a record holds."""

_ROLES: Final = {
    "contributor": "Other", "editor": "Editor", "producer": "Producer", "sponsor": "Sponsor",
    "maintainer": "DataManager", "copyrightHolder": "RightsHolder",
}  # fmt: skip
_REGISTRY: Final = "registry.identifiers.org/registry/"
_FUNDREF: Final = "/10.13039/"


def people(found: Gathering, graph: Graph, thing: Node) -> None:
    """Creators, contributors by their role, contacts."""
    authors = graph.each(thing, "creator") or graph.each(thing, "author")
    for node in authors[:PARTIES_MOST]:
        found.add("creators", _party(graph, node), node)
    for name, role in _ROLES.items():
        for node in graph.each(thing, name)[:PARTIES_MOST]:
            _contributor(found, graph, node, role)
    for node in graph.each(thing, "contactPoint"):
        contact = {
            "name": short(graph.line(node, "name")),
            "email": graph.line(node, "email").removeprefix("mailto:"),
            "uri": graph.line(node, "url"),
        }
        value = {key: words for key, words in contact.items() if words}
        found.add("contacts", value if "name" in value and len(value) > 1 else None, node)


def _contributor(found: Gathering, graph: Graph, node: Node, role: str) -> None:
    """Someone who helped, as the Role around them says how; an agent of no said kind who is to be asked, a contact."""
    inner = _inside(graph, node)
    if "Role" in types_of(node) and (named := graph.line(node, "roleName")) in get_args(ContributorRole):
        role = named
    if role == "ContactPerson" and "Agent" in types_of(inner):
        employers = [_employer(graph, each) for each in graph.each(inner, "affiliation")]
        contact = {"name": short(graph.line(inner, "name")), "uri": graph.line(inner, "url")}
        value: dict[str, Any] = {key: words for key, words in contact.items() if words}
        value |= {"affiliation": employers[0]} if employers else {}
        found.add("contacts", value if "name" in value else None, node)
        return
    value = _party(graph, inner)
    found.add("contributors", {"role": role, "party": value} if value else None, node)


def _inside(graph: Graph, node: Node) -> Node:
    """What a Role is about; science-on-schema.org puts agents inside one."""
    inner = graph.each(node, "creator", "author", "contributor") if "Role" in types_of(node) else []
    return inner[0] if inner else node


def _party(graph: Graph, node: Node) -> dict[str, Any]:
    """A Person or Organization."""
    node = _inside(graph, node)
    types = types_of(node)
    if "Role" in types:
        return {}
    if node.text:
        return party(short(node.said()))
    kind = PERSONAL if "Person" in types else ORGANISATIONAL if types & {"Organization", "ResearchOrganization"} else ""
    codes = [said(node, "@id"), *_codes(graph, node)]
    orcid = next((known for code in codes if "orcid" in code.lower() and (known := orcid_of(_bare(code)))), None)
    ror = next((known for code in codes if "ror.org" in code.lower() and (known := ror_of(code))), None)
    name = short(graph.line(node, "name"))
    family, given = short(graph.line(node, "familyName")), short(graph.line(node, "givenName"))
    employers = [_employer(graph, each) for each in graph.each(node, "affiliation", "worksFor", "parentOrganization")]
    return party(
        name or family,
        family=family,
        given=given,
        kind=kind,
        orcid=orcid,
        ror=None if kind == PERSONAL else ror,
        affiliations=[each for each in employers if each],
        identifiers=_others(graph, node),
    )


def _bare(code: str) -> str:
    return code.removeprefix("orcid:")


def _codes(graph: Graph, node: Node) -> list[str]:
    found: list[str] = []
    for each in graph.each(node, "identifier", "sameAs", "url"):
        found += [each.said()] if each.text else [said(each, key) for key in ("@id", "url", "value")]
        if not each.text and any("orcid" in code or "ror.org" in code for code in found):
            each.take()
    return [code for code in found if code]


def _others(graph: Graph, node: Node) -> list[dict[str, Any]]:
    """Identifiers of a person or organisation that are neither an ORCID nor a ROR."""
    found = []
    for each in graph.each(node, "identifier"):
        scheme, value, uri = (said(each, name) for name in ("propertyID", "value", "url"))
        known = f"{scheme} {uri}".lower()
        if each.text or not scheme or not value or any(name in known for name in (_REGISTRY, "orcid", "ror.org")):
            continue
        found.append({"scheme": short(scheme), "value": short(value)} | ({"uri": uri} if uri else {}))
        each.take()
    return found


def _employer(graph: Graph, node: Node) -> dict[str, Any]:
    if node.text:
        return affiliation(short(node.said()))
    codes = [said(node, "@id"), *_codes(graph, node)]
    return affiliation(short(graph.line(node, "name")), next((code for code in codes if "ror.org" in code), ""))


def funding(found: Gathering, graph: Graph, thing: Node) -> None:
    """Grants with their funder, then funders of no grant."""
    for node in graph.each(thing, "funding"):
        funders = graph.each(node, "funder")
        name = short(graph.line(node, "funder"))
        grant = {
            "award_number": short(graph.line(node, "identifier")),
            "award_title": short(graph.line(node, "name")),
            "award_uri": graph.line(node, "url"),
        }
        if funders:
            known = {key: words for key, words in grant.items() if words} | _funder(graph, funders[0])
            found.add("funding", {"funder": name} | known, node)
    known_names = {each["funder"] for each in found.document.get("funding", ())}
    for node in graph.each(thing, "funder"):
        name = short(graph.line(node, "name")) or short(node.said())
        if name and name not in known_names:
            found.add("funding", {"funder": name} | _funder(graph, node), node)


def _funder(graph: Graph, node: Node) -> dict[str, str]:
    """The identifier of a funder and its kind; nothing where the kind is none of the list."""
    for each in graph.each(node, "identifier"):
        kind, value = said(each, "propertyID"), said(each, "value")
        if kind in get_args(FunderIdentifierType) and value and (kind != "ROR" or ror_of(value)):
            each.take()
            value = ror_of(value) or value if kind == "ROR" else value
            return {"funder_identifier": value, "funder_identifier_type": kind}
    for code in (said(node, "@id"), *_codes(graph, node)):
        if "ror.org" in code and (known := ror_of(code)):
            return {"funder_identifier": known, "funder_identifier_type": "ROR"}
        if _FUNDREF in code:
            return {"funder_identifier": code, "funder_identifier_type": "Crossref Funder ID"}
    return {}
