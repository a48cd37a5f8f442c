"""Fixed addresses and short English phrases that several formats share."""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.edition import Edition, EditionAccess, EditionFile, EditionStatus
from repository.crosswalks.xml_text import one_line
from repository.record.dates import DeepTime, Period
from repository.record.extents import VerticalExtent
from repository.record.model import Record

_ACCESS: Final = {
    EditionAccess.OPEN: ("info:eu-repo/semantics/openAccess", "open access"),
    EditionAccess.EMBARGOED: ("info:eu-repo/semantics/embargoedAccess", "embargoed access"),
    EditionAccess.RESTRICTED: ("info:eu-repo/semantics/restrictedAccess", "restricted access"),
}
COAR_ACCESS: Final = "http://purl.org/coar/access_right/"
"""The access rights of COAR (version 1.0): a name of one stands after it."""
_COAR: Final = {
    EditionAccess.OPEN: "c_abf2",
    EditionAccess.EMBARGOED: "c_f1cf",
    EditionAccess.RESTRICTED: "c_16ec",
}
_METADATA_ONLY: Final = "c_14cb"
TEST_DOI_SENTENCE: Final = "The DOI is a test DOI and does not resolve."
_CLOSED: Final = ("info:eu-repo/semantics/closedAccess", "closed access")


def access_terms(edition: Edition) -> tuple[str, str]:
    """Address and words of the access right (info:eu-repo vocabulary); a withdrawn dataset is closed."""
    return _CLOSED if edition.status is EditionStatus.WITHDRAWN else _ACCESS[edition.access]


def coar_access(edition: Edition) -> str:
    """The name of the access right in COAR's vocabulary; of a withdrawn dataset only the metadata are left."""
    return _METADATA_ONLY if edition.status is EditionStatus.WITHDRAWN else _COAR[edition.access]


def withdrawal_sentence(edition: Edition) -> str:
    """`Withdrawn on 2026-03-05. Reason.`; empty for a public dataset."""
    if edition.status is not EditionStatus.WITHDRAWN:
        return ""
    day = f" on {edition.withdrawn_on.isoformat()}" if edition.withdrawn_on else ""
    return one_line(f"Withdrawn{day}. {edition.withdrawal_reason}")


def plain_number(value: float) -> str:
    """The shortest decimal that reads back as the same number, whole numbers without a point."""
    written = repr(float(value))
    return written.removesuffix(".0")


def calendar_ends(period: Period) -> tuple[str, str] | None:
    """Begin and end of a period as ISO 8601 texts, empty where open; None for deep time or a name alone."""
    if isinstance(period.begin, DeepTime) or isinstance(period.end, DeepTime):
        return None
    if period.begin is None and period.end is None:
        return None
    return period.begin or "", period.end or ""


def period_words(period: Period, language: str) -> str:
    """A period in words, for what a format has no field for: `Maastrichtian: 72.1 Ma BP to 66 Ma BP`."""
    name = period.name.best(language) if period.name else ""
    begin = str(period.begin) if period.begin is not None else ""
    end = str(period.end) if period.end is not None else ("present" if period.ongoing else "")
    span = " to ".join((begin or "unknown", end or "unknown")) if begin or end else ""
    return ": ".join(part for part in (name, span) if part)


def vertical_words(extent: VerticalExtent) -> str:
    """`0 to 2340 m, positive down, datum: sea level`."""
    datum = f", datum: {extent.datum}" if extent.datum else ""
    span = f"{plain_number(extent.minimum)} to {plain_number(extent.maximum)} {extent.unit}"
    return f"{span}, positive {extent.positive}{datum}"


def data_language(record: Record) -> str:
    """The main language of the data, else that of the description; empty where nobody said."""
    known = [tag for tag in (*record.data_languages, record.language) if tag != "und"]
    return known[0] if known else ""


def media_types(record: Record, edition: Edition) -> tuple[str, ...]:
    """The formats of the newest layer's files and those the description names, each once; none once withdrawn."""
    if edition.status is EditionStatus.WITHDRAWN:
        return ()
    found = [one_line(said) for file in _files(edition) for said in (file.media_type, file.form)]
    found += [form.media_type or form.name for form in record.distribution.formats]
    return tuple(dict.fromkeys(name for name in found if name))


def volume(edition: Edition) -> tuple[int, int]:
    """Number of files and of bytes of the newest layer."""
    sizes = [file.size for file in _files(edition)]
    return len(sizes), sum(sizes)


def version_text(record: Record, edition: Edition) -> str:
    """A foreign record's own version, else how many times this description was made public."""
    foreign = record.publication.version if record.publication else None
    return foreign or str(edition.number)


def document_addresses(record: Record, edition: Edition) -> Iterator[str]:
    """Addresses of the newest layer's files that explain the data: manuals, reports, protocols."""
    wanted = {document.path for document in record.documents if document.kind in _EXPLAINING}
    return (file.url for file in _files(edition) if file.path in wanted)


_EXPLAINING: Final = {"ATBD", "PRF", "PUM", "IODD", "cruise-report", "calibration", "protocol", "report"}


def _files(edition: Edition) -> tuple[EditionFile, ...]:
    """The files readers can ask for: none once a dataset is withdrawn."""
    layer = edition.newest_layer
    return layer.files if layer and edition.status is EditionStatus.PUBLIC else ()
