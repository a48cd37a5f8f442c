"""Exception reports of OWS Common 1.1 and 2.0. Pure."""

from lxml import etree
from lxml.etree import _Element

from compute.doors.wps.errors import WpsError
from compute.doors.wps.markup import LANG, clean, makers
from compute.doors.wps.versions import Version


def element(version: Version, problem: WpsError) -> _Element:
    """The report of a refusal."""
    _wps, ows = makers(version)
    said = {"exceptionCode": problem.code.value} | ({"locator": clean(problem.locator)} if problem.locator else {})
    exception = ows.Exception(ows.ExceptionText(clean(problem.sentence)), **said)
    report: _Element = ows.ExceptionReport(exception, {"version": version.reports, LANG: "en"})
    return report


def report(version: Version, problem: WpsError) -> bytes:
    """As it is sent."""
    return etree.tostring(element(version, problem), xml_declaration=True, encoding="UTF-8", pretty_print=True)
