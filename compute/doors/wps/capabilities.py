"""The capabilities of both versions. pywps' templates of them are not valid by the schemas, so they are ours. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml.etree import _Element

from compute.doors.wps.markup import HREF, LANG, clean, document, makers
from compute.doors.wps.offered import identification, properties
from compute.doors.wps.versions import V1, V2, Version
from compute.processes.base import Process

_OPERATIONS: Final = {
    V1: ("GetCapabilities", "DescribeProcess", "Execute"),
    V2: ("GetCapabilities", "DescribeProcess", "Execute", "GetStatus", "GetResult", "Dismiss"),
}
_RIGHTS: Final = "Anyone may read descriptions; jobs are for personal tokens (Authorization: Bearer)."


@dataclass(frozen=True, slots=True)
class Provider:
    """Who offers the service, and where."""

    name: str
    site: str
    address: str
    email: str


def capabilities(version: Version, provider: Provider, processes: Sequence[Process]) -> bytes:
    """The whole document."""
    wps, ows = makers(version)
    parts = [_identification(ows, version, provider), _provider(ows, provider), _operations(ows, version, provider)]
    attributes = {"service": "WPS", "version": version.number}
    if version is V2:
        offered = wps.Contents(
            *(wps.ProcessSummary(*_about(one), properties(one)) for one in processes),
        )
        return document(wps.Capabilities(*parts, offered, attributes), version)
    offered = wps.ProcessOfferings(*(_process(wps, ows, one) for one in processes))
    languages = wps.Languages(wps.Default(ows.Language("en")), wps.Supported(ows.Language("en")))
    return document(wps.Capabilities(*parts, offered, languages, attributes | {LANG: "en"}), version)


def _about(process: Process) -> list[_Element]:
    return identification(process.id, process.title, process.description, process.keywords)


def _process(wps: Any, ows: Any, process: Process) -> Any:
    about = (ows.Identifier(process.id), ows.Title(clean(process.title)), ows.Abstract(clean(process.description)))
    return wps.Process(*about, {f"{{{V1.wps}}}processVersion": process.version})


def _identification(ows: Any, version: Version, provider: Provider) -> Any:
    numbers = [V1.number, V2.number] if version is V1 else [V2.number, V1.number]
    return ows.ServiceIdentification(
        ows.Title(f"Processes of {clean(provider.name)}"),
        ows.Abstract("Computes with published datasets and drafts of one’s own."),
        ows.ServiceType("WPS"),
        *(ows.ServiceTypeVersion(one) for one in numbers),
        ows.Fees("NONE"),
        ows.AccessConstraints(_RIGHTS),
    )


def _provider(ows: Any, provider: Provider) -> Any:
    address = ows.Address(ows.ElectronicMailAddress(clean(provider.email)))
    return ows.ServiceProvider(
        ows.ProviderName(clean(provider.name)),
        ows.ProviderSite({HREF: provider.site}),
        ows.ServiceContact(ows.ContactInfo(address)),
    )


def _operations(ows: Any, version: Version, provider: Provider) -> Any:
    ways = []
    for name in _OPERATIONS[version]:
        get = [] if version is V2 and name == "Execute" else [ows.Get({HREF: f"{provider.address}?"})]
        ways.append(ows.Operation(ows.DCP(ows.HTTP(*get, ows.Post({HREF: provider.address}))), name=name))
    return ows.OperationsMetadata(*ways)
