"""The file of a vocabulary as concepts, whatever its format: the name and the first bytes tell which it is."""

from pathlib import Path
from typing import Final

from repository.vocabularies.entries import Vocabulary, VocabularyRefused

_FORMS: Final = {
    ".csv": "csv", ".ttl": "turtle", ".turtle": "turtle", ".n3": "turtle", ".nt": "turtle",
    ".rdf": "xml", ".xml": "xml", ".skos": "xml", ".owl": "xml", ".json": "json-ld", ".jsonld": "json-ld",
}  # fmt: skip
_BEGINNING: Final = 4096


def read_vocabulary(path: Path, *, name: str, most_bytes: int) -> Vocabulary:
    """The concepts of a file; ``name`` may be its address. Raises ``VocabularyRefused``."""
    size = path.stat().st_size
    if size > most_bytes:
        raise VocabularyRefused(f"The file has {size} bytes; VOCABULARY_MAX_BYTES allows {most_bytes}.")
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    found = _read(path, _form_of(name, beginning), beginning)
    if not found.entries:
        raise VocabularyRefused("The file holds no concept with an address and a name in English or French.")
    return found


def _read(path: Path, form: str, beginning: bytes) -> Vocabulary:
    """Each format's library is loaded only where it is needed."""
    if form == "csv":
        from repository.vocabularies.tables import read_table

        return read_table(path)
    if form == "xml" and b"<standard_name_table" in beginning:
        from repository.vocabularies.cf_table import read_cf_table

        return read_cf_table(path)
    from repository.vocabularies.skos import read_skos

    return read_skos(path, form)


def _form_of(name: str, beginning: bytes) -> str:
    start = beginning.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<rdf:RDF", b"<standard_name_table")):
        return "xml"
    if start.startswith((b"{", b"[")) and b'"' in start:
        return "json-ld"
    if start.startswith((b"@prefix", b"@base", b"PREFIX", b"prefix", b"<http")):
        return "turtle"
    form = _FORMS.get(Path(name.partition("?")[0]).suffix.lower())
    if form is None:
        raise VocabularyRefused(f"{name} is none of: {', '.join(sorted(_FORMS))}.")
    return form
