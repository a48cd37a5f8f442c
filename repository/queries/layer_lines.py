"""The public layers of a dataset as lines: what each is, what it changed, and by which manifest it is proved."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.models import Snapshot
from repository.queries.differences import KINDS, Changes, changes_in, read_changes
from repository.queries.layers import Amount, amount_in
from repository.templatetags.formatting import day_text, number_text, size_text

_ADDRESSES_KEPT: Final = 1024


class Described(Protocol):
    """What the lines need of a dataset."""

    @property
    def pk(self) -> int:
        """Its key."""
        ...

    @property
    def suffix(self) -> str:
        """The last part of its DOI."""
        ...

    @property
    def doi(self) -> str:
        """As its layers are cited."""
        ...


@dataclass(frozen=True, slots=True)
class LayerLine:
    """One layer. Dates are texts (ISO 8601), an end is empty where it goes on; ``size`` in bytes.

    ``before`` is the fragment of the layer before it, ``sha256`` that of the manifest that sealed it.
    """

    key: int
    suffix: str
    doi: str
    fragment: int
    before: int | None
    date: str
    begin: str
    end: str
    files: int | None
    size: int | None
    changes: Changes
    sha256: str
    document_name: str
    document_sha256: str

    @property
    def identifier(self) -> str:
        """As it is cited: the DOI with the fragment."""
        return f"{self.doi}#{self.fragment}"

    @property
    def day(self) -> str:
        """Its date in words."""
        return day_text(self.date)

    @property
    def title(self) -> str:
        """The time that it covers; its own date where its description names none."""
        begin, end = day_text(self.begin), day_text(self.end)
        if begin and end and begin != end:
            return f"{begin} – {end}"
        if begin and end:
            return begin
        if begin:
            return _("from %(date)s") % {"date": begin}
        return _("Layer of %(date)s") % {"date": day_text(self.date)}

    @property
    def changes_words(self) -> str:
        """How many files are new, changed and gone."""
        return changes_text(self.changes)

    @property
    def url(self) -> str:
        """Its page."""
        return _address("layer", self.suffix, self.fragment)

    @property
    def changes_url(self) -> str:
        """What differs from the layer before."""
        return _address("layer-changes", self.suffix, self.fragment)

    @property
    def manifest_url(self) -> str:
        """The manifest that sealed it."""
        return _address("layer-manifest", self.suffix, self.fragment)


@dataclass(frozen=True, slots=True)
class LayerYear:
    """The layers of one year, newest first."""

    year: str
    lines: tuple[LayerLine, ...]

    @property
    def fragments(self) -> tuple[int, ...]:
        """Of its layers."""
        return tuple(line.fragment for line in self.lines)

    @property
    def changes(self) -> Changes:
        """All of them together."""
        return Changes(*(_sum(line.changes.of(kind) for line in self.lines) for kind in KINDS))

    @property
    def changes_words(self) -> str:
        """How many files are new, changed and gone in the whole year."""
        return changes_text(self.changes)


def _address(name: str, suffix: str, fragment: int) -> str:
    before, after = _around(name, suffix)
    return f"{before}{fragment}{after}"


@lru_cache(_ADDRESSES_KEPT)
def _around(name: str, suffix: str) -> tuple[str, str]:
    """The address of a layer, before its fragment and after it: hundreds of them differ in nothing else."""
    before, _zero, after = reverse(name, args=[suffix, 0]).rpartition("/0/")
    return f"{before}/", f"/{after}"


def changes_text(changes: Changes) -> str:
    """How many files are new, changed and gone, each with their bytes, in words."""
    told = []
    if changes.new.files:
        told.append(ngettext("+ %(count)s file, %(size)s", "+ %(count)s files, %(size)s", changes.new.files))
    if changes.changed.files:
        told.append(ngettext("%(count)s changed, %(size)s", "%(count)s changed, %(size)s", changes.changed.files))
    if changes.gone.files:
        told.append(ngettext("%(count)s gone, %(size)s", "%(count)s gone, %(size)s", changes.gone.files))
    amounts = (amount for amount in changes if amount.files)
    words = [
        each % {"count": number_text(amount.files), "size": size_text(amount.size)}
        for each, amount in zip(told, amounts, strict=True)
    ]
    return "; ".join(words) or _("No new file")


def _sum(amounts: Iterable[Amount]) -> Amount:
    found = list(amounts)
    return Amount(sum(amount.files for amount in found), sum(amount.size for amount in found))


_COLUMNS = (
    "pk", "number", "date", "interval_begin", "interval_end", "file_count", "byte_count", "changes",
    "manifest_sha256", "document_name", "document_sha256",
)  # fmt: skip


def layer_lines(dataset: Described) -> tuple[LayerLine, ...]:
    """Every public layer, newest first, by one query; by one more where nothing is stored of what some changed."""
    public = Snapshot.objects.filter(dataset_id=dataset.pk, published_at__isnull=False).order_by("-number")
    rows = list(public.values_list(*_COLUMNS))
    asked = changes_in(dataset.pk, (row[0] for row in rows if row[7] is None))
    amounts = {row[0]: amount_in(row[1]) if row[5] is None else Amount(row[5], row[6] or 0) for row in rows}
    befores = [*(row[1] for row in rows), None][1:]
    return tuple(
        LayerLine(
            key=key,
            suffix=dataset.suffix,
            doi=dataset.doi,
            fragment=number,
            before=before,
            date=date.isoformat(),
            begin=begin,
            end=end,
            files=amounts[key].files,
            size=amounts[key].size,
            changes=asked[key] if changes is None else read_changes(changes),
            sha256=manifest,
            document_name=document,
            document_sha256=document_sha256,
        )
        for (key, number, date, begin, end, _files, _size, changes, manifest, document, document_sha256), before in zip(
            rows, befores, strict=True
        )
    )


def by_year(lines: tuple[LayerLine, ...]) -> tuple[LayerYear, ...]:
    """Lines in their order, those of one year together."""
    return tuple(LayerYear(year, tuple(found)) for year, found in groupby(lines, key=lambda line: line.date[:4]))
