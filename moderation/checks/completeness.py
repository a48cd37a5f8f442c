"""What a reader needs of data of this kind, beyond what every description needs. Pure.

Sources: the long-tail checks of Data Terra (completeness for the data type); DataCite, ISO 19115-1 and CF 1.11 for
what each field says; FDSN for waveforms, which no one can use without the response of their instruments.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from moderation.checks.submission import SubmittedFile
from moderation.sentences import finding
from repository.inspection.table.units import word_set
from repository.record.findings import Finding
from repository.record.model import Record

_README: Final = re.compile(r"(?:^|[_.\-\s])(?:read[_.\- ]?me|lisez[_.\- ]?moi|lis[_.\- ]?moi)(?:[_.\-\s]|$)")
_DICTIONARY: Final = re.compile(r"dictionary|dictionnaire|codebook|metadata|metadonnees|variables|columns|colonnes")
_EXPLAINING: Final = frozenset({"ATBD", "PRF", "PUM", "IODD", "cruise-report", "protocol", "report"})
_SELF_DESCRIBING: Final = ("NetCDF", "SeaDataNet ODV", "StationXML", "QuakeML", "GRIB")
_FROM: Final = frozenset({"IsDerivedFrom", "Compiles", "IsNewVersionOf", "IsVersionOf", "IsVariantFormOf", "Collects"})
_METHODS: Final = frozenset({"IsDocumentedBy", "IsSupplementTo", "IsDescribedBy", "Cites", "References"})
_MOST_NAMED: Final = 8
_LONG_LINEAGE: Final = 200
_COORDINATES: Final = word_set(
    "lat latitude lon long lng longitude x y z time date datetime depth profondeur station id year month day hour "
    "annee mois jour heure code name nom site sample cast cruise"
)


class _Need(NamedTuple):
    """Data of some kind need something: whether they are of it, whether it is there; path and code of the finding."""

    code: str
    path: tuple[str | int, ...]
    applies: Callable[[Record], bool]
    is_there: Callable[[Record], object]


def _acquired(*ways: str) -> Callable[[Record], bool]:
    return lambda record: not {*ways}.isdisjoint(record.acquisition)


def _is_of_type(*kinds: str) -> Callable[[Record], bool]:
    return lambda record: record.resource_type.general in kinds


def _is_data(record: Record) -> bool:
    return record.resource_type.general in ("Dataset", "Model", "Image", "Audiovisual", "Sound")


def _has_method(record: Record) -> bool:
    said = [each.method for each in record.variables if each.method]
    long = record.lineage is not None and len(record.lineage.best(record.language)) >= _LONG_LINEAGE
    return bool(said) or long or any(each.relation in _METHODS for each in record.related)


def _relates(*relations: str) -> Callable[[Record], bool]:
    return lambda record: any(each.relation in relations for each in record.related)


_NEEDS: Final = (
    _Need("acquisition-expected", ("acquisition",), _is_of_type("Dataset"), lambda record: record.acquisition),
    _Need("variables-expected", ("variables",), _is_of_type("Dataset"), lambda record: record.variables),
    _Need(
        "instrument-expected",
        ("instruments",),
        _acquired("in-situ", "remote-sensing", "laboratory"),
        lambda record: record.instruments,
    ),
    _Need(
        "platform-expected",
        ("platforms",),
        _acquired("in-situ", "remote-sensing"),
        lambda record: record.platforms or record.campaigns,
    ),
    _Need(
        "processing-level-expected",
        ("processing_level",),
        _acquired("remote-sensing"),
        lambda record: record.processing_level,
    ),
    _Need(
        "resolution-expected",
        ("spatial_resolution",),
        _acquired("remote-sensing", "simulation"),
        lambda record: record.spatial_resolution or record.place.not_applicable,
    ),
    _Need(
        "time-step-expected",
        ("temporal_resolution",),
        _acquired("simulation"),
        lambda record: record.temporal_resolution or record.time.not_applicable,
    ),
    _Need(
        "vertical-expected",
        ("vertical",),
        lambda record: "oceans" in record.topics and _acquired("in-situ")(record),
        lambda record: record.vertical,
    ),
    _Need("method-expected", ("lineage",), _acquired("laboratory", "simulation", "derived"), _has_method),
    _Need("sources-expected", ("related",), _acquired("derived", "compilation"), _relates(*_FROM)),
    _Need(
        "model-article-expected",
        ("related",),
        _is_of_type("Model"),
        lambda record: any(each.relation in _METHODS for each in record.related),
    ),
    _Need("model-vertical-expected", ("vertical",), _is_of_type("Model"), lambda record: record.vertical),
    _Need("parts-expected", ("related",), _is_of_type("Collection"), _relates("HasPart", "Collects")),
)


def complete(record: Record, files: Sequence[SubmittedFile]) -> Iterator[Finding]:
    """What is missing for data of this kind, a finding at each field."""
    for need in _NEEDS:
        if need.applies(record) and not need.is_there(record):
            yield finding(need.code, need.path)
    yield from _of_explanations(record, files)
    yield from _of_waveforms(files)
    if _is_data(record):
        for file in files:
            yield from _of_columns(record, file)


def _of_explanations(record: Record, files: Sequence[SubmittedFile]) -> Iterator[Finding]:
    """Files that do not describe themselves come with a text that does."""
    read = [file.reading.format for file in files if file.reading and file.reading.format]
    describe_themselves = bool(read) and all(form.startswith(_SELF_DESCRIBING) for form in read)
    explained = any(each.kind in _EXPLAINING for each in record.documents) or any(
        _README.search(file.name) or _DICTIONARY.search(file.name) for file in files
    )
    if files and not describe_themselves and not explained:
        yield finding("readme-expected", ("documents",))


def _of_waveforms(files: Sequence[SubmittedFile]) -> Iterator[Finding]:
    forms = [file.reading.format for file in files if file.reading]
    waves = [file for file in files if file.name.endswith((".mseed", ".miniseed", ".msd", ".sac"))]
    if waves and not any(form.startswith("StationXML") for form in forms) and not any(map(_is_response, files)):
        yield finding("station-metadata-expected", ("files", waves[0].path))


def _is_response(file: SubmittedFile) -> bool:
    return "stationxml" in file.name or "dataless" in file.name or "response" in file.name


def _of_columns(record: Record, file: SubmittedFile) -> Iterator[Finding]:
    """Measured columns of a file that no variable of the description is named after."""
    proposed = file.proposed("variables")
    if not isinstance(proposed, list) or not record.variables:
        return
    said = {_plain(name) for each in record.variables for name in _names_of(each)}
    lacking = [
        str(each["name"])
        for each in proposed
        if isinstance(each, Mapping) and each.get("name") and not _is_said(str(each["name"]), said)
    ]
    if lacking:
        named = ", ".join(name[:40] for name in lacking[:_MOST_NAMED]) + (", …" if len(lacking) > _MOST_NAMED else "")
        yield finding("variables-undescribed", ("variables",), name=file.path, variables=named)


def _names_of(variable: Any) -> Iterator[str]:
    yield variable.name
    yield variable.standard_name or ""
    yield from (variable.label or {}).values()
    yield from (concept.name for concept in variable.concepts)


def _is_said(name: str, said: set[str]) -> bool:
    plain = _plain(name)
    return not plain or plain in _COORDINATES or plain in said


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
