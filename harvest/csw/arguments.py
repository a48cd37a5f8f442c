"""Requests as pairs of names and values (KVP): in the address, or in a form. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from harvest.csw import bodies, options
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
    Near,
    Sort,
)
from harvest.csw.versions import UNSUPPORTED, V2, VERSIONS, XML_TYPES, Operation, Version

Pairs = Mapping[str, str]
"""Names in lower case -> values."""

_ALIASES: Final = {"query": "q", "constraint_language": "constraintlanguage", "typename": "typenames"}
_BINDING: Final = re.compile(r"xmlns\(([^()]+)\)")
_OPERATIONS: Final = {each.value.lower(): each for each in Operation}
_ORDERS: Final = ("A", "D", "ASC", "DESC")


def once(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Each parameter once, whatever the case of its name. Errors: CswError for two values that differ."""
    found: dict[str, str] = {}
    for name, value in pairs:
        key = _ALIASES.get(name.lower(), name.lower())
        if found.setdefault(key, value) != value:
            raise invalid(name[:60], "This parameter was given twice, with different values.")
    return found


def version_meant(pairs: Pairs) -> Version | None:
    """The version that a request, even a wrong one, was written in; None where it does not say."""
    found = pairs.get("version") or pairs.get("acceptversions", "").split(",")[0]
    return VERSIONS.get(found)


def read(pairs: Pairs) -> Asked:
    """The request. Errors: CswError."""
    options.check_service(pairs.get("service"), needed=True)
    named = pairs.get("request")
    if not named:
        raise missing("request")
    operation = _OPERATIONS.get(named.lower())
    if operation is Operation.GET_CAPABILITIES:
        return Asked(_negotiated(pairs), _capabilities(pairs))
    if operation is None and named not in UNSUPPORTED:
        raise invalid("request", f"The operations are {', '.join(Operation)}.")
    version = options.version_of(pairs.get("version"))
    if operation is None or operation not in version.operations:
        sentence = f"The operation {named} is not offered in version {version.number}."
        raise CswError(ErrorCode.OPERATION_NOT_SUPPORTED, sentence, named)
    return Asked(version, _READERS[operation](version, pairs))


def listed(text: str | None) -> tuple[str, ...]:
    """The values of a list with commas."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _negotiated(pairs: Pairs) -> Version:
    formats = listed(pairs.get("acceptformats") or pairs.get("outputformat"))
    if formats and not set(formats) & {*XML_TYPES, "*/*"}:
        raise invalid("AcceptFormats", "The capabilities are given as application/xml.")
    return options.negotiated(listed(pairs.get("acceptversions")), pairs.get("version", ""))


def _capabilities(pairs: Pairs) -> GetCapabilities:
    return GetCapabilities(frozenset(listed(pairs.get("sections"))))


def _describe(version: Version, pairs: Pairs) -> Message:
    """DescribeRecord, of which only the types matter: there is one language of schemas."""
    options.form(version, None, pairs.get("outputformat"))
    return DescribeRecord(tuple((spaces[0], local) for spaces, local in _type_names(pairs)))


def _domain(version: Version, pairs: Pairs) -> Message:
    properties = listed(pairs.get("propertyname" if version is V2 else "valuereference"))
    parameters = listed(pairs.get("parametername"))
    if not (properties or parameters):
        raise missing("ParameterName")
    return GetDomain(parameters, properties)


def _by_id(version: Version, pairs: Pairs) -> Message:
    given = pairs.get("id", "")
    ids = listed(given) if version is V2 else tuple(filter(None, (given.strip(),)))
    if not ids:
        raise missing("id")
    schema, atom = options.form(version, pairs.get("outputschema"), _media_type(pairs))
    return GetRecordById(ids, schema, options.element_set(pairs.get("elementsetname")), atom)


def _records(version: Version, pairs: Pairs) -> Message:
    if pairs.get("responsehandler"):
        sentence = "Answers are given at once, to who asks."
        raise CswError(ErrorCode.OPTION_NOT_SUPPORTED, sentence, "ResponseHandler")
    named = _type_names(pairs)
    if not named and version is V2:
        raise missing("typeNames")
    options.check_type_names(named)
    schema, atom = options.form(version, pairs.get("outputschema"), _media_type(pairs))
    elements = listed(pairs.get("elementname"))
    if elements and pairs.get("elementsetname"):
        raise invalid("ElementName", "A request names elements or an element set, not both.")
    return GetRecords(
        schema=schema,
        element_set=options.element_set(pairs.get("elementsetname")),
        elements=elements,
        result=options.result_type(version, pairs.get("resulttype")),
        start=options.start(pairs.get("startposition")),
        limit=options.limit(pairs.get("maxrecords")),
        constraint=_constraint(pairs),
        near=_near(pairs),
        sort=tuple(map(_sort, listed(pairs.get("sortby")))),
        request_id=options.request_id(pairs.get("requestid")),
        atom=atom,
    )


def _media_type(pairs: Pairs) -> str:
    """The wanted format; a plus sign that was not encoded has come as a blank."""
    return pairs.get("outputformat", "").strip().replace(" ", "+")


def _constraint(pairs: Pairs) -> Constraint | None:
    text, language = pairs.get("constraint", "").strip(), pairs.get("constraintlanguage", "").upper()
    if pairs.get("filter") and not text:
        text, language = pairs["filter"].strip(), "FILTER"
    if not text:
        return None
    if language in ("CQL_TEXT", "CQL"):
        return Constraint(cql=text)
    if language.startswith("FILTER") or language.endswith("/FILTER"):
        return Constraint(fes=bodies.parse(text.encode()))
    if not language:
        raise missing("CONSTRAINTLANGUAGE")
    raise invalid("CONSTRAINTLANGUAGE", "The languages of constraints are CQL_TEXT and FILTER.")


def _near(pairs: Pairs) -> Near:
    place, time = pairs.get("bbox", "").strip(), pairs.get("time", "").strip()
    return Near(
        words=pairs.get("q", "").strip(),
        box=options.box(place) if place else None,
        time=options.period(time) if time else None,
        ids=listed(pairs.get("recordids")),
    )


def _sort(text: str) -> Sort:
    for parts in (text.rsplit(":", 1), text.rsplit(None, 1)):
        if len(parts) == 2 and parts[0] and parts[1].upper() in _ORDERS:
            return Sort(parts[0].rstrip(), descending=parts[1].upper().startswith("D"))
    return Sort(text)


def _type_names(pairs: Pairs) -> list[tuple[tuple[str, ...], str]]:
    """The types: what their prefix may stand for, and their local name."""
    bound = dict(map(_bound, _BINDING.findall(pairs.get("namespace", ""))))
    found: list[tuple[tuple[str, ...], str]] = []
    for name in re.split(r"[,\s]+", pairs.get("typenames", "").strip()):
        prefix, _, local = name.rpartition(":")
        usual = tuple(options.PREFIXES.get(prefix, ("",)))
        if local:
            found.append(((bound[prefix],) if prefix in bound else usual, local))
    return found


def _bound(text: str) -> tuple[str, str]:
    """Prefix and namespace of `prefix=namespace`; a comma may stand for the sign, and the prefix may be missing."""
    *prefix, space = re.split("[=,]", text, maxsplit=1)
    return (prefix[0].strip() if prefix else ""), space.strip()


_READERS: Final = {
    Operation.DESCRIBE_RECORD: _describe,
    Operation.GET_DOMAIN: _domain,
    Operation.GET_RECORDS: _records,
    Operation.GET_RECORD_BY_ID: _by_id,
}
