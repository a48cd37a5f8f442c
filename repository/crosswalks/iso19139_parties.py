"""ISO 19139: responsible people and organisations (gmd:CI_ResponsibleParty)."""

from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_people import Agent
from repository.crosswalks.iso_shapes import Link, online
from repository.crosswalks.iso_terms import LINK


def responsible(pen: Pen, name: str, agent: Agent) -> str:
    """One role of one person or organisation; names are anchors to ORCID and ROR, several employers one text."""
    inside = pen.line("gmd:individualName", agent.person, _address_of(agent)) if agent.person else ""
    if agent.employers:
        names = "; ".join(employer.name for employer in agent.employers)
        ror = agent.employers[0].ror if len(agent.employers) == 1 else ""
        uri = ror or ("" if agent.person else _address_of(agent))
        inside += pen.line("gmd:organisationName", names, uri)
    inside += pen.line("gmd:positionName", agent.position) if agent.position else ""
    inside += _contact(pen, agent)
    inside += pen.code("gmd:role", "gmd:CI_RoleCode", agent.role)
    return f"<{name}><gmd:CI_ResponsibleParty>{inside}</gmd:CI_ResponsibleParty></{name}>"


def _address_of(agent: Agent) -> str:
    """The ORCID of a person, the address of a funder: the first identifier, where it is an address."""
    if not agent.identifiers:
        return ""
    scheme, value, _ = agent.identifiers[0]
    return value if scheme == "ORCID" or agent.role == "funder" else ""


def _contact(pen: Pen, agent: Agent) -> str:
    """Country, page; an e-mail address is only ever the repository's own."""
    country = agent.employers[0].country if len(agent.employers) == 1 else ""
    address = pen.line("gmd:country", country) if country else ""
    address += pen.line("gmd:electronicMailAddress", agent.email) if agent.email else ""
    inside = f"<gmd:address><gmd:CI_Address>{address}</gmd:CI_Address></gmd:address>" if address else ""
    inside += online(pen, "gmd:onlineResource", Link(agent.uri, LINK)) if agent.uri else ""
    return f"<gmd:contactInfo><gmd:CI_Contact>{inside}</gmd:CI_Contact></gmd:contactInfo>" if inside else ""
