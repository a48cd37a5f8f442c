"""Validation of whole answers, payloads included, by the schema set that VARVE_SCHEMAS or VARVE_SHARED names."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from tests.services.components import shared_folder

_CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"


class _Catalog(etree.Resolver):
    """Addresses of schemas to the local copies, as the folder's own catalog.xml says."""

    def __init__(self, folder: Path) -> None:
        entries = etree.parse(str(folder / "catalog.xml")).getroot()
        self._folder = folder
        self._exact = {
            entry.get("systemId") or entry.get("name"): entry.get("uri")
            for entry in entries.iter(f"{_CATALOG}system", f"{_CATALOG}uri")
        }
        starts = [
            (entry.get("systemIdStartString") or entry.get("uriStartString"), entry.get("rewritePrefix"))
            for entry in entries.iter(f"{_CATALOG}rewriteSystem", f"{_CATALOG}rewriteURI")
        ]
        self._starts = sorted(starts, key=lambda pair: -len(pair[0] or ""))

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        """The local file of an address, or None for an address that is a local file already."""
        url = unquote(system_url or "")
        local = self._exact.get(url)
        for start, prefix in self._starts:
            if local is None and start and url.startswith(start):
                local = f"{prefix}{url[len(start) :]}"
        return self.resolve_filename(str(self._folder / local), context) if local else None


@lru_cache(maxsize=1)
def oai_schema() -> etree.XMLSchema:
    """The schema of OAI-PMH with every payload in use here; skips the test where the schemas are absent."""
    folder = (
        Path(os.environ["VARVE_SCHEMAS"]) if os.environ.get("VARVE_SCHEMAS") else shared_folder("standards/schemas")
    )
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Catalog(folder))
    return etree.XMLSchema(etree.parse(str(folder / "drivers" / "oai-pmh-all.xsd"), parser))


def valid_document(answer: bytes) -> etree._Element:
    """The root of an answer that the schema accepts; fails with the schema's own words otherwise."""
    root = etree.fromstring(answer)
    schema = oai_schema()
    assert schema.validate(root), (str(schema.error_log.last_error), answer[:400])
    return root
