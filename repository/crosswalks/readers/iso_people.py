"""ISO 19139 and 19115-3 -> record: authors, contributors, contacts, funders and the publisher."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.iso_texts import address_of, code_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.people import ORGANISATIONAL, PERSONAL, affiliation, orcid_of, party, ror_of
from repository.crosswalks.readers.texts import is_unsaid, short

_AUTHORS: Final = frozenset({"author", "coAuthor", "originator"})
_ROLES: Final = {
    "principalInvestigator": "ProjectLeader", "owner": "RightsHolder", "rightsHolder": "RightsHolder",
    "custodian": "DataCurator", "distributor": "Distributor", "resourceProvider": "Distributor", "sponsor": "Sponsor",
    "editor": "Editor", "processor": "Other", "contributor": "Other", "collaborator": "Other", "mediator": "Other",
    "stakeholder": "Other",
}  # fmt: skip
"""CI_RoleCode -> role; of `user` and of any other nothing is made."""


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
            value["affiliation"] = {"name": said.organisation}
        if said.email or said.uri:
            found.add("contacts", value, said.node)
        elif said.party:
            found.add("contributors", {"role": "ContactPerson", "party": said.party}, said.node)
    elif said.role == "funder":
        found.add("funding", {"funder": said.name}, said.node)
    elif said.role in _ROLES:
        value = {"role": _ROLES[said.role], "party": said.party}
        found.add("contributors", value if said.party else None, said.node)
    else:
        for node in said.node.walk():
            node.is_taken = False


def _parties(node: Node) -> Iterator[_Said]:
    """A CI_ResponsibleParty is one; a CI_Responsibility names each of its parties, an organisation with its people."""
    role_node = node.first("role")
    role = code_of(role_node) if role_node else ""
    if node.name != "CI_Responsibility":
        yield _said(role, node, node.first("individualName"), node.first("organisationName"), node)
        return
    for outer in node.each("party/*"):
        people = outer.each("individual/*") if outer.name == "CI_Organisation" else [outer]
        organisation = outer.first("name") if outer.name == "CI_Organisation" else None
        for person in people:
            yield _said(role, node, person.first("name"), organisation, person, outer)
        if not people:
            yield _said(role, node, None, organisation, outer)


def _said(role: str, node: Node, individual: Node | None, organisation: Node | None, *reach: Node) -> _Said:
    name, employer = (short(each.said()) if each else "" for each in (individual, organisation))
    name, employer = ("" if is_unsaid(each) else each for each in (name, employer))
    codes = [each.line("partyIdentifier/*/code") for each in reach] + [address_of(individual) if individual else ""]
    orcid = next((known for code in codes if code and (known := orcid_of(code))), None)
    ror_codes = [address_of(organisation) if organisation else "", *codes]
    ror = next((known for code in ror_codes if "ror.org" in code and (known := ror_of(code))), None)
    email = next((mail for each in reach if (mail := each.line("contactInfo/*/address/*/electronicMailAddress"))), "")
    uri = next((link for each in reach if (link := each.line("contactInfo/*/onlineResource/*/linkage"))), "")
    if name:
        works_at = affiliation(employer) | ({"ror": ror} if ror and employer else {})
        who = party(name, kind=PERSONAL, orcid=orcid, affiliations=[works_at] if works_at else [])
    else:
        who = party(employer, kind=ORGANISATIONAL, ror=ror)
    return _Said(role, who, name or employer, employer, email, uri, node)
