"""OAI-PMH documents as bytes: stored renditions stand between written headers and are never rendered anew. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from harvest.compression import CODINGS
from harvest.formats import MetadataFormat
from harvest.oaipmh.sets import HarvestSet
from harvest.oaipmh.xml import escaped

_NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
STYLESHEET = "/static/oai/answer.xsl"
"""Makes a page of an answer that somebody opens in a browser."""

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<?xml-stylesheet type="text/xsl" href="{STYLESHEET}"?>\n<OAI-PMH xmlns="{_NAMESPACE}" xmlns:xsi="{_XSI}" '
    f'xsi:schemaLocation="{_NAMESPACE} {_NAMESPACE}OAI-PMH.xsd"><responseDate>'
).encode()
_DELETED = ' status="deleted"'


def stamp(moment: datetime) -> str:
    """A moment in UTC as the protocol writes it, to the second."""
    return moment.isoformat(timespec="seconds")[:19] + "Z"


def document(*, base_url: str, now: datetime, given: Sequence[tuple[str, str]], body: Iterable[bytes]) -> bytes:
    """A whole answer around the pieces of ``body``, joined once.

    ``given`` are the request's arguments, none after badVerb or badArgument.
    """
    attributes = "".join(f' {name}="{escaped(value)}"' for name, value in given)
    request = f"{stamp(now)}</responseDate><request{attributes}>{escaped(base_url)}</request>"
    return b"".join((_OPENING, request.encode(), *body, b"</OAI-PMH>\n"))


def element(name: str, parts: Iterable[bytes]) -> list[bytes]:
    """The pieces of an element of the protocol around what is already written."""
    return [f"<{name}>".encode(), *parts, f"</{name}>".encode()]


def error(code: str, sentence: str) -> bytes:
    """An error in the place of the answer."""
    return f'<error code="{code}">{escaped(sentence)}</error>'.encode()


def header(identifier: str, datestamp: datetime, set_specs: Sequence[str], *, deleted: bool) -> str:
    """One item's header, as text; identifier and set names are made of URI characters, so only ``&`` needs escaping."""
    sets = f"<setSpec>{'</setSpec><setSpec>'.join(set_specs)}</setSpec>" if set_specs else ""
    return (
        f"<header{_DELETED if deleted else ''}><identifier>{identifier.replace('&', '&amp;')}</identifier>"
        f"<datestamp>{datestamp.isoformat()[:19]}Z</datestamp>{sets}</header>"
    )


def resumption_token(
    token: str, *, expires: datetime | None = None, cursor: int | None = None, complete_size: int | None = None
) -> bytes:
    """The token of the next page; an empty one ends a list that was split."""
    attributes = f' expirationDate="{stamp(expires)}"' if expires else ""
    if complete_size is not None:
        attributes += f' completeListSize="{complete_size}"'
    if cursor is not None:
        attributes += f' cursor="{cursor}"'
    return f"<resumptionToken{attributes}>{token}</resumptionToken>".encode()


def metadata_format(found: MetadataFormat) -> bytes:
    """One line of ListMetadataFormats."""
    return (
        f"<metadataFormat><metadataPrefix>{found.prefix}</metadataPrefix><schema>{found.schema}</schema>"
        f"<metadataNamespace>{found.namespace}</metadataNamespace></metadataFormat>"
    ).encode()


def harvest_set(found: HarvestSet) -> bytes:
    """One set: its first name, and all names and descriptions by language in a Dublin Core description."""
    described = "".join(
        [f'<dc:title xml:lang="{language}">{escaped(name)}</dc:title>' for language, name in found.names]
        + [
            f'<dc:description xml:lang="{language}">{escaped(text)}</dc:description>'
            for language, text in found.descriptions
        ]
    )
    return (
        f"<set><setSpec>{found.spec}</setSpec><setName>{escaped(found.names[0][1])}</setName><setDescription>"
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ '
        f'http://www.openarchives.org/OAI/2.0/oai_dc.xsd">{described}</oai_dc:dc></setDescription></set>'
    ).encode()


def identify(*, name: str, base_url: str, admin_email: str, earliest: datetime, descriptions: Iterable[str]) -> bytes:
    """The answer to Identify; each description is one container, written already."""
    compressions = "".join(f"<compression>{coding}</compression>" for coding in CODINGS)
    described = "".join(f"<description>{container}</description>" for container in descriptions)
    return (
        f"<Identify><repositoryName>{escaped(name)}</repositoryName><baseURL>{escaped(base_url)}</baseURL>"
        f"<protocolVersion>2.0</protocolVersion><adminEmail>{escaped(admin_email)}</adminEmail>"
        f"<earliestDatestamp>{stamp(earliest)}</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
        f"<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>{compressions}{described}</Identify>"
    ).encode()
