"""Whether words are those that others use: keywords, units, standard names, codes of variables. Pure.

Sources: the recommended vocabularies of Data Terra's poles; CF standard names; SeaDataNet P01, P02 and P06 at the
NERC vocabulary server; UDUNITS for units.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from moderation.checks.submission import KnownConcept, Vocabularies
from moderation.checks.units import dimensions_of
from moderation.sentences import finding
from repository.record.document import Path
from repository.record.findings import Finding
from repository.record.model import Record
from repository.record.subjects import Variable
from repository.vocabularies.known import KNOWN
from repository.vocabularies.words import folded

_NVS: Final = "vocab.nerc.ac.uk/"
_ELSEWHERE: Final = (
    "gcmd.earthdata.nasa.gov/",
    "gcmdservices.gsfc.nasa.gov/",
    "taxref.mnhn.fr/",
    "inpn.mnhn.fr/",
    "gbif.org/",
    "marinespecies.org/",
    "vocabs.lter-europe.net/",
    "opendata.inrae.fr/",
    "aims.fao.org/",
    "w3id.org/ozcar-theia/",
    "data.geoscience.earth/ncl/",
    "resource.geosciml.org/",
    "purl.obolibrary.org/",
    "geonames.org/",
    "vocab.getty.edu/",
    "vocabulary.odatis-ocean.fr/",
    "codes.wmo.int/",
    "thesaurus.isotc211.org/",
    "wikidata.org/",
)
"""Vocabularies that are recommended and not held here: TAXREF, WoRMS, EnvThes, AnaEE, AGROVOC, Theia/OZCAR, EPOS ..."""

_OF_DISCIPLINE: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "ocean": ("SeaDataNet P02 or P01, CF", (_NVS,)),
    "atmosphere": ("CF, GCMD", ("vocab.nerc.ac.uk/standard_name", "gcmd.", "vocab.nerc.ac.uk/collection/P07")),
    "climate": ("CF, GCMD", ("vocab.nerc.ac.uk/standard_name", "gcmd.", "vocab.nerc.ac.uk/collection/P07")),
    "continental-surfaces": (
        "Theia/OZCAR, GEMET, GCMD",
        ("w3id.org/ozcar-theia/", "eionet.europa.eu/gemet/", "gcmd.", "inspire.ec.europa.eu/theme"),
    ),
    "biodiversity": (
        "TAXREF, GBIF, WoRMS, GEMET",
        ("taxref.mnhn.fr/", "inpn.mnhn.fr/", "gbif.org/", "marinespecies.org/", "eionet.europa.eu/gemet/"),
    ),
    "solid-earth": (
        "GEMET, INSPIRE, GCMD, EPOS",
        ("eionet.europa.eu/gemet/", "inspire.ec.europa.eu/theme", "gcmd.", "data.geoscience.earth/", "geosciml.org/"),
    ),
}
"""Discipline -> the vocabularies that its data centres ask for, and what their addresses hold."""

_MOST_NAMED: Final = 8
_MOST_TOLD: Final = 20


def in_known_words(record: Record, known: Vocabularies) -> Iterator[Finding]:
    """What is said in words of one's own where others have a common one."""
    yield from _of_keywords(record, known)
    yield from _of_concepts(record, known)
    yield from _of_disciplines(record)
    yield from _of_variables(record.variables, known)


def _of_keywords(record: Record, known: Vocabularies) -> Iterator[Finding]:
    """Keywords that a vocabulary has under the same name, and vocabularies that are not among those recommended."""
    schemes: dict[str, int] = {}
    for index, keyword in enumerate(record.keywords[:_MOST_TOLD]):
        term = keyword.term.best(record.language)
        concept = next(
            (known.terms[name] for each in keyword.term.values() if (name := folded(each)) in known.terms), None
        )
        if keyword.uri is None and keyword.scheme is None and concept:
            yield finding(
                "keyword-has-concept", ("keywords", index), term=term, label=concept.label, scheme=concept.scheme
            )
        elif not _is_recommended(keyword.uri or keyword.scheme_uri or "") and (keyword.scheme or keyword.uri):
            schemes.setdefault(keyword.scheme or keyword.uri or "", index)
    for scheme, index in schemes.items():
        yield finding("vocabulary-not-recommended", ("keywords", index), scheme=scheme[:120])


def _is_recommended(address: str) -> bool:
    plain = _plain(address)
    return any(_plain(each.address) in plain for each in KNOWN.values() if each.address) or any(
        part in plain for part in (*_ELSEWHERE, _NVS)
    )


def _plain(address: str) -> str:
    return address.partition("://")[2].removeprefix("www.")


def _of_concepts(record: Record, known: Vocabularies) -> Iterator[Finding]:
    """Addresses of vocabularies held here that lead to no concept, or to one that was given up."""
    told = 0
    for path, uri in addresses_of(record):
        if told >= _MOST_TOLD:
            return
        concept = known.concepts.get(uri)
        if concept is None and any(uri.startswith(address) for address in known.addresses):
            told += 1
            yield finding("concept-unknown", path, uri=uri[:200])
        elif concept is not None and concept.is_deprecated:
            told += 1
            yield _given_up(path, concept)


def _given_up(path: Path, concept: KnownConcept) -> Finding:
    if concept.replaced_by:
        return finding("concept-replaced", path, label=concept.label, uri=concept.replaced_by[:200])
    return finding("concept-deprecated", path, label=concept.label)


def addresses_of(record: Record) -> Iterator[tuple[Path, str]]:
    """Every address of a concept in a description, and where it stands."""
    for field in ("keywords", "instruments", "platforms"):
        for index, each in enumerate(getattr(record, field)):
            if each.uri:
                yield (field, index), each.uri
    for index, variable in enumerate(record.variables):
        for uri in (variable.standard_name_uri, variable.unit_uri, *(concept.uri for concept in variable.concepts)):
            if uri:
                yield ("variables", index), uri


def _of_disciplines(record: Record) -> Iterator[Finding]:
    """A discipline whose common vocabularies are not used at all."""
    used = " ".join(uri for _, uri in addresses_of(record)) + " ".join(
        each.scheme_uri or "" for each in record.keywords
    )
    is_cf = any(each.standard_name for each in record.variables)
    for pole in record.poles:
        names, parts = _OF_DISCIPLINE.get(pole, ("", ()))
        takes_cf = any("standard_name" in part or part == _NVS for part in parts)
        if names and not any(part in used for part in parts) and not (is_cf and takes_cf):
            yield finding("discipline-vocabulary-unused", ("keywords",), names=names)
            return


def _of_variables(variables: Sequence[Variable], known: Vocabularies) -> Iterator[Finding]:
    unnamed = [each.name for each in variables if not (each.standard_name or each.concepts)]
    if unnamed:
        named = ", ".join(name[:40] for name in unnamed[:_MOST_NAMED]) + (", …" if len(unnamed) > _MOST_NAMED else "")
        yield finding("variables-without-code", ("variables",), count=str(len(unnamed)), variables=named)
    for index, variable in enumerate(variables[: _MOST_TOLD * 5]):
        yield from _of_variable(("variables", index), variable, known)


def _of_variable(path: Path, variable: Variable, known: Vocabularies) -> Iterator[Finding]:
    name, unit = variable.standard_name or "", variable.unit or ""
    first = name.split()[0] if name.split() else ""
    if first and known.has_cf and first not in known.units:
        yield finding("standard-name-unknown", (*path, "standard_name"), name=name)
    said = dimensions_of(unit) if unit else None
    if unit and said is None and not variable.unit_uri:
        yield finding("unit-not-recognised", (*path, "unit"), unit=unit, name=variable.name)
    canonical = known.units.get(first, "")
    wanted = dimensions_of(canonical) if canonical else None
    if said is not None and wanted is not None and said != wanted and len(name.split()) == 1:
        yield finding("unit-of-another-quantity", (*path, "unit"), unit=unit, name=name, canonical=canonical)
