"""What submission needs and a draft does not have: whether something is there, never whether it is right."""

from collections.abc import Iterator, Mapping
from typing import Any

from repository.record.document import Path
from repository.record.findings import Remark
from repository.record.languages import UNDETERMINED

_NEEDED = (
    ("title", "title-missing"),
    ("abstract", "abstract-missing"),
    ("lineage", "lineage-missing"),
    ("licence", "licence-missing"),
    ("keywords", "keyword-missing"),
    ("poles", "pole-missing"),
    ("creators", "creator-missing"),
)


def entries(document: Mapping[str, Any], *path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The entries of a list that are objects, with their positions; nothing where the draft has another shape there."""
    value: Any = document
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, Mapping):
            yield index, entry


def gaps(document: Mapping[str, Any]) -> Iterator[Remark]:
    """A remark for each thing that submission needs and the pruned draft lacks."""
    for field, code in _NEEDED:
        if field not in document:
            yield Remark(code, (field,))
    if document.get("language", UNDETERMINED) == UNDETERMINED:
        yield Remark("language-missing", ("language",))
    if "publication" in document:
        yield Remark("publication-reserved", ("publication",))
    yield from _place(document.get("place"))
    yield from _periods(document)
    for index, contact in entries(document, "contacts"):
        if isinstance(contact.get("name"), str) and "email" not in contact and "uri" not in contact:
            yield Remark("contact-unreachable", ("contacts", index), {"name": contact["name"]})


def _place(place: Any) -> Iterator[Remark]:
    """A box or an outline is needed, since readers search on a map; a name alone does not place the data there."""
    answered = isinstance(place, Mapping) and any(place.get(part) for part in ("boxes", "polygons", "not_applicable"))
    if not answered and (place is None or isinstance(place, Mapping)):
        yield Remark("place-missing", ("place",))


def _periods(document: Mapping[str, Any]) -> Iterator[Remark]:
    time = document.get("time")
    answered = isinstance(time, Mapping) and (time.get("periods") or time.get("not_applicable"))
    if not answered and (time is None or isinstance(time, Mapping)):
        yield Remark("period-missing", ("time",))
    for index, period in entries(document, "time", "periods"):
        here: Path = ("time", "periods", index)
        if "begin" not in period and ("end" in period or period.get("ongoing")):
            yield Remark("period-begin-missing", here)
        if "begin" in period and "end" not in period and not period.get("ongoing"):
            yield Remark("period-end-missing", here)
