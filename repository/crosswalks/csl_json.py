"""Citation -> CSL-JSON, one object, for citation processors.

Source: Citation Style Language 1.0.2, csl-data.json (item types and variables).
"""

import json
from typing import Any, Final

from repository.crosswalks.bibtex import keywords_of
from repository.crosswalks.checks import TextCheck
from repository.crosswalks.citation import Citation, cite
from repository.crosswalks.edition import Edition
from repository.record.model import Record
from repository.record.people import Party, Person

RENDERER: Final = "1"

_TYPE: Final = {
    "Software": "software", "ComputationalNotebook": "software", "Audiovisual": "motion_picture", "Image": "graphic",
    "Report": "report", "Collection": "collection", "Text": "document", "Other": "document",
}  # fmt: skip


def render(record: Record, edition: Edition) -> bytes:
    """One item for the whole dataset, with its abstract."""
    item = write(cite(record, edition), kind=_TYPE.get(record.resource_type.general, "dataset"))
    if record.abstract:
        item["abstract"] = record.abstract.best(record.language)
    if record.keywords:
        item["keyword"] = ", ".join(keywords_of(record))
    return f"{json.dumps(item, ensure_ascii=False, indent=1)}\n".encode()


def write(citation: Citation, *, kind: str = "dataset") -> dict[str, Any]:
    """One item as JSON values: texts, and `issued` as year, month, day."""
    day = citation.day
    item: dict[str, Any] = {
        "id": citation.key,
        "type": kind,
        "author": [_name(creator) for creator in citation.creators],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "title": citation.full_title,
        "publisher": citation.publisher,
        "DOI": citation.doi,
        "URL": citation.url,
        "language": citation.language,
        "note": citation.note,
    }
    return {name: value for name, value in item.items() if value}


def _name(party: Party) -> dict[str, str]:
    if not isinstance(party, Person):
        return {"literal": party.name}
    if party.given is None:
        return {"literal": party.family}
    return {"family": party.family, "given": party.given}


def _reads(text: str) -> bool:
    return bool(json.loads(text).get("title"))


CHECK: Final = TextCheck(_reads)
