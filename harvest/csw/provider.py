"""This catalogue as its clients see it, and what its operations take. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harvest.csw import options
from harvest.csw.versions import ATOM, V2, V3, VERSIONS, XML_TYPES, ElementSet, Operation, Version

XML_SCHEMA: Final = "http://www.w3.org/XML/Schema"
SECTIONS: Final = ("ServiceIdentification", "ServiceProvider", "OperationsMetadata", "Filter_Capabilities")
TYPE_NAMES: Final = ("csw:Record", "gmd:MD_Metadata", "mdb:MD_Metadata")
"""The types of records; all records are of all of them."""
_ELEMENT_SETS: Final = tuple(ElementSet)


@dataclass(frozen=True, slots=True)
class Provider:
    """Addresses are absolute: of the service, of the site, of its description for OpenSearch, of its search page."""

    name: str
    base_url: str
    site_url: str
    description_url: str
    search_url: str
    contact_email: str


def schemas(version: Version) -> tuple[str, ...]:
    """The schemas that records can be had in."""
    return (*version.schemas, ATOM) if version is V3 else tuple(version.schemas)


def parameters(version: Version) -> Mapping[Operation, Mapping[str, Sequence[str]]]:
    """Operation -> parameter -> its values: what the capabilities list, and what GetDomain answers."""
    given = {"outputFormat": options.formats(version), "outputSchema": schemas(version)}
    found: dict[Operation, Mapping[str, Sequence[str]]] = {
        Operation.GET_CAPABILITIES: {
            "sections": SECTIONS,
            "acceptVersions": tuple(VERSIONS),
            "acceptFormats": XML_TYPES,
        },
        Operation.DESCRIBE_RECORD: {
            "typeName": TYPE_NAMES,
            "outputFormat": XML_TYPES,
            "schemaLanguage": (XML_SCHEMA,),
        },
        Operation.GET_DOMAIN: {},
        Operation.GET_RECORDS: {
            "typeNames": TYPE_NAMES,
            "ElementSetName": _ELEMENT_SETS,
            **given,
            "CONSTRAINTLANGUAGE": ("FILTER", "CQL_TEXT"),
            **({"resultType": options.RESULT_TYPES} if version is V2 else {}),
        },
        Operation.GET_RECORD_BY_ID: {"ElementSetName": _ELEMENT_SETS, **given},
    }
    named = tuple(f"{operation}.{name}" for operation, values in found.items() for name in values)
    found[Operation.GET_DOMAIN] = {"ParameterName": named}
    return {operation: found[operation] for operation in version.operations}


def values_of(version: Version, name: str) -> Sequence[str] | None:
    """The values of a parameter named as `GetRecords.resultType`; None where there is no such parameter."""
    operation, _, parameter = name.partition(".")
    for known, named in parameters(version).items():
        for each, values in named.items():
            if known.lower() == operation.lower() and each.lower() == parameter.lower():
                return values
    return None
