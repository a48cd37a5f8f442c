"""Validation of whole answers of a catalogue, ISO records in them included, by the schemas that VARVE_SHARED names."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from repository.crosswalks.schemas import SchemaCatalogue
from tests.repository.crosswalks.cast import schemas_folder

ISO = (
    ("http://www.isotc211.org/2005/gmd", "../schemas.opengis.net/iso/19139/20070417/gmd/gmd.xsd"),
    ("http://www.isotc211.org/2005/gmx", "../schemas.opengis.net/iso/19139/20070417/gmx/gmx.xsd"),
    ("http://standards.iso.org/iso/19115/-3/mds/2.0", "../standards.iso.org/iso/19115/-3/mds/2.0/mds.xsd"),
    ("http://standards.iso.org/iso/19157/-2/mdq/1.0", "../standards.iso.org/iso/19157/-2/mdq/1.0/mdq.xsd"),
)
VERSIONS = {
    "2.0.2": (
        ("http://www.opengis.net/cat/csw/2.0.2", "../schemas.opengis.net/csw/2.0.2/CSW-discovery.xsd"),
        ("http://www.opengis.net/ows", "../schemas.opengis.net/ows/1.0.0/owsAll.xsd"),
    ),
    "3.0.0": (
        ("http://www.opengis.net/cat/csw/3.0", "../schemas.opengis.net/cat/csw/3.0/cswAll.xsd"),
        ("http://www.opengis.net/ows/2.0", "http://schemas.opengis.net/ows/2.0/owsAll.xsd"),
    ),
}


@lru_cache(maxsize=2)
def schema_of(version: str) -> etree.XMLSchema:
    """The schema of a version with every payload in use here; skips the test where the schemas are absent."""
    folder = schemas_folder()
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(SchemaCatalogue(folder))
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{place}"/>' for space, place in (*VERSIONS[version], *ISO)
    )
    driver = (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x-test">{imports}</xs:schema>'
    )
    return etree.XMLSchema(_parsed(driver, parser, folder / "drivers" / "test.xsd"))


def valid(answer: bytes, version: str) -> etree._Element:
    """The root of an answer that the schema of its version accepts; fails with the schema's own words otherwise."""
    root = etree.fromstring(answer)
    schema = schema_of(version)
    assert schema.validate(root), ([str(each) for each in schema.error_log][:4], answer[:600])
    return root


def _parsed(driver: str, parser: Any, place: Path) -> Any:
    return etree.fromstring(driver, parser, base_url=str(place)).getroottree()
