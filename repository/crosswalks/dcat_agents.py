"""DCAT: people and organisations, whom to ask, who paid."""

from collections.abc import Iterator

from repository.crosswalks.dcat_authorities import role_iri
from repository.crosswalks.edition import Edition
from repository.crosswalks.rdf_terms import Node, Pair, Text, iri, node
from repository.crosswalks.xml_text import one_line
from repository.record.model import Record
from repository.record.people import Affiliation, Contact, NameIdentifier, Party, Person
from repository.record.relations import Funding


def agents(record: Record, edition: Edition) -> Iterator[Pair]:
    """Creators, publisher, contacts, contributors with their roles, and funding."""
    for creator in record.creators:
        yield "dct:creator", agent(creator)
    yield "dct:publisher", publisher(edition)
    for contact in record.contacts:
        yield "dcat:contactPoint", _contact(contact)
    for contributor in record.contributors:
        helper = agent(contributor.party)
        if contributor.role == "RightsHolder":
            yield "dct:rightsHolder", helper
        roles = (("dcat:hadRole", role) for role in _roles(contributor.role))
        yield "prov:qualifiedAttribution", node("prov:Attribution", pairs=(("prov:agent", helper), *roles))
    for funding in record.funding:
        yield "schema:funding", _funding(funding)


def agent(party: Party) -> Node:
    """A person by ORCID, an organisation by ROR, others as blank nodes."""
    if isinstance(party, Person):
        return node("foaf:Agent", "foaf:Person", "prov:Agent", iri=party.orcid_uri or "", pairs=_person(party))
    return node("foaf:Agent", "foaf:Organization", "prov:Agent", iri=party.ror_uri or "", pairs=_known(party))


def publisher(edition: Edition) -> Node:
    """The repository."""
    home = iri(edition.site_url)
    page: tuple[Pair, ...] = (("foaf:homepage", node("foaf:Document", iri=home)),) if home else ()
    name: Pair = ("foaf:name", Text(one_line(edition.publisher)))
    return node("foaf:Agent", "foaf:Organization", "prov:Agent", pairs=(name, *page))


def role(word: str) -> Node:
    """A role or relation by its word in DataCite's lists, which have no addresses."""
    return node("dcat:Role", pairs=(("skos:notation", Text(word)),))


def identifier(value: str, scheme: str = "", uri: str | None = None) -> Node:
    """A further identifier, and who gives such ones."""
    agency = [("adms:schemeAgency", Text(scheme))] if scheme else []
    pairs: list[Pair] = [("skos:notation", Text(value)), *agency, ("rdfs:seeAlso", iri(uri))]
    return node("adms:Identifier", pairs=pairs)


def _person(person: Person) -> Iterator[Pair]:
    yield "foaf:name", Text(f"{person.given} {person.family}" if person.given else person.family)
    if person.given:
        yield "foaf:givenName", Text(person.given)
        yield "foaf:familyName", Text(person.family)
    yield from _more(person)


def _known(party: Party) -> Iterator[Pair]:
    yield "foaf:name", Text(party.name)
    yield from _more(party)


def _more(party: Party) -> Iterator[Pair]:
    for known in party.identifiers:
        yield "adms:identifier", _named(known)
    for affiliation in party.affiliations:
        yield "org:memberOf", _employer(affiliation)


def _named(known: NameIdentifier) -> Node:
    return identifier(known.value, known.scheme, known.uri)


def _employer(affiliation: Affiliation) -> Node:
    name: Pair = ("foaf:name", Text(affiliation.name))
    return node("foaf:Agent", "foaf:Organization", iri=affiliation.ror_uri or "", pairs=(name,))


def _contact(contact: Contact) -> Node:
    """A card without an e-mail address: readers write through the landing page."""
    pairs: list[Pair] = [("vcard:fn", Text(contact.name)), ("vcard:hasURL", iri(contact.page))]
    if contact.affiliation:
        pairs.append(("vcard:organization-name", Text(contact.affiliation.name)))
        pairs.append(("org:memberOf", _employer(contact.affiliation)))
    return node("vcard:Kind", pairs=pairs)


def _roles(word: str) -> Iterator[Node]:
    yield role(word)
    known = role_iri(word)
    if known:
        yield node("dcat:Role", iri=known)


def _funding(funding: Funding) -> Node:
    known = f"https://ror.org/{funding.ror}" if funding.ror else iri(funding.funder_identifier)
    pairs: list[Pair] = [("foaf:name", Text(funding.funder))]
    if funding.funder_identifier and not known:
        pairs.append(("adms:identifier", identifier(funding.funder_identifier, funding.funder_identifier_type or "")))
    grant: list[Pair] = [("schema:funder", node("foaf:Agent", "foaf:Organization", iri=known, pairs=pairs))]
    if funding.award_number:
        grant.append(("schema:identifier", Text(funding.award_number)))
    if funding.award_title:
        grant.append(("schema:name", Text(funding.award_title)))
    return node("schema:Grant", iri=iri(funding.award_uri), pairs=grant)
