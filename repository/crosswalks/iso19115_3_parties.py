"""ISO 19115-3: responsible people and organisations (cit:CI_Responsibility)."""

from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_people import Agent, Employer
from repository.crosswalks.iso_shapes import Link, identifier, online
from repository.crosswalks.iso_terms import LINK


def responsibility(pen: Pen, name: str, agent: Agent) -> str:
    """One role of one person or organisation. A person stands in the first employer; others are parties beside."""
    inside = pen.code("cit:role", "cit:CI_RoleCode", agent.role)
    if agent.person and not agent.employers:
        inside += f"<cit:party>{_individual(pen, agent)}</cit:party>"
    for place, employer in enumerate(agent.employers):
        is_first = place == 0
        inside += f"<cit:party>{_organisation(pen, employer, agent if is_first else None)}</cit:party>"
    return f"<{name}><cit:CI_Responsibility>{inside}</cit:CI_Responsibility></{name}>"


def _organisation(pen: Pen, employer: Employer, agent: Agent | None) -> str:
    """An employer, around the agent who is a person; the agent itself where it is an organisation."""
    is_itself = agent is not None and not agent.person
    inside = pen.line("cit:name", employer.name)
    inside += _contact(pen, employer.country, agent if is_itself else None)
    inside += identifier(pen, "cit:partyIdentifier", employer.ror, space="ROR") if employer.ror else ""
    if agent is not None and is_itself:
        inside += _identifiers(pen, agent)
    elif agent is not None:
        inside += f"<cit:individual>{_individual(pen, agent)}</cit:individual>"
    return f"<cit:CI_Organisation>{inside}</cit:CI_Organisation>"


def _individual(pen: Pen, agent: Agent) -> str:
    inside = f"{pen.line('cit:name', agent.person)}{_contact(pen, '', agent)}{_identifiers(pen, agent)}"
    inside += pen.line("cit:positionName", agent.position) if agent.position else ""
    return f"<cit:CI_Individual>{inside}</cit:CI_Individual>"


def _identifiers(pen: Pen, agent: Agent) -> str:
    return "".join(
        identifier(pen, "cit:partyIdentifier", value, uri=uri, space=scheme) for scheme, value, uri in agent.identifiers
    )


def _contact(pen: Pen, country: str, agent: Agent | None) -> str:
    """Address of the page; the country of an organisation; an e-mail address is only ever the repository's own.

    An organisation has no position: its role in the words of DataCite is the type of contact.
    """
    email = agent.email if agent else ""
    address = pen.line("cit:country", country) if country else ""
    address += pen.line("cit:electronicMailAddress", email) if email else ""
    inside = f"<cit:address><cit:CI_Address>{address}</cit:CI_Address></cit:address>" if address else ""
    inside += online(pen, "cit:onlineResource", Link(agent.uri, LINK)) if agent and agent.uri else ""
    is_organisation = agent is not None and not agent.person
    inside += pen.line("cit:contactType", agent.position) if agent and is_organisation and agent.position else ""
    return f"<cit:contactInfo><cit:CI_Contact>{inside}</cit:CI_Contact></cit:contactInfo>" if inside else ""
