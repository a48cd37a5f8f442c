"""DataCite Metadata Schema, kernels 2.1 to 4.7, as XML or JSON -> record: what it is, who made it, who paid.

Dates, places, rights, descriptions and relations are in `datacite_content`.
"""

from typing import Any, Final, get_args

from repository.crosswalks.readers.datacite_content import (
    dates,
    descriptions,
    identifiers,
    places,
    related,
    rights,
)
from repository.crosswalks.readers.datacite_nodes import listed, own
from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.people import ORGANISATIONAL, PERSONAL, affiliation, orcid_of, party, ror_of
from repository.crosswalks.readers.result import ReadRecord
from repository.crosswalks.readers.texts import is_unsaid_code, short, tag_of
from repository.record.terms import FunderIdentifierType

_ALWAYS_ORGANISATIONS: Final = frozenset(
    {"HostingInstitution", "ResearchGroup", "RegistrationAuthority", "RegistrationAgency", "Distributor", "Sponsor"}
)
_FUNDERS: Final = frozenset(get_args(FunderIdentifierType))
_TOPICS: Final = "ISO 19115 Topic Category"
_IDLE: Final = (
    "id", "type", "prefix", "suffix", "xml", "url", "contentUrl", "metadataVersion", "schemaVersion", "source",
    "isActive",
    "state", "reason", "landingPage", "viewCount", "viewsOverTime", "downloadCount", "downloadsOverTime",
    "referenceCount", "citationCount", "citationsOverTime", "partCount", "partOfCount", "versionCount",
    "versionOfCount", "created", "registered", "published", "updated", "agency", "clientId", "providerId", "container",
    "relationships", "types/ris", "types/bibtex", "types/citeproc", "types/schemaOrg", "creatorsCount", "datacentre",
)  # fmt: skip
"""What DataCite's own register adds, and what it says twice."""


def read_xml(root: Node) -> ReadRecord:
    """A `resource` element. Never fails on what is in it."""
    return _read("datacite-xml", root)


def read_json(root: Node) -> ReadRecord:
    """The attributes of a DOI as DataCite's REST API and content negotiation write them."""
    attributes = root.first("data/attributes") or root.first("attributes") or root
    for path in _IDLE:
        for node in (root, *root.each("data"), attributes):
            for idle in node.each(path):
                idle.take()
    return _read("datacite-json", attributes)


def _read(dialect: str, root: Node) -> ReadRecord:
    found = Gathering(dialect, root)
    _titles(found)
    _resource_type(found)
    _parties(found)
    _funding(found)
    _subjects(found)
    if language := root.first("language"):
        found.add("data_languages", _known(language), language)
    for node in listed(root, "formats", "format"):
        name = node.line()
        media_type = {"media_type": name} if name.count("/") == 1 else {}
        found.add("distribution/formats", {"name": name, **media_type} if name else None, node)
    identifiers(found)
    dates(found)
    places(found)
    descriptions(found)
    rights(found)
    related(found)
    _publication(found)
    return found.finish()


def _known(node: Node) -> str:
    """The language that an element says; nothing, and unread, where it is no code."""
    tag = tag_of(node.text)
    return node.line() and tag if tag != "und" else ""


def _titles(found: Gathering) -> None:
    titles: dict[str, str] = {}
    for node in listed(found.root, "titles", "title"):
        kind = node.line("@titleType|titleType")
        tag = tag_of(node.line("@lang|lang"))
        text = short(own(node, "title"))
        if not text or is_unsaid_code(text):
            continue
        if not titles and not kind:
            titles[tag] = text
            found.places["title"] = node.path
            if tag != "und":
                found.put("language", tag, None)
        elif kind == "TranslatedTitle" and tag not in titles:
            titles[tag] = text
        else:
            other = {"text": text, "kind": kind or "Other"} | ({"language": tag} if tag != "und" else {})
            found.add("other_titles", other, node)
    found.put("title", titles, None)


def _resource_type(found: Gathering) -> None:
    node = found.root.first("resourceType") or found.root.first("types")
    if node is None:
        return
    general = node.line("@resourceTypeGeneral|resourceTypeGeneral")
    text = short((node.text and node.said()) or node.line("resourceType"))
    value = {"general": general} | ({"text": text} if text and text != general else {})
    if general:
        found.put("resource_type", value, node)


def _parties(found: Gathering) -> None:
    for node in listed(found.root, "creators", "creator"):
        value = _party(node, "creatorName|name")
        found.add("creators", value, node)
    for node in listed(found.root, "contributors", "contributor"):
        role = node.line("@contributorType|contributorType")
        if role == "Funder":
            name = node.line("contributorName|name")
            found.add("funding", {"funder": name} if name else None, node)
            continue
        value = _party(node, "contributorName|name", role)
        found.add("contributors", {"role": role or "Other", "party": value} if value else None, node)


def _party(node: Node, names: str, role: str = "") -> dict[str, Any]:
    name = short(node.raw(names))
    if is_unsaid_code(name):
        return {}
    kind = (node.line(f"{names.partition('|')[0]}/@nameType") or node.line("nameType")).lower()
    orcid, ror, others = _identifiers(node)
    if kind not in (PERSONAL, ORGANISATIONAL):
        kind = ORGANISATIONAL if ror or role in _ALWAYS_ORGANISATIONS else ""
    affiliations = [each for each in map(_affiliation, node.each("affiliation|affiliations")) if each]
    return party(
        name, family=short(node.raw("familyName")), given=short(node.raw("givenName")), kind=kind, orcid=orcid, ror=ror,
        affiliations=affiliations, identifiers=others,
    )  # fmt: skip


def _identifiers(node: Node) -> tuple[str | None, str | None, list[dict[str, Any]]]:
    """ORCID, ROR and the others of a party."""
    orcid = ror = None
    others: list[dict[str, Any]] = []
    for each in node.each("nameIdentifier|nameIdentifiers"):
        value = short(own(each, "nameIdentifier"))
        scheme = each.line("@nameIdentifierScheme|nameIdentifierScheme")
        for name in ("schemeUri", "schemeURI"):
            each.line(name)
        if scheme.upper() == "ORCID" and orcid_of(value):
            orcid = orcid_of(value)
        elif scheme.upper() == "ROR" and ror_of(value):
            ror = ror_of(value)
        elif value and scheme:
            others.append({"scheme": scheme, "value": value})
    return orcid, ror, others


def _affiliation(node: Node) -> dict[str, Any]:
    name = short(own(node, "name"))
    identifier = node.line("@affiliationIdentifier|affiliationIdentifier")
    for said in ("affiliationIdentifierScheme", "schemeUri", "schemeURI"):
        node.line(said)
    return affiliation(name, identifier)


def _funding(found: Gathering) -> None:
    for node in listed(found.root, "fundingReferences", "fundingReference"):
        uri = node.line("awardNumber/@awardURI") or node.line("awardUri|awardURI")
        number = short(node.raw("awardNumber"))
        grant = {
            "funder": short(node.raw("funderName")),
            **_funder_identifier(node),
            "award_number": number if number != uri else "",
            "award_title": short(node.raw("awardTitle")),
            "award_uri": uri,
        }
        for name in ("schemeUri", "schemeURI"):
            node.line(name)
        found.add("funding", {key: said for key, said in grant.items() if said}, node)


def _funder_identifier(node: Node) -> dict[str, str]:
    """Identifier and kind of a funder; nothing, and unread, where the kind is none of the list or is not true."""
    identifier = node.first("funderIdentifier")
    if identifier is None:
        return {}
    kind = identifier.line("@funderIdentifierType") or node.line("funderIdentifierType")
    kind = {"Crossref Funder": "Crossref Funder ID"}.get(kind, kind)
    value = ror_of(identifier.text) if kind == "ROR" else identifier.text
    if kind not in _FUNDERS or not value or (kind == "ROR" and value.startswith("http")):
        return {}
    identifier.said()
    return {"funder_identifier": short(value), "funder_identifier_type": kind}


def _subjects(found: Gathering) -> None:
    """Keywords; terms with one address, one after the other, are one keyword in several languages."""
    last: dict[str, Any] = {}
    for node in listed(found.root, "subjects", "subject"):
        text = short(own(node, "subject"))
        if not text:
            continue
        attributes = _subject_attributes(node)
        if attributes["scheme"] == _TOPICS:
            found.add("topics", text, node)
            continue
        keyword = {"term": {attributes.pop("tag"): text}} | {key: said for key, said in attributes.items() if said}
        tag = next(iter(keyword["term"]))
        if last and keyword.get("uri") and keyword == last | {"term": keyword["term"]} and tag not in last["term"]:
            last["term"][tag] = text
            continue
        last = keyword
        found.add("keywords", keyword, node)


def _subject_attributes(node: Node) -> dict[str, str]:
    return {
        "tag": tag_of(node.line("@lang|lang")),
        "scheme": short(node.line("@subjectScheme|subjectScheme")),
        "scheme_uri": node.line("@schemeURI|schemeUri|schemeURI"),
        "uri": node.line("@valueURI|valueUri|valueURI"),
    }


def _publication(found: Gathering) -> None:
    """Who published it when, under which DOI: of a foreign record; never of a draft."""
    root = found.root
    publisher = root.first("publisher")
    name = short(publisher.raw() if publisher and publisher.text else root.line("publisher/name"))
    year = root.line("publicationYear")
    if not name or is_unsaid_code(name) or not year:
        return
    ror = ror_of(root.line("publisher/@publisherIdentifier|publisherIdentifier"))
    value: dict[str, Any] = {"publisher": {"name": name} | ({"ror": ror} if ror else {}), "date": year}
    if version := short(root.raw("version")):
        value["version"] = version
    doi = root.first("identifier") or root.first("doi")
    if doi and (doi.name == "doi" or doi.line("@identifierType").upper() == "DOI"):
        value["doi"] = doi.line()
    found.put("publication", value, publisher)
