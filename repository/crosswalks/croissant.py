"""Record -> Croissant 1.0 (MLCommons, 2024): the dataset and its files, for programs that learn from data.

What is said of the dataset is what `schema_org` says; files are FileObjects.
"""

import json
from typing import Any, Final
from urllib.parse import quote

from repository.crosswalks import bibtex, schema_org
from repository.crosswalks.checks import TextCheck
from repository.crosswalks.edition import Edition, EditionAccess, EditionFile, EditionStatus
from repository.crosswalks.json_text import document, in_language, without_empty
from repository.crosswalks.xml_text import address, language_tag, one_line
from repository.record.model import Record

RENDERER: Final = "2"
NOT_CARRIED: Final = schema_org.NOT_CARRIED
FOLDED: Final = (*schema_org.FOLDED, "language")

FILES_MOST: Final = 1_000
"""Files that are told one by one."""

CONFORMS_TO: Final = "http://mlcommons.org/croissant/1.0"
_DATA_TYPES: Final = {"decimal": "sc:Float", "whole": "sc:Integer"}
_UNKNOWN_TYPE: Final = "application/octet-stream"
_OURS: Final = (
    "citeAs", "column", "equivalentProperty", "extract", "field",
    "fileProperty", "fileObject", "fileSet", "format", "includes",
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
    "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
"""Terms of Croissant itself."""

_CONTEXT: Final[dict[str, Any]] = {
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{name: f"cr:{name}" for name in _OURS},
    **schema_org.PREFIXES,
}


def render(record: Record, edition: Edition) -> bytes:
    """One dataset with the files of its newest layer, and the columns of its plain tables where they are open."""
    files = _files(edition)
    tables = [(at, file) for at, file in enumerate(files, 1) if file.columns and edition.access is EditionAccess.OPEN]
    values = without_empty(schema_org.values(record, edition, files=FILES_MOST))
    main = record.main_title_language
    abstract = record.abstract
    shown = abstract.best_language(record.language) if abstract else ""
    members = {
        **values,
        "@context": {"@language": language_tag(main) or "en", **_CONTEXT},
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": record.main_title,
        "alternateName": [
            *(in_language(text, tag) for tag, text in record.title.items() if tag != main),
            *values.get("alternateName", []),
        ],
        "description": abstract[shown] if abstract else record.main_title,
        "abstract": [in_language(text, tag) for tag, text in (abstract or {}).items() if tag != shown],
        "license": values.get("license") or "No licence is given.",
        "creator": values.get("creator", {}).get("@list", []),
        "version": f"{edition.number}.0.0",
        "citeAs": bibtex.render(record, edition).decode().strip(),
        "keywords": _words(values.get("keywords", [])),
        "about": values.get("keywords"),
        "isLiveDataset": any(period.ongoing for period in record.time.periods) or None,
        "distribution": [_file(file) for file in files],
        "recordSet": [_rows(at, file) for at, file in tables],
    }
    return document(members)


def _words(terms: list[Any]) -> list[str]:
    """Keywords as texts, which is all that Croissant takes; the terms with their addresses stand under `about`."""
    names = [term.get("name", term) for term in terms]
    flat = [each for name in names for each in (name if isinstance(name, list) else [name])]
    return list(dict.fromkeys(each["@value"] if isinstance(each, dict) else each for each in flat))


def _files(edition: Edition) -> tuple[EditionFile, ...]:
    layer = edition.newest_layer
    return layer.files[:FILES_MOST] if layer and edition.status is EditionStatus.PUBLIC else ()


def _file(file: EditionFile) -> dict[str, Any]:
    """A file under its own path."""
    return {
        "@type": "cr:FileObject",
        "@id": _name(file),
        "name": file.path,
        "contentUrl": address(file.url) or file.url,
        "encodingFormat": one_line(file.media_type) or _UNKNOWN_TYPE,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _rows(at: int, file: EditionFile) -> dict[str, Any]:
    """The rows of a table, a field for each of its columns."""
    name = f"table-{at}"
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": file.path,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/column-{place}",
                "name": column.label,
                "dataType": _DATA_TYPES.get(column.kind, "sc:Text"),
                "source": {"fileObject": {"@id": _name(file)}, "extract": {"column": column.label}},
            }
            for place, column in enumerate(file.columns, 1)
        ],
    }


def _name(file: EditionFile) -> str:
    return quote(file.path.encode("utf-8", "replace"))


def _reads(text: str) -> bool:
    said = json.loads(text)
    return bool(said.get("conformsTo") == CONFORMS_TO and said.get("name") and said.get("license"))


CHECK: Final = TextCheck(_reads)
