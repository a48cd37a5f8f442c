"""schema.org: people, organisations, what they did, and who paid (science-on-schema.org 1.3, Roles of People)."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from repository.crosswalks.xml_text import address
from repository.record.model import Record
from repository.record.people import Affiliation, Contact, NameIdentifier, Party, Person
from repository.record.relations import Funding

_REGISTRY: Final = "https://registry.identifiers.org/registry"
"""Where kinds of identifiers have their address, as science-on-schema.org names them."""


def creators(record: Record) -> Iterator[dict[str, Any]]:
    """Each creator, in the order of citation."""
    return (agent(party) for party in record.creators)


def contributors(record: Record) -> Iterator[dict[str, Any]]:
    """Each contributor inside a Role that says what they did, then the contacts, without their e-mail address."""
    for contributor in record.contributors:
        yield _role(contributor.role, agent(contributor.party))
    for contact in record.contacts:
        yield _role("ContactPerson", _contact(contact))


def funding(record: Record) -> Iterator[dict[str, Any]]:
    """Each grant with its funder; one of which only the funder is known stays a grant without number and title."""
    return (_grant(each) for each in record.funding)


def agent(party: Party) -> dict[str, Any]:
    """A person by given and family name, or an organisation, with all their identifiers."""
    others = [_other(each) for each in party.identifiers]
    places = [_affiliation(each) for each in party.affiliations]
    if isinstance(party, Person):
        return {
            "@type": "Person",
            "@id": party.orcid_uri,
            "name": f"{party.given} {party.family}" if party.given else party.family,
            "givenName": party.given,
            "familyName": party.family,
            "identifier": [*known_by("orcid", party.orcid, party.orcid_uri), *others],
            "affiliation": places,
        }
    return {
        "@type": "Organization",
        "@id": party.ror_uri,
        "name": party.name,
        "identifier": [*known_by("ror", party.ror, party.ror_uri), *others],
        "parentOrganization": places,
    }


def known_by(kind: str, value: str | None, url: str | None) -> Iterable[dict[str, Any]]:
    """An identifier of a registered kind, such as `orcid`; nothing where there is none."""
    if value:
        yield {"@type": "PropertyValue", "propertyID": f"{_REGISTRY}/{kind}", "value": f"{kind}:{value}", "url": url}


def _other(identifier: NameIdentifier) -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "propertyID": identifier.scheme,
        "value": identifier.value,
        "url": address(identifier.uri or ""),
    }


def _affiliation(affiliation: Affiliation) -> dict[str, Any]:
    return {"@type": "Organization", "@id": affiliation.ror_uri, "name": affiliation.name}


def _role(role: str, of: dict[str, Any]) -> dict[str, Any]:
    return {"@type": "Role", "roleName": role, "contributor": of}


def _contact(contact: Contact) -> dict[str, Any]:
    """Of a contact nobody said whether it is a person, a team or an organisation."""
    return {
        "@type": "prov:Agent",
        "name": contact.name,
        "url": address(contact.page or ""),
        "affiliation": _affiliation(contact.affiliation) if contact.affiliation else None,
    }


def _grant(grant: Funding) -> dict[str, Any]:
    known = f"https://ror.org/{grant.ror}" if grant.ror else address(grant.funder_identifier or "")
    return {
        "@type": "MonetaryGrant",
        "identifier": grant.award_number,
        "name": grant.award_title,
        "url": address(grant.award_uri or ""),
        "funder": {
            "@type": "Organization",
            "@id": known,
            "name": grant.funder,
            "identifier": _funder_identifier(grant),
        },
    }


def _funder_identifier(grant: Funding) -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "propertyID": grant.funder_identifier_type,
        "value": f"https://ror.org/{grant.ror}" if grant.ror else grant.funder_identifier,
    }
