"""The layers of a dataset drawn as a core: the newest as beds, those of before by year."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from repository.crosswalks.edition import Edition
from repository.models import Dataset, Publication, PublicationKind
from repository.queries.landing_parts import Bed
from repository.queries.layer_lines import Described, LayerLine, LayerYear, by_year, changes_text, layer_lines
from repository.templatetags.formatting import number_text

MOST_BEDS: Final = 12
NEWEST_BEDS: Final = 6
MOST_FOLDED: Final = 480
"""Layers behind the years of a page; all of them stand at an address of their own."""
_THICK, _THIN = 0.5, 0.1
_KEPT: Final = 64
"""Lists of layers that a process keeps: those asked for last, of datasets with more than one publication."""

_Lines = Mapping[int, LayerLine]
"""Key of a layer -> its line."""


class Pass(NamedTuple):
    """What is shown of a publication; ``layer`` is the key of the layer that it brought."""

    number: int
    kind: str
    layer: int | None
    date: date
    note: str


class Core(NamedTuple):
    """Beds, newest first; the layers that have none, by year; and how many layers there are."""

    beds: tuple[Bed, ...]
    years: tuple[LayerYear, ...]
    layer_count: int
    series: Hashable = None
    """All that the list is made of, where it is kept under that."""


class Series(NamedTuple):
    """A dataset of several publications as it is now: with the next one it has another number and another layer."""

    pk: int
    suffix: str
    doi: str
    version_id: int | None
    datestamp: datetime | None
    number: int
    newest: int


def core_of(dataset: Dataset, *, current: int | None, everything: bool = False) -> Core:
    """Every public publication; many old ones in one bed, with the layers among them by year."""
    return _core(dataset, current, everything=everything)


def public_core(dataset: Dataset, edition: Edition, *, current: int | None, everything: bool = False) -> Core:
    """The same of what is public, kept for the next reader where there are several: what is public never changes."""
    if edition.number == 1 or edition.newest_layer is None:
        return _core(dataset, current, everything=everything)
    newest = edition.newest_layer.fragment
    state = (dataset.current_version_id, dataset.datestamp, edition.number, newest)
    return kept_core(Series(dataset.pk, dataset.suffix, dataset.doi, *state), current, everything, get_language() or "")


@lru_cache(_KEPT)
def kept_core(series: Series, current: int | None, everything: bool, language: str) -> Core:
    """The list as it was told last. For benchmarks, `kept_core.cache_clear()` forgets all."""
    core = _core(series, current, everything=everything)
    return core._replace(series=(series, current, everything, language))


def _core(dataset: Described, current: int | None, *, everything: bool) -> Core:
    public = Publication.objects.filter(dataset_id=dataset.pk, published_at__isnull=False).order_by("-number")
    passes = [Pass(*row) for row in public.values_list("number", "kind", "snapshot", "date", "note")]
    lines = {line.key: line for line in layer_lines(dataset)}
    largest = max((line.changes.added_size for line in lines.values()), default=0)
    shown = passes if everything or len(passes) <= MOST_BEDS else passes[:NEWEST_BEDS]
    beds = [_bed(each, lines, current, largest) for each in shown]
    beds[1:] = [_with_past(dataset, each, bed) for each, bed in zip(shown[1:], beds[1:], strict=True)]
    older = passes[len(shown) :]
    if older:
        beds.append(_old_bed(dataset, older, lines))
    folded = _lines_of(older, lines)
    return Core(tuple(beds), by_year(folded[:MOST_FOLDED]), len(lines))


def _lines_of(passes: list[Pass], lines: _Lines) -> tuple[LayerLine, ...]:
    """Of those that brought a layer."""
    return tuple(line for each in passes if (line := lines.get(each.layer or 0)))


def _bed(each: Pass, lines: _Lines, current: int | None, largest: int) -> Bed:
    line = lines.get(each.layer or 0)
    if line is None or each.kind == PublicationKind.RECORD:
        note = each.note or _("The files are the same.")
        return Bed(each.date, _("Description corrected"), note=note, record_only=True)
    share = line.changes.added_size / largest if largest else 0.0
    return Bed(
        each.date,
        line.title,
        under=f"#{line.fragment}",
        url=line.url,
        note=". ".join(part.rstrip(".") for part in (_reader_note(each), changes_text(line.changes)) if part),
        weight="thick" if share > _THICK else "thin" if share < _THIN else "",
        current=line.fragment == current,
        anchor=str(line.fragment),
        line=line,
    )


def _with_past(dataset: Described, each: Pass, bed: Bed) -> Bed:
    """The bed of an older publication leads to the description as it was then."""
    url = reverse("version", args=[dataset.suffix, each.number])
    return replace(bed, url=url) if bed.record_only else replace(bed, side=_("As published"), side_url=url)


def _reader_note(each: Pass) -> str:
    """What changed since the publication before; the first has nothing before it, and its notes are no reader's."""
    return each.note if each.number > 1 else ""


def _old_bed(dataset: Described, passes: list[Pass], lines: _Lines) -> Bed:
    found = _lines_of(passes, lines)
    first, last = passes[-1].date.year, passes[0].date.year
    under = ngettext("%(count)s layer", "%(count)s layers", len(found)) % {"count": number_text(len(found))}
    return Bed(
        str(first) if first == last else f"{first} – {last}",
        _("Older layers"),
        under=under,
        url="?layers=all#layers",
        note=LayerYear("", found).changes_words,
        side=_("Show all"),
        side_url="?layers=all#layers",
        weight="thick",
        folded=True,
    )
