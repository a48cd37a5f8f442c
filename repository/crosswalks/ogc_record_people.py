"""OGC API - Records: everybody as a contact with a role (OGC 20-004r1, contact properties); no mail address."""

from collections.abc import Iterator
from typing import Any

from repository.crosswalks.edition import Edition
from repository.crosswalks.xml_text import address, one_line
from repository.record.model import Record
from repository.record.people import Contact, NameIdentifier, Party, Person


def contacts(record: Record, edition: Edition) -> Iterator[dict[str, Any]]:
    """Creators in the order of citation, contributors, whom to ask, and the repository."""
    yield from (_party(creator, "author") for creator in record.creators)
    yield from (_party(each.party, each.role) for each in record.contributors)
    yield from (_contact(each) for each in record.contacts)
    if one_line(edition.publisher):
        yield {
            "organization": one_line(edition.publisher),
            "links": _pages(edition.site_url or edition.url),
            "roles": ["publisher"],
        }


def _party(party: Party, role: str) -> dict[str, Any]:
    if isinstance(party, Person):
        known = {"identifier": party.orcid_uri, "name": party.name}
        places = ", ".join(place.name for place in party.affiliations)
        return {**known, "organization": places, "links": [*_pages(*_addresses(party))], "roles": [role]}
    places = ", ".join(place.name for place in party.affiliations)
    known = {"identifier": party.ror_uri, "organization": party.name, "description": places}
    return {**known, "links": _pages(*_addresses(party)), "roles": [role]}


def _contact(contact: Contact) -> dict[str, Any]:
    organisation = contact.affiliation.name if contact.affiliation else ""
    return {
        "name": contact.name,
        "organization": organisation,
        "links": _pages(contact.page or ""),
        "roles": ["pointOfContact"],
    }


def _addresses(party: Party) -> Iterator[str]:
    """Pages of other registers, and those of the organisations somebody belongs to."""
    yield from (_page(each) for each in party.identifiers)
    yield from (place.ror_uri or "" for place in party.affiliations)


def _page(identifier: NameIdentifier) -> str:
    return identifier.uri or ""


def _pages(*addresses: str) -> list[dict[str, str]]:
    spelled = dict.fromkeys(address(each) for each in addresses if each)
    return [{"rel": "about", "href": each, "type": "text/html"} for each in spelled if each]
