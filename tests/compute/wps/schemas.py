"""The schemas of both versions, by the copies that VARVE_SHARED names."""

from functools import lru_cache
from typing import Any

from lxml import etree

from repository.crosswalks.schemas import SchemaCatalogue
from tests.repository.crosswalks.cast import schemas_folder

_PLACES = {
    "1.0.0": (
        ("http://www.opengis.net/wps/1.0.0", "../schemas.opengis.net/wps/1.0.0/wpsAll.xsd"),
        ("http://www.opengis.net/ows/1.1", "../schemas.opengis.net/ows/1.1.0/owsAll.xsd"),
    ),
    "2.0.0": (
        ("http://www.opengis.net/wps/2.0", "../schemas.opengis.net/wps/2.0/wps.xsd"),
        ("http://www.opengis.net/ows/2.0", "http://schemas.opengis.net/ows/2.0/owsAll.xsd"),
    ),
}


@lru_cache(maxsize=2)
def schema_of(version: str) -> etree.XMLSchema:
    """The schema of a version; skips the test where the schemas are absent."""
    folder = schemas_folder()
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(SchemaCatalogue(folder))
    imports = "".join(f'<xs:import namespace="{one}" schemaLocation="{place}"/>' for one, place in _PLACES[version])
    driver = (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x-test">{imports}</xs:schema>'
    )
    root = etree.fromstring(driver, parser, base_url=str(folder / "drivers" / "test.xsd"))
    return etree.XMLSchema(root.getroottree())


def valid(answer: bytes, version: str) -> Any:
    """The root of an answer that its schema accepts; fails with the schema's own words otherwise."""
    root = etree.fromstring(answer)
    schema = schema_of(version)
    assert schema.validate(root), ([str(each) for each in schema.error_log][:6], answer[:600])
    return root
