"""Official XML schemas from a folder with an OASIS catalogue, read without the network and kept once loaded."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

from lxml import etree

CATALOGUE: Final = "catalog.xml"
_NAMESPACE: Final = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_turn = Lock()


class Fault(NamedTuple):
    """What a schema refuses: the XPath of the element, and libxml2's sentence (English)."""

    path: str
    message: str


class SchemaCatalogue(etree.Resolver):
    """Answers every address of the catalogue with a file beside it, and refuses all other addresses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files, self.prefixes = _entries(folder / CATALOGUE)

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        """The local file of an address; None (read as it is) for what is a file already."""
        if not system_url or not system_url.startswith(("http://", "https://")):
            return None
        local = self.files.get(system_url)
        for start in sorted(self.prefixes, key=len, reverse=True):
            if local is None and system_url.startswith(start):
                local = self.prefixes[start] + system_url.removeprefix(start)
        if local is None:
            raise LookupError(f"{system_url} is not in {self.folder / CATALOGUE}")
        return self.resolve_filename(str(self.folder / local), context)


def faults(document: etree._Element, *, folder: Path, schema: str) -> tuple[Fault, ...]:
    """What the schema at this path of the folder refuses in a document; nothing when it is valid.

    Errors: FileNotFoundError when the folder has no such schema or no catalogue; lxml's own for a broken schema.
    """
    with _turn:  # a schema object holds the errors of its last document
        loaded = _load(folder, schema)
        if loaded.validate(document):
            return ()
        return tuple(Fault(entry.path or "", entry.message) for entry in loaded.error_log)


@lru_cache(maxsize=32)
def _load(folder: Path, schema: str) -> etree.XMLSchema:
    path = folder / schema
    if not path.is_file():
        raise FileNotFoundError(f"no schema {path}")
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(SchemaCatalogue(folder))
    return etree.XMLSchema(etree.parse(str(path), parser))


def _entries(catalogue: Path) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Address -> file, and start of an address -> start of a file, as the catalogue says."""
    if not catalogue.is_file():
        raise FileNotFoundError(f"no catalogue {catalogue}")
    root = etree.parse(str(catalogue), etree.XMLParser(no_network=True, resolve_entities=False)).getroot()
    files = {str(entry.get("name")): str(entry.get("uri")) for entry in root.iter(f"{_NAMESPACE}uri")}
    rewrites = root.iter(f"{_NAMESPACE}rewriteURI")
    return files, {str(entry.get("uriStartString")): str(entry.get("rewritePrefix")) for entry in rewrites}
