"""What would make a described dataset easier to find, trust and use again. Never blocks, never crashes on a draft."""

import re
from collections.abc import Container, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, Final

from pydantic_core import PydanticCustomError

from repository.record.dates import first_day
from repository.record.extents import BoundingBox
from repository.record.findings import Remark
from repository.record.gaps import entries
from repository.record.model import Record
from repository.record.rights import KNOWN_LICENCES

ABSTRACT_LENGTH: Final = 150
LINEAGE_LENGTH: Final = 60
TITLE_LENGTH: Final = 15
_FILE_NAME = re.compile(r"\S+\.[A-Za-z0-9]{2,5}|[^\s_]+(_[^\s_]+){2,}")


def advice(document: Mapping[str, Any], readable: Record | None, today: date | None) -> Iterator[Remark]:
    """Remarks on the pruned draft. `readable` is what can be read of it; `today`, where given, is the present day."""
    yield from chain(_people(document), _variables(document), _places(document), _keywords(document), _rights(document))
    if today is not None:
        yield from _future(document, today)
    if readable is not None:
        yield from _texts(readable)


def _texts(record: Record) -> Iterator[Remark]:
    title = record.main_title
    if _FILE_NAME.fullmatch(title):
        yield Remark("title-file-name", ("title",), {"value": title})
    elif len(title) < TITLE_LENGTH:
        yield Remark("title-short", ("title",), {"value": title})
    known = record.language != "und"
    if known and record.main_title_language.split("-")[0] != record.language.split("-")[0]:
        yield Remark("title-language", ("title",), {"value": record.language})
    if record.abstract is not None:
        if known and record.abstract.best_language(record.language).split("-")[0] != record.language.split("-")[0]:
            yield Remark("abstract-language", ("abstract",), {"value": record.language})
        length = len(record.abstract.best(record.language))
        if length < ABSTRACT_LENGTH:
            yield Remark("abstract-short", ("abstract",), {"value": length})
        if len(record.abstract) == 1:
            yield Remark("abstract-translation", ("abstract",))
    if record.lineage is not None:
        length = len(record.lineage.best(record.language))
        if length < LINEAGE_LENGTH:
            yield Remark("lineage-short", ("lineage",), {"value": length})


def _people(document: Mapping[str, Any]) -> Iterator[Remark]:
    seen: set[str] = set()
    for index, creator in entries(document, "creators"):
        if not isinstance(creator.get("family"), str):
            continue
        given = creator.get("given")
        name = f"{given} {creator['family']}" if isinstance(given, str) else creator["family"]
        orcid = creator.get("orcid")
        if orcid is None:
            yield Remark("orcid-missing", ("creators", index, "orcid"), {"name": name})
        elif isinstance(orcid, str):
            if orcid in seen:
                yield Remark("creator-twice", ("creators", index), {"value": orcid})
            seen.add(orcid)
        if "affiliations" not in creator:
            yield Remark("affiliation-missing", ("creators", index, "affiliations"), {"name": name})
    if "contacts" not in document:
        yield Remark("contact-missing", ("contacts",))


def _variables(document: Mapping[str, Any]) -> Iterator[Remark]:
    seen: set[str] = set()
    for index, variable in entries(document, "variables"):
        name = variable.get("name")
        if not isinstance(name, str):
            continue
        if name in seen:
            yield Remark("variable-twice", ("variables", index), {"value": name})
        elif "unit" not in variable:
            yield Remark("unit-missing", ("variables", index, "unit"), {"value": name})
        seen.add(name)


def _places(document: Mapping[str, Any]) -> Iterator[Remark]:
    for index, typed in entries(document, "place", "boxes"):
        try:
            box = BoundingBox.model_validate(typed, context={"typed": True})
        except ValueError:
            continue
        path = ("place", "boxes", index)
        if box.crosses_antimeridian:
            yield Remark("box-crosses-antimeridian", path, {"west": box.west, "east": box.east})
        elif box.width == 360 and box.south == -90 and box.north == 90:
            yield Remark("box-whole-world", path)
        elif box.is_point and box.west == box.south == 0:
            yield Remark("box-at-zero", path)


def unknown_systems(document: Mapping[str, Any], known: Container[int] | None) -> Iterator[Remark]:
    """Numbers of reference systems that are none of ``known``; None for not looked at."""
    if known is None:
        return
    for index, system in entries(document, "reference_systems"):
        number = system.get("epsg")
        if isinstance(number, int) and not isinstance(number, bool) and number > 0 and number not in known:
            yield Remark("reference-system-unknown", ("reference_systems", index, "epsg"), {"value": str(number)})


def _keywords(document: Mapping[str, Any]) -> Iterator[Remark]:
    if "topics" not in document:
        yield Remark("topic-missing", ("topics",))
    keywords = [keyword for _, keyword in entries(document, "keywords")]
    if keywords and not any("uri" in keyword or "scheme" in keyword for keyword in keywords):
        yield Remark("keyword-free", ("keywords",))


def _rights(document: Mapping[str, Any]) -> Iterator[Remark]:
    licence = document.get("licence")
    spdx = licence.get("spdx") if isinstance(licence, Mapping) else None
    if isinstance(spdx, str):
        known = KNOWN_LICENCES.get(spdx.strip())
        if known is None:
            yield Remark("licence-unknown", ("licence", "spdx"), {"value": spdx})
        elif not known.is_open:
            yield Remark("licence-restrictive", ("licence", "spdx"), {"value": known.spdx})
    if "forwarding" not in document:
        yield Remark("forwarding-unanswered", ("forwarding",))


def _future(document: Mapping[str, Any], today: date) -> Iterator[Remark]:
    for index, period in entries(document, "time", "periods"):
        end = period.get("end")
        try:
            begins = first_day(end.strip()) if isinstance(end, str) else today
        except PydanticCustomError:
            continue
        if begins > today:
            yield Remark("period-in-future", ("time", "periods", index, "end"), {"value": end})
