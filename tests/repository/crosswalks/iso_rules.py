"""Schematron rules for ISO 19115-3, read where they lie at test time and run by lxml."""

import re
from functools import lru_cache
from pathlib import Path

from lxml import etree, isoschematron

SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
NEWER = (("mdb/1.0", "mdb/2.0"), ("cit/1.0", "cit/2.0"), ("mrc/1.0", "mrc/2.0"), ("mac/1.0", "mac/2.0"))
"""Rules of ISO that are bound to older namespaces: without this they never fire, and everything passes."""

_COUNTED = re.compile(r'value="string\((mmi:maintenanceAndUpdateFrequency[^"]*)\)"')
"""A rule of GeoNetwork counts a text, which XPath 1.0 refuses; the nodes are counted instead."""


@lru_cache
def rules(path: Path) -> isoschematron.Schematron:
    """The rules of a file, bound to the namespaces of today."""
    text = path.read_text()
    for older, newer in NEWER:
        text = text.replace(f"19115/-3/{older}", f"19115/-3/{newer}")
    text = _COUNTED.sub(r'value="\1"', text)
    return isoschematron.Schematron(etree.fromstring(text.encode()), validate_schema=False, store_report=True)


def broken(path: Path, document: bytes) -> tuple[set[str], set[str]]:
    """What the rules say of a document: (names of the assertions that fail, contexts of the rules that fired)."""
    found = rules(path)
    found.validate(etree.fromstring(document))
    report = found.validation_report
    assert report is not None
    failed = {
        reference.get("diagnostic", "").removesuffix("-failure-en").removesuffix("-failure-fr")
        for reference in report.iterfind(".//svrl:failed-assert/svrl:diagnostic-reference", SVRL)
    }
    bare = report.iterfind(".//svrl:failed-assert", SVRL)
    failed |= {each.get("test", "") for each in bare if each.find("svrl:diagnostic-reference", SVRL) is None}
    return failed, {each.get("context", "") for each in report.iterfind(".//svrl:fired-rule", SVRL)}
