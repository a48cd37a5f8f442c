"""Whether the licence can be given: against the sources, the files' own words, and what providers ask to be said. Pure.

Sources: the texts of Creative Commons 4.0 (section 3 of BY-SA, section 2 of NC and ND), ODbL 1.0 (section 4.4), and
the terms of the Copernicus services and of OpenStreetMap on what must be said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from moderation.checks.submission import SubmittedFile
from moderation.sentences import finding
from repository.record.findings import Finding
from repository.record.identifiers import parse_doi
from repository.record.licence_forms import licence_from
from repository.record.model import Record

DERIVED: Final = frozenset({"IsDerivedFrom", "Compiles", "IsVariantFormOf", "Collects", "HasPart"})
"""Relations to what a dataset is made of."""

_SOFTWARE: Final = re.compile(r"(?:MIT|ISC|BSD|Apache|GPL|LGPL|AGPL|MPL|EPL|CECILL|EUPL)\b", re.IGNORECASE)
_LICENCE_FILE: Final = re.compile(r"(?:licen[cs]e|copying|legalcode|droits|conditions)\b[^/]*")
_PHRASES: Final = (
    (re.compile(r"attribution[- ]non ?commercial[- ]no ?deriv", re.IGNORECASE), "CC-BY-NC-ND-4.0"),
    (re.compile(r"attribution[- ]non ?commercial[- ]share ?alike", re.IGNORECASE), "CC-BY-NC-SA-4.0"),
    (re.compile(r"attribution[- ]non ?commercial", re.IGNORECASE), "CC-BY-NC-4.0"),
    (re.compile(r"attribution[- ]no ?deriv", re.IGNORECASE), "CC-BY-ND-4.0"),
    (re.compile(r"attribution[- ]share ?alike", re.IGNORECASE), "CC-BY-SA-4.0"),
    (re.compile(r"creative commons attribution 4\.0|attribution 4\.0 international", re.IGNORECASE), "CC-BY-4.0"),
    (re.compile(r"cc0 1\.0|creative commons zero|public domain dedication", re.IGNORECASE), "CC0-1.0"),
    (re.compile(r"open database licen[cs]e|\bODbL\b", re.IGNORECASE), "ODbL-1.0"),
    (re.compile(r"licence ouverte|open licence 2\.0", re.IGNORECASE), "etalab-2.0"),
)
_RESERVED: Final = re.compile(
    r"all rights reserved|tous droits r[ée]serv[ée]s|\bconfidential\b|\bconfidentiel|do not distribute"
    r"|ne pas diffuser|diffusion restreinte",
    re.IGNORECASE,
)
_LONGEST_HEAD: Final = 65_536


class _Owed(NamedTuple):
    """What a provider asks users of its data to say. ``uses``: words that tell that they were used."""

    provider: str
    uses: re.Pattern[str]
    says: re.Pattern[str]
    asked: str


_OWED: Final = (
    _Owed(
        "Copernicus Sentinel",
        re.compile(r"\bsentinel[- ]?[1-6][a-dp]?\b|\bS5P\b|\bTROPOMI\b", re.IGNORECASE),
        re.compile(r"copernicus sentinel (?:data|\d)|modified copernicus|copernicus sentinel", re.IGNORECASE),
        "Contains modified Copernicus Sentinel data [year]",
    ),
    _Owed(
        "Copernicus Climate Change and Atmosphere Monitoring Services",
        re.compile(r"\bERA5(?:-Land)?\b|\bCAMS\b|\bC3S\b", re.IGNORECASE),
        re.compile(r"copernicus (?:climate|atmosphere)", re.IGNORECASE),
        "Generated using Copernicus Climate Change Service information [year]",
    ),
    _Owed(
        "Copernicus Marine Service",
        re.compile(r"\bCMEMS\b|copernicus marine|\bGLORYS(?:12)?\b", re.IGNORECASE),
        re.compile(r"(?:E\.?U\.? )?copernicus marine (?:environment monitoring )?service", re.IGNORECASE),
        "Generated using E.U. Copernicus Marine Service Information; [DOI of the product]",
    ),
    _Owed(
        "OpenStreetMap",
        re.compile(r"\bopen ?street ?map\b|\bOSM\b", re.IGNORECASE),
        re.compile(r"openstreetmap contributors|contributeurs (?:d')?openstreetmap", re.IGNORECASE),
        "© OpenStreetMap contributors",
    ),
)


def licensed(record: Record, files: Sequence[SubmittedFile], sources: Mapping[str, str]) -> Iterator[Finding]:
    """``sources``: bare DOI of a public dataset that this one comes from -> the SPDX name of its licence."""
    spdx = record.licence.spdx if record.licence and record.licence.spdx else ""
    yield from _against_sources(record, spdx, sources)
    yield from _in_files(record, files, spdx)
    yield from _of_kind(record, spdx)
    yield from _attributions(record)


def _against_sources(record: Record, spdx: str, sources: Mapping[str, str]) -> Iterator[Finding]:
    """Works made from others cannot give away more than they were given."""
    for index, related in enumerate(record.related):
        parsed = parse_doi(related.identifier) if related.identifier_type == "DOI" else None
        given = sources.get(parsed.name, "") if parsed and related.relation in DERIVED else ""
        if given and not may_become(given, spdx):
            doi = parsed.name if parsed else related.identifier
            yield finding("licence-against-source", ("licence",), doi=doi, given=given, licence=spdx or "?")
        elif related.relation in DERIVED and not (
            related.title or related.citation or related.identifier_type == "DOI"
        ):
            yield finding("source-uncited", ("related", index), identifier=related.identifier[:120])


def may_become(given: str, chosen: str) -> bool:
    """Whether what came under one licence may be passed on, changed, under another.

    >>> may_become("CC-BY-4.0", "CC-BY-SA-4.0"), may_become("CC-BY-SA-4.0", "CC-BY-4.0")
    (True, False)
    """
    given, chosen = given.upper(), chosen.upper()
    if given == chosen and "-ND" not in given:
        return True
    if "-ND" in given or (not given.startswith("CC0") and chosen.startswith("CC0")):
        return False
    if "-NC" in given and "-NC" not in chosen:
        return False
    if "-SA" in given and "-SA" not in chosen:
        return False
    if given.startswith("ODBL"):
        return chosen.startswith("ODBL")
    return not ("-SA" in given and ("-NC" in given) != ("-NC" in chosen))


def _in_files(record: Record, files: Sequence[SubmittedFile], spdx: str) -> Iterator[Finding]:
    """Files that state another licence, or that state that they may not be passed on."""
    for file in files:
        said = _stated(file)
        if said and spdx and said.upper() != spdx.upper():
            yield finding("licence-in-file-differs", ("files", file.path), name=file.path, said=said, licence=spdx)
        text = _text_of(file)
        if text and record.licence and (match := _RESERVED.search(text)):
            yield finding("rights-reserved-in-file", ("files", file.path), name=file.path, words=match[0])


def _stated(file: SubmittedFile) -> str:
    """The SPDX name of the licence that a file states of itself, exactly; empty where it states none."""
    proposed = file.proposed("licence")
    if isinstance(proposed, Mapping) and isinstance(proposed.get("spdx"), str):
        return str(proposed["spdx"])
    text = _text_of(file) if _LICENCE_FILE.match(file.name) else ""
    if not text:
        return ""
    exact = licence_from(text.strip().splitlines()[0]) if text.strip() else None
    if isinstance(exact, Mapping) and exact.get("spdx"):
        return str(exact["spdx"])
    return next((name for phrase, name in _PHRASES if phrase.search(text)), "")


def _text_of(file: SubmittedFile) -> str:
    """The beginning of a file that is read by people."""
    if file.head is None or not file.name.endswith((".txt", ".md", ".rst", "license", "licence", "copying", "readme")):
        return ""
    return file.head[:_LONGEST_HEAD].decode("utf-8", errors="replace")


def _of_kind(record: Record, spdx: str) -> Iterator[Finding]:
    """A licence of software on data, and a licence that nobody can look up."""
    is_software = record.resource_type.general in ("Software", "Workflow", "ComputationalNotebook")
    if spdx and _SOFTWARE.match(spdx) and not is_software:
        yield finding("licence-of-software", ("licence",), licence=spdx)
    if record.licence and not spdx and not record.licence.uri:
        yield finding("licence-without-address", ("licence",), licence=(record.licence.name or "")[:120])


def _attributions(record: Record) -> Iterator[Finding]:
    """What providers of sources ask to be said, and is not."""
    texts = [record.title, record.abstract, record.lineage, record.quality, record.use_limitations, record.access_note]
    said = " ".join(text for each in texts for text in (each or {}).values())
    named = " ".join(each.name for each in (*record.instruments, *record.platforms))
    cited = " ".join(each.citation or each.title or "" for each in record.related)
    for owed in _OWED:
        if owed.uses.search(f"{said} {named}") and not owed.says.search(f"{said} {cited}"):
            yield finding("attribution-missing", ("use_limitations",), provider=owed.provider, asked=owed.asked)
