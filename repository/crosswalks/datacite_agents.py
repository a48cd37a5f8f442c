"""DataCite: creators, contributors and funders (properties 2, 7 and 19 of the schema)."""

from collections.abc import Iterable, Iterator
from typing import Final

from repository.crosswalks.xml_text import address, element, holder
from repository.record.model import Record
from repository.record.people import Affiliation, Contact, Party, Person
from repository.record.relations import Funding

UNAVAILABLE: Final = "(:unav)"
"""DataCite's word for a mandatory value that is not known."""


def creators(record: Record) -> Iterator[str]:
    """Each creator in order; one unavailable creator where there is none, since the schema wants one."""
    if not record.creators:
        yield holder("creator", (element("creatorName", UNAVAILABLE),))
    for party in record.creators:
        yield holder("creator", _agent("creatorName", party))


def contributors(record: Record) -> Iterator[str]:
    """Each contributor with the role, then the contacts as ContactPerson."""
    for contributor in record.contributors:
        yield holder("contributor", _agent("contributorName", contributor.party), contributorType=contributor.role)
    for contact in record.contacts:
        yield holder("contributor", _contact(contact), contributorType="ContactPerson")


def funding_references(record: Record) -> Iterator[str]:
    """Who paid, under which grant."""
    for funding in record.funding:
        yield holder("fundingReference", _funding(funding))


def _agent(name_element: str, party: Party) -> Iterator[str]:
    if isinstance(party, Person):
        yield element(name_element, party.name, nameType="Personal")
        if party.given:
            yield element("givenName", party.given)
        yield element("familyName", party.family)
        yield from _known_as("ORCID", "https://orcid.org", party.orcid_uri)
    else:
        yield element(name_element, party.name, nameType="Organizational")
        yield from _known_as("ROR", "https://ror.org", party.ror_uri)
    for other in party.identifiers:
        yield element("nameIdentifier", other.value, nameIdentifierScheme=other.scheme)
    yield from _affiliations(party.affiliations)


def _known_as(scheme: str, scheme_uri: str, uri: str | None) -> Iterator[str]:
    if uri:
        yield element("nameIdentifier", uri, nameIdentifierScheme=scheme, schemeURI=scheme_uri)


def _affiliations(affiliations: Iterable[Affiliation]) -> Iterator[str]:
    for affiliation in affiliations:
        scheme = "ROR" if affiliation.ror else ""
        yield element(
            "affiliation",
            affiliation.name,
            affiliationIdentifier=affiliation.ror_uri or "",
            affiliationIdentifierScheme=scheme,
            schemeURI="https://ror.org" if scheme else "",
        )


def _contact(contact: Contact) -> Iterator[str]:
    yield element("contributorName", contact.name)
    yield from _affiliations((contact.affiliation,) if contact.affiliation else ())


def _funding(funding: Funding) -> Iterator[str]:
    yield element("funderName", funding.funder)
    if funding.funder_identifier and funding.funder_identifier_type:
        known = f"https://ror.org/{funding.ror}" if funding.ror else funding.funder_identifier
        scheme_uri = "https://ror.org" if funding.ror else ""
        yield element(
            "funderIdentifier", known, funderIdentifierType=funding.funder_identifier_type, schemeURI=scheme_uri
        )
    award = address(funding.award_uri or "")
    if funding.award_number or award:
        yield element("awardNumber", funding.award_number or award, awardURI=award)
    if funding.award_title:
        yield element("awardTitle", funding.award_title)
