"""Requests as XML, bare or in an envelope of SOAP. Pure."""

from typing import Final

from lxml import etree
from lxml.etree import _Element

from harvest.csw import options
from harvest.csw.errors import CswError, ErrorCode, invalid, missing
from harvest.csw.messages import (
    Asked,
    Constraint,
    DescribeRecord,
    GetCapabilities,
    GetDomain,
    GetRecordById,
    GetRecords,
    Message,
    Sort,
)
from harvest.csw.versions import BY_NAMESPACE, UNSUPPORTED, V2, V3, XML_TYPES, Operation, Version


def read(root: _Element) -> Asked:
    """The request. Errors: CswError."""
    name = etree.QName(root)
    meant = BY_NAMESPACE.get(name.namespace or "")
    if meant is None:
        raise invalid("request", f"The request is of no namespace of CSW: {', '.join(BY_NAMESPACE)}.")
    options.check_service(root.get("service"), needed=False)
    if name.localname == Operation.GET_CAPABILITIES:
        return Asked(_negotiated(root, meant), _capabilities(root), root)
    if name.localname in UNSUPPORTED or (meant is V3 and name.localname == Operation.DESCRIBE_RECORD):
        sentence = f"The operation {name.localname} is not offered in version {meant.number}."
        raise CswError(ErrorCode.OPERATION_NOT_SUPPORTED, sentence, name.localname)
    if name.localname not in _READERS:
        raise invalid("request", f"The operations are {', '.join(Operation)}.")
    if options.version_of(root.get("version") or meant.number) is not meant:
        raise invalid("version", "The version and the namespace of the request are not of one standard.")
    return Asked(meant, _READERS[name.localname](meant, root), root)


def version_meant(root: _Element) -> Version | None:
    """The version that a request, even a wrong one, was written in; None where it does not say."""
    return BY_NAMESPACE.get(etree.QName(root).namespace or "")


def _texts(root: _Element, *path: str) -> tuple[str, ...]:
    """The texts at the end of a path of local names, without blanks around; empty ones are left out."""
    found = root.iterfind("/".join(f"{{*}}{name}" for name in path))
    return tuple(filter(None, ((node.text or "").strip() for node in found)))


def _first(root: _Element, *path: str) -> str | None:
    return next(iter(_texts(root, *path)), None)


def _negotiated(root: _Element, meant: Version) -> Version:
    formats = set(_texts(root, "AcceptFormats", "OutputFormat"))
    if formats and not formats & {*XML_TYPES, "*/*"}:
        raise invalid("AcceptFormats", "The capabilities are given as application/xml.")
    return options.negotiated(_texts(root, "AcceptVersions", "Version"), meant.number)


def _capabilities(root: _Element) -> GetCapabilities:
    return GetCapabilities(frozenset(_texts(root, "Sections", "Section")))


def _describe(version: Version, root: _Element) -> Message:
    options.form(version, None, root.get("outputFormat"))
    named = [pair for node in root.iterfind("{*}TypeName") for pair in _names(node, node.text)]
    return DescribeRecord(tuple((spaces[0], local) for spaces, local in named))


def _domain(version: Version, root: _Element) -> Message:
    properties = _texts(root, "PropertyName" if version is V2 else "ValueReference")
    parameters = _texts(root, "ParameterName")
    if not (properties or parameters):
        raise missing("ParameterName")
    return GetDomain(parameters, properties)


def _by_id(version: Version, root: _Element) -> Message:
    ids = _texts(root, "Id")
    if not ids:
        raise missing("Id")
    if version is V3 and len(ids) > 1:
        raise invalid("Id", "Version 3.0.0 gives one record at a time.")
    schema, atom = options.form(version, root.get("outputSchema"), root.get("outputFormat"))
    return GetRecordById(ids, schema, options.element_set(_first(root, "ElementSetName")), atom)


def _records(version: Version, root: _Element) -> Message:
    if root.find("{*}ResponseHandler") is not None:
        sentence = "Answers are given at once, to who asks."
        raise CswError(ErrorCode.OPTION_NOT_SUPPORTED, sentence, "ResponseHandler")
    query = root.find("{*}Query")
    if query is None:
        raise missing("Query")
    options.check_type_names(_names(query, query.get("typeNames")) or [(tuple(BY_NAMESPACE), "Record")])
    schema, atom = options.form(version, root.get("outputSchema"), root.get("outputFormat"))
    return GetRecords(
        schema=schema,
        element_set=options.element_set(_first(query, "ElementSetName")),
        elements=_texts(query, "ElementName"),
        result=options.result_type(version, root.get("resultType")),
        start=options.start(root.get("startPosition")),
        limit=options.limit(root.get("maxRecords")),
        constraint=_constraint(query),
        sort=_sorts(query),
        request_id=options.request_id(root.get("requestId")),
        atom=atom,
    )


def _constraint(query: _Element) -> Constraint | None:
    held = query.find("{*}Constraint")
    if held is None or not len(held):
        return None
    name = etree.QName(held[0]).localname
    if name == "CqlText":
        text = (held[0].text or "").strip()
        return Constraint(cql=text) if text else None
    if name == "Filter":
        return Constraint(fes=held[0])
    raise invalid("Constraint", "A constraint holds a Filter or a CqlText.")


def _sorts(query: _Element) -> tuple[Sort, ...]:
    found = []
    for node in query.iterfind("{*}SortBy/{*}SortProperty"):
        name = _first(node, "PropertyName") or _first(node, "ValueReference")
        if not name:
            raise missing("SortBy")
        found.append(Sort(name, descending=(_first(node, "SortOrder") or "ASC").upper().startswith("D")))
    return tuple(found)


def _names(node: _Element, text: str | None) -> list[tuple[tuple[str, ...], str]]:
    """Qualified names in a text: what their prefix may stand for, and their local name."""
    found = []
    known = node.nsmap  # made anew at each look
    for name in (text or "").replace(",", " ").split():
        prefix, _, local = name.rpartition(":")
        bound = known.get(prefix or None)
        spaces = (bound,) if bound else tuple(options.PREFIXES.get(prefix, ("",)))
        found.append((spaces, local))
    return found


_READERS: Final = {
    Operation.DESCRIBE_RECORD.value: _describe,
    Operation.GET_DOMAIN.value: _domain,
    Operation.GET_RECORDS.value: _records,
    Operation.GET_RECORD_BY_ID.value: _by_id,
}
