"""ISO 19115: who is named in a description of a dataset, and in which role, before either XML form writes them."""

from collections.abc import Iterator
from typing import NamedTuple

from repository.crosswalks.edition import Edition
from repository.crosswalks.iso_terms import ROLES
from repository.crosswalks.xml_text import one_line
from repository.record.model import Record
from repository.record.people import Affiliation, Contact, NameIdentifier, Organisation, Party, Person
from repository.record.relations import Funding


class Employer(NamedTuple):
    """An organisation: where a person works, or the party itself."""

    name: str
    ror: str = ""
    country: str = ""


class Agent(NamedTuple):
    """Somebody in one role. `person` is empty for an organisation, which is then the first employer.

    `position`: the role in the words of DataCite where ISO has no word for it. `identifiers`: (scheme, value, address).
    """

    role: str
    person: str = ""
    position: str = ""
    employers: tuple[Employer, ...] = ()
    identifiers: tuple[tuple[str, str, str], ...] = ()
    uri: str = ""
    email: str = ""


def cited(record: Record, edition: Edition) -> Iterator[Agent]:
    """Authors in their order, contributors, the publisher, funders: the parties of the citation."""
    for creator in record.creators:
        yield _agent("author", creator)
    for contributor in record.contributors:
        role = ROLES.get(contributor.role, "contributor")
        yield _agent(role, contributor.party, "" if role != "contributor" else contributor.role)
    yield _publisher(record, edition)
    for funding in record.funding:
        yield _funder(funding)


def points_of_contact(record: Record, edition: Edition) -> Iterator[Agent]:
    """Whom readers may ask, without their e-mail address; the repository, which keeps the data, is the last."""
    for contact in record.contacts:
        yield _contact(contact)
    yield repository(edition, "custodian")


def repository(edition: Edition, role: str) -> Agent:
    """The repository itself, with its own public address."""
    name = one_line(edition.publisher)
    uri = edition.site_url or edition.url
    return Agent(role, employers=(Employer(name),), uri=uri, email=edition.contact_email)


def _agent(role: str, party: Party, position: str = "") -> Agent:
    if isinstance(party, Person):
        known = tuple(_known_as(party.identifiers, party.orcid_uri))
        return Agent(role, party.name, position, tuple(map(_employer, party.affiliations)), known)
    known = tuple(_known_as(party.identifiers))
    return Agent(role, "", position, (_employer(party),), known)


def _known_as(identifiers: tuple[NameIdentifier, ...], orcid: str | None = None) -> Iterator[tuple[str, str, str]]:
    if orcid:
        yield "ORCID", orcid, ""
    for each in identifiers:
        yield each.scheme, each.value, each.uri or ""


def _employer(organisation: Affiliation | Organisation) -> Employer:
    return Employer(organisation.name, organisation.ror_uri or "", organisation.country or "")


def _publisher(record: Record, edition: Edition) -> Agent:
    """The repository, with its ROR where the sealed record names the same one."""
    name = one_line(edition.publisher)
    sealed = record.publication.publisher if record.publication else None
    ror = sealed.ror_uri if sealed and sealed.name == name else None
    return Agent("publisher", employers=(Employer(name, ror or ""),))


def _funder(funding: Funding) -> Agent:
    if funding.ror:
        return Agent("funder", employers=(Employer(funding.funder, f"https://ror.org/{funding.ror}"),))
    known = (funding.funder_identifier_type or "", funding.funder_identifier or "", "")
    return Agent("funder", employers=(Employer(funding.funder),), identifiers=(known,) if known[1] else ())


def _contact(contact: Contact) -> Agent:
    employers = (_employer(contact.affiliation),) if contact.affiliation else ()
    return Agent("pointOfContact", contact.name, employers=employers, uri=contact.page or "")


def credit_words(record: Record) -> Iterator[str]:
    """Who paid and under which grant, in words: `European Commission, 312463, FIXO3, https://...`."""
    for funding in record.funding:
        said = (funding.funder, funding.award_number, funding.award_title, funding.award_uri)
        yield ", ".join(part for part in said if part)
