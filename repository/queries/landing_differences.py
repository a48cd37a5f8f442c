"""What differs between two public layers of a dataset, as its page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from repository.models import Dataset
from repository.queries.differences import KINDS, PAGE, Changes, DifferentFile, changes_between, different_files
from repository.queries.landing_parts import Said
from repository.queries.landing_series import title_of
from repository.queries.layer_lines import LayerLine, layer_lines
from repository.queries.layers import Amount

MOST_CHOICES = 480


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part is wanted: the other layer (else the one before), one kind of files, a page."""

    since: int | None = None
    kind: str = ""
    page: int = 1
    per_page: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two layers, how much differs, and a page of the files. ``older`` is None before the first layer."""

    suffix: str
    title: Said
    newer: LayerLine
    older: LayerLine | None
    choices: tuple[LayerLine, ...]
    changes: Changes
    kind: str
    files: tuple[DifferentFile, ...]
    page: int
    pages: int
    start: int
    total: int

    @property
    def end(self) -> int:
        """The last row that is shown."""
        return self.start + len(self.files) - 1 if self.files else 0

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        return self._address(self.kind, self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        """The page behind, if there is one."""
        return self._address(self.kind, self.page + 1) if self.page < self.pages else ""

    @property
    def json_url(self) -> str:
        """The same for programs."""
        return f"{self._address(self.kind, 1)}&format=json"

    @property
    def kinds(self) -> Iterator[tuple[str, Amount, str, bool]]:
        """Each kind of files (empty: all): its name, how many, their address, and whether these are shown."""
        for kind in ("", *KINDS):
            yield kind, self.changes.of(kind), self._address(kind, 1), kind == self.kind

    def _address(self, kind: str, page: int) -> str:
        since = {"since": self.older.fragment} if self.older else {}
        asked = {**since, **({"kind": kind} if kind else {}), **({"page": page} if page > 1 else {})}
        return f"{reverse('layer-changes', args=[self.suffix, self.newer.fragment])}?{urlencode(asked)}"


def difference_of(dataset: Dataset, fragment: int, asked: Asked) -> Difference:
    """What is different in a public layer. Raises ``LookupError`` where either layer is not there."""
    lines = layer_lines(dataset)
    known = {line.fragment: line for line in lines}
    newer = known.get(fragment)
    if newer is None:
        raise LookupError(f"{dataset} has no layer {fragment}")
    since = asked.since if asked.since is not None else newer.before
    older = known.get(since) if since is not None else None
    if older is None and asked.since is not None:
        raise LookupError(f"{dataset} has no layer {asked.since}")
    key = older.key if older else None
    changes = newer.changes if since == newer.before else changes_between(key, newer.key)
    total, per_page = changes.of(asked.kind).files, asked.per_page or PAGE
    pages = max(1, -(-total // per_page))
    page = min(asked.page, pages)
    first = (page - 1) * per_page
    files = different_files(key, newer.key, kind=asked.kind, first=first, most=per_page) if total else ()
    return Difference(
        suffix=dataset.suffix,
        title=title_of(dataset),
        newer=newer,
        older=older,
        choices=tuple(line for line in lines[:MOST_CHOICES] if line.fragment != fragment),
        changes=changes,
        kind=asked.kind,
        files=files,
        page=page,
        pages=pages,
        start=first + 1 if files else 0,
        total=total,
    )
