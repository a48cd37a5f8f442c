"""ISO 19139 and 19115-3 -> record: authors, contributors, contacts, funders and the publisher."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, get_args

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.iso_texts import address_of, code_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.people import ORGANISATIONAL, PERSONAL, affiliation, orcid_of, party, ror_of
from repository.crosswalks.readers.texts import is_unsaid, short
from repository.record.identifiers import parse_doi
from repository.record.terms import ContributorRole, FunderIdentifierType

_AUTHORS: Final = frozenset({"author", "coAuthor", "originator"})
_ROLES: Final[dict[str, str]] = {
    "principalInvestigator": "ProjectLeader", "owner": "RightsHolder", "rightsHolder": "RightsHolder",
    "custodian": "DataCurator", "distributor": "Distributor", "resourceProvider": "Distributor", "sponsor": "Sponsor",
    "editor": "Editor", "processor": "Other", "contributor": "Other", "collaborator": "Other", "mediator": "Other",
    "stakeholder": "Other", **{word: word for word in get_args(ContributorRole)},
}  # fmt: skip
"""CI_RoleCode -> role; of `user` and of any other nothing is made."""

_WORDS: Final[dict[str, str]] = {word: word for word in get_args(ContributorRole)}
_FUNDER_KINDS: Final = frozenset(get_args(FunderIdentifierType))
_COUNTRY: Final = re.compile("[A-Z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Said:
    """One responsible party: its role, who it is in the shape of the record, and how to reach it."""

    role: str
    party: dict[str, Any]
    name: str
    organisation: str
    email: str
    uri: str
    node: Node
    anchor: str


def parties(found: Gathering, info: Node) -> None:
    """The parties of the citation, then the points of contact of the dataset."""
    for node in info.each("citation/*/citedResponsibleParty/*"):
        for said in _parties(node):
            _place(found, said)
    for node in info.each("pointOfContact/*"):
        for said in _parties(node):
            _place(found, said)
    for path in ("citation/*/citedResponsibleParty/*", "pointOfContact/*"):
        for node in info.each(path):
            for idle in node.each("contactInfo/*/onlineResource/*/protocol|function|applicationProfile"):
                idle.take()


def _place(found: Gathering, said: _Said) -> None:
    if said.role in _AUTHORS:
        found.add("creators", said.party, said.node)
    elif said.role == "pointOfContact":
        contact = {"name": said.name, "email": said.email, "uri": said.uri if not said.email else ""}
        value: dict[str, Any] = {key: words for key, words in contact.items() if words}
        if said.organisation and said.organisation != said.name:
            value["affiliation"] = next(iter(said.party.get("affiliations", ())), {"name": said.organisation})
        if said.email or said.uri:
            found.add("contacts", value, said.node)
        elif said.party:
            found.add("contributors", {"role": "ContactPerson", "party": said.party}, said.node)
    elif said.role == "funder":
        found.add("funding", {"funder": said.name} | _known_funder(said), said.node)
    elif said.role in _ROLES:
        value = {"role": _ROLES[said.role], "party": said.party}
        found.add("contributors", value if said.party else None, said.node)
    else:
        for node in said.node.walk():
            node.is_taken = False


def _known_funder(said: _Said) -> dict[str, Any]:
    """The identifier of a funder and its kind."""
    if ror := said.party.get("ror"):
        return {"funder_identifier": ror, "funder_identifier_type": "ROR"}
    for each in said.party.get("identifiers", ()):
        if each["scheme"] in _FUNDER_KINDS:
            return {"funder_identifier": each["value"], "funder_identifier_type": each["scheme"]}
    doi = parse_doi(said.anchor)
    kind = "Crossref Funder ID" if doi and doi.name.startswith("10.13039/") else "Other"
    return {"funder_identifier": said.anchor, "funder_identifier_type": kind} if ":" in said.anchor else {}


def _parties(node: Node) -> Iterator[_Said]:
    """A CI_ResponsibleParty is one; a CI_Responsibility names each of its parties, an organisation with its people."""
    role_node = node.first("role")
    role = code_of(role_node) if role_node else ""
    if node.name != "CI_Responsibility":
        yield _said(role, node, node.first("individualName"), node.first("organisationName"), node)
        return
    outers = node.each("party/*")
    people = [each for each in outers if each.name == "CI_Individual" or each.each("individual/*")]
    if len(people) == 1 and people[0] is outers[0] and all(each.name == "CI_Organisation" for each in outers[1:]):
        said = next(_in_party(role, node, outers[0]))
        said.party.setdefault("affiliations", []).extend(
            works_at for each in outers[1:] if (works_at := _employer(each))
        )
        yield said
        return
    for outer in outers:
        yield from _in_party(role, node, outer)


def _in_party(role: str, node: Node, outer: Node) -> Iterator[_Said]:
    """An organisation with its people, or a person alone."""
    people = outer.each("individual/*") if outer.name == "CI_Organisation" else [outer]
    organisation = outer.first("name") if outer.name == "CI_Organisation" else None
    for person in people:
        yield _said(role, node, person.first("name"), organisation, person, outer)
    if not people:
        yield _said(role, node, None, organisation, outer)


def _employer(node: Node) -> dict[str, Any]:
    """An organisation as where somebody works."""
    codes = (node.line("partyIdentifier/*/code"), address_of(node))
    ror = next((known for code in codes if "ror.org" in code and (known := ror_of(code))), "")
    country = node.line("contactInfo/*/address/*/country")
    value = {"name": short(node.raw("name")), "ror": ror, "country": country if _COUNTRY.fullmatch(country) else ""}
    return {key: said for key, said in value.items() if said} if value["name"] else {}


def _identifiers(node: Node) -> list[dict[str, Any]]:
    """Identifiers of a party other than ORCID and ROR, whose space says what they are."""
    found: list[dict[str, Any]] = []
    for each in node.each("partyIdentifier/*"):
        code, space, uri = each.line("code"), each.line("codeSpace"), address_of(each)
        if code and space and space not in ("ORCID", "ROR") and not orcid_of(code) and not ror_of(code):
            found.append({"scheme": space, "value": code} | ({"uri": uri} if ":" in uri else {}))
    return found


def _said(role: str, node: Node, individual: Node | None, organisation: Node | None, *reach: Node) -> _Said:
    name, employer = (short(each.said()) if each else "" for each in (individual, organisation))
    name, employer = ("" if is_unsaid(each) else each for each in (name, employer))
    codes = [each.line("partyIdentifier/*/code") for each in reach] + [address_of(individual) if individual else ""]
    orcid = next((known for code in codes if code and (known := orcid_of(code))), None)
    ror_codes = [address_of(organisation) if organisation else "", *codes]
    ror = next((known for code in ror_codes if "ror.org" in code and (known := ror_of(code))), None)
    email = next((mail for each in reach if (mail := each.line("contactInfo/*/address/*/electronicMailAddress"))), "")
    uri = next((link for each in reach if (link := each.line("contactInfo/*/onlineResource/*/linkage"))), "")
    others = _identifiers(reach[0])
    country = reach[-1].line("contactInfo/*/address/*/country") if employer else ""
    at = {"country": country} if _COUNTRY.fullmatch(country) else {}
    if name:
        works_at = affiliation(employer) | ({"ror": ror} if ror and employer else {}) | (at if employer else {})
        who = party(name, kind=PERSONAL, orcid=orcid, affiliations=[works_at] if works_at else [], identifiers=others)
    else:
        who = party(employer, kind=ORGANISATIONAL, ror=ror, identifiers=others)
        who |= at if who else {}
    position = reach[0].line("positionName") or reach[0].line("contactInfo/*/contactType")
    known = _WORDS.get(position, "") or role
    anchor = address_of(organisation) if organisation else ""
    return _Said(known, who, name or employer, employer, email, uri, node, anchor)
