"""What Identify tells beside the protocol's own fields: identifiers, policies, terms, sign, friends. Pure.

Forms: the implementation guidelines of OAI-PMH 2.0 (oai-identifier, eprints, friends, branding) and its guidelines for
rights expressions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from harvest.oaipmh.xml import escaped

_OAI = "http://www.openarchives.org/OAI"
_CONTENT = "Research data of the Earth system, described, checked and citable."
_METADATA = (
    "Every record may be harvested whole, in every format, as often as wanted. "
    "What is withdrawn stays as a deleted record."
)
_DATA = (
    "Files are fetched from the page of a dataset, on the terms of its licence; "
    "whether they are open, under an embargo or restricted stands in each record."
)
_SUBMISSION = "Researchers deposit under an agreement; moderators of the discipline accept."


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the repository tells harvesters of itself, in absolute addresses; ``licence`` (of metadata) may be empty."""

    site_url: str
    icon_url: str
    agreement_url: str
    licence: str = ""
    friends: tuple[str, ...] = ()


def descriptions(welcome: Welcome, *, name: str, domain: str, sample_identifier: str) -> Iterator[str]:
    """The containers, each for one ``description`` element."""
    identifiers = (
        f"<scheme>oai</scheme><repositoryIdentifier>{escaped(domain)}</repositoryIdentifier><delimiter>:</delimiter>"
        f"<sampleIdentifier>{escaped(sample_identifier)}</sampleIdentifier>"
    )
    yield _container("oai-identifier", f"{_OAI}/2.0/oai-identifier", f"{_OAI}/2.0/oai-identifier.xsd", identifiers)
    yield _container("eprints", f"{_OAI}/1.1/eprints", f"{_OAI}/1.1/eprints.xsd", _policies(welcome))
    if welcome.licence:
        rights = f'<rights><rightsReference ref="{escaped(welcome.licence)}"/></rights>'
        schema = f"{_OAI}/2.0/rightsManifest.xsd"
        of_metadata = f' appliesTo="{_OAI}/2.0/entity#metadata"'
        yield _container("rightsManifest", f"{_OAI}/2.0/rights/", schema, rights, of_metadata)
    icon = "".join(
        f"<{part}>{escaped(said)}</{part}>"
        for part, said in (("url", welcome.icon_url), ("link", f"{welcome.site_url}/"), ("title", name))
    )
    icon = f"<collectionIcon>{icon}</collectionIcon>"
    yield _container("branding", f"{_OAI}/2.0/branding/", f"{_OAI}/2.0/branding.xsd", icon)
    if welcome.friends:
        friends = "".join(f"<baseURL>{escaped(friend)}</baseURL>" for friend in welcome.friends)
        yield _container("friends", f"{_OAI}/2.0/friends/", f"{_OAI}/2.0/friends.xsd", friends)


def _container(root: str, namespace: str, schema: str, inside: str, attributes: str = "") -> str:
    return f'<{root} xmlns="{namespace}" xsi:schemaLocation="{namespace} {schema}"{attributes}>{inside}</{root}>'


def _policies(welcome: Welcome) -> str:
    """Content, metadata, data and submission, as the eprints community words its policies."""
    told = (
        ("content", f"{welcome.site_url}/about/", _CONTENT),
        ("metadataPolicy", welcome.licence, _METADATA),
        ("dataPolicy", "", _DATA),
        ("submissionPolicy", welcome.agreement_url, _SUBMISSION),
    )
    return "".join(
        f"<{part}>{f'<URL>{escaped(url)}</URL>' if url else ''}<text>{escaped(text)}</text></{part}>"
        for part, url, text in told
    )
