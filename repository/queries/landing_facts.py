"""Facts of a landing page: period, depth, dates, size, language, and how the data were made."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.forms.system_words import system_words
from repository.queries.landing_parts import Fact
from repository.queries.landing_words import language_name, licence_of, reader_language, said, web_address
from repository.record.dates import DeepTime, Moment, Period
from repository.record.extents import SpatialResolution, VerticalExtent
from repository.record.labels import LABELS
from repository.record.model import Record
from repository.record.subjects import Named
from repository.templatetags.formatting import NBSP, day_text, number_text, size_text

_SHOWN: Final = 3


def label(field: str) -> str:
    """The name of a record's field in the reader's language, with a capital."""
    english, french = LABELS[field]
    words = french if reader_language() == "fr" else english
    return words[:1].upper() + words[1:]


def facts_of(
    record: Record, *, published: date | None, updated: date | None, files: int, size: int
) -> tuple[Fact, ...]:
    """The short list beside the text. ``size`` in bytes; ``updated`` only where it says more than ``published``."""
    return tuple(_facts(record, published, updated, files, size))


def _facts(record: Record, published: date | None, updated: date | None, files: int, size: int) -> Iterator[Fact]:
    if record.resource_type.general != "Dataset" or record.resource_type.text:
        yield Fact("type", label("resource_type"), record.resource_type.text or record.resource_type.general)
    if record.time.periods:
        yield Fact("period", label("time"), _listed(period_words(period, record) for period in record.time.periods))
    for sense, words in (("down", _("Depth")), ("up", _("Height"))):
        ranges = [extent for extent in record.vertical if extent.positive == sense]
        if ranges:
            yield Fact("depth", words, _listed(_range_words(extent) for extent in ranges))
    if published:
        yield Fact("published", _("Published"), day_text(published))
    if updated and updated != published:
        yield Fact("updated", _("Updated"), day_text(updated))
    if files:
        count = ngettext("%(count)s file", "%(count)s files", files) % {"count": number_text(files)}
        yield Fact("size", _("Size"), f"{size_text(size)}, {count}")
    if record.data_languages:
        yield Fact("language", _("Language"), ", ".join(language_name(tag) for tag in record.data_languages))
    licence = licence_of(record.licence)
    if licence:
        yield Fact("licence", label("licence"), licence.words, licence.url)


def making_of(record: Record) -> tuple[Fact, ...]:
    """How the data were made: what measured, where from, how fine, in which systems."""
    return tuple(_making(record))


def _making(record: Record) -> Iterator[Fact]:
    for field in ("instruments", "platforms", "campaigns", "projects"):
        for named in getattr(record, field):
            yield _named(field, named)
    for system in record.reference_systems:
        words = system_words(epsg=system.epsg, name=system.name or "", uri=system.uri or "")
        yield Fact("reference_systems", label("reference_systems"), words, web_address(system.identifier))
    if record.spatial_resolution:
        words = _listed(_resolution_words(each, record) for each in record.spatial_resolution)
        yield Fact("spatial_resolution", label("spatial_resolution"), words)
    if record.temporal_resolution:
        note = said(record.temporal_resolution.note, record)
        words = record.temporal_resolution.duration or (note.text if note else "")
        yield Fact("temporal_resolution", label("temporal_resolution"), words)
    if record.processing_level:
        yield Fact("processing_level", label("processing_level"), record.processing_level)
    if record.provenance:
        process = f"{record.provenance.process} {record.provenance.process_version or ''}".strip()
        yield Fact("process", label("process"), process)
        for program in record.provenance.software:
            yield Fact(
                "software",
                label("software"),
                f"{program.name} {program.version or ''}".strip(),
                web_address(program.uri),
            )


def _named(field: str, named: Named) -> Fact:
    return Fact(field, label(field), named.name, web_address(named.uri))


def period_words(period: Period, record: Record) -> str:
    """``14 Jan 2019 – 19 Oct 2026``, an open end in words, a named period by its name."""
    name = said(period.name, record)
    begin, end = moment_words(period.begin), moment_words(period.end)
    if begin and end:
        span = begin if begin == end else f"{begin} – {end}"
    elif begin and period.ongoing:
        span = _("since %(date)s, still growing") % {"date": begin}
    elif begin:
        span = _("from %(date)s") % {"date": begin}
    else:
        span = _("until %(date)s") % {"date": end} if end else ""
    return f"{name.text}{f' ({span})' if span else ''}" if name else span


def moment_words(moment: Moment | None) -> str:
    """A date as far as it is known, or an age before present."""
    if isinstance(moment, DeepTime):
        return f"{_number(moment.age)}{NBSP}{moment.unit} BP"
    return day_text(moment) if moment else ""


def _range_words(extent: VerticalExtent) -> str:
    low, high = _number(extent.minimum), _number(extent.maximum)
    span = f"{low}{NBSP}m" if low == high else f"{low} – {high}{NBSP}m"
    return f"{span} ({extent.datum})" if extent.datum else span


def _resolution_words(resolution: SpatialResolution, record: Record) -> str:
    note = said(resolution.note, record)
    if resolution.distance is not None:
        words = f"{_number(resolution.distance)}{NBSP}{resolution.unit}"
    elif resolution.scale is not None:
        words = f"1:{number_text(resolution.scale)}"
    else:
        return note.text if note else ""
    return f"{words} ({note.text})" if note else words


def _number(value: float) -> str:
    """A number as people write it here: at most six decimals, none that say nothing."""
    places = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def _listed(words: Iterable[str]) -> str:
    said_once = [word for word in dict.fromkeys(words) if word]
    more = len(said_once) - _SHOWN
    text = "; ".join(said_once[:_SHOWN])
    if more <= 0:
        return text
    rest = ngettext("%(first)s and %(count)d more", "%(first)s and %(count)d more", more)
    return rest % {"first": text, "count": more}
