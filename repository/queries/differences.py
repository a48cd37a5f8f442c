"""What differs between two layers of a dataset: files that are new, changed or gone, compared by path and SHA256.

The rows of both layers are compared in the database, along the index of their paths; layers never change, so neither
does what is found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db import connection

from repository.queries.layers import Amount

KINDS: Final = ("new", "changed", "gone")
PAGE: Final = 100


class Changes(NamedTuple):
    """Files of each kind and their bytes: of new and changed ones as they are, of gone ones as they were."""

    new: Amount = Amount()
    changed: Amount = Amount()
    gone: Amount = Amount()

    @property
    def added_size(self) -> int:
        """Bytes that the package had to take."""
        return self.new.size + self.changed.size

    def of(self, kind: str) -> Amount:
        """By the name of the kind; of all together for an empty one."""
        if kind:
            return self[KINDS.index(kind)]
        return Amount(sum(amount.files for amount in self), sum(amount.size for amount in self))

    def stored(self) -> dict[str, list[int]]:
        """As the row of a layer keeps it."""
        return {kind: list(amount) for kind, amount in zip(KINDS, self, strict=True)}


def read_changes(stored: Mapping[str, Any]) -> Changes:
    """What `Changes.stored` wrote."""
    return Changes(*(Amount(*(int(number) for number in stored[kind])) for kind in KINDS))


@dataclass(frozen=True, slots=True)
class DifferentFile:
    """A path whose bytes differ: size in bytes and SHA256 on both sides; None and empty where it is not there."""

    kind: str
    path: str
    old_size: int | None
    old_sha256: str
    new_size: int | None
    new_sha256: str


# Both sides of a pair: `{older}` and `{newer}` are a key each, or columns of the table `pair`.
_PLACES: Final = """
    SELECT {newer} AS newer, CASE WHEN old.id IS NULL THEN 'new' ELSE 'changed' END AS kind, new.path,
      old.file_id AS old_file, new.file_id AS new_file
    FROM {pair} repository_layerfile new
      LEFT JOIN repository_layerfile old ON old.snapshot_id = {older} AND old.path = new.path
    WHERE new.snapshot_id = {newer} AND old.file_id IS DISTINCT FROM new.file_id
    UNION ALL
    SELECT {newer}, 'gone', old.path, old.file_id, NULL
    FROM {pair} repository_layerfile old
      LEFT JOIN repository_layerfile new ON new.snapshot_id = {newer} AND new.path = old.path
    WHERE old.snapshot_id = {older} AND new.id IS NULL
"""
_DIFFERENT: Final = """
    SELECT place.newer, place.kind, place.path, old.size AS old_size, coalesce(old.sha256, '') AS old_sha256,
      new.size AS new_size, coalesce(new.sha256, '') AS new_sha256
    FROM ({places}) place
      LEFT JOIN repository_datafile old ON old.id = place.old_file
      LEFT JOIN repository_datafile new ON new.id = place.new_file
    WHERE old.sha256 IS DISTINCT FROM new.sha256
"""
_TWO: Final = _DIFFERENT.format(places=_PLACES.format(pair="", older="%(older)s::bigint", newer="%(newer)s::bigint"))
_MANY: Final = _DIFFERENT.format(places=_PLACES.format(pair="pair CROSS JOIN", older="pair.older", newer="pair.newer"))

_AMOUNTS: Final = """
    SELECT newer, kind, count(*), sum(coalesce(new_size, old_size)) FROM ({different}) different GROUP BY newer, kind
"""
_AMOUNTS_OF_TWO: Final = _AMOUNTS.format(different=_TWO)
_AMOUNTS_OF_MANY: Final = f"""
    WITH following AS (
      SELECT id AS newer, lag(id) OVER (ORDER BY number) AS older
      FROM repository_snapshot WHERE dataset_id = %(dataset)s
    ), pair AS (SELECT newer, older FROM following WHERE newer = ANY(%(asked)s))
    {_AMOUNTS.format(different=_MANY)}
"""  # noqa: S608 (constants)
_PAGE: Final = f"""
    SELECT kind, path, old_size, old_sha256, new_size, new_sha256 FROM ({_TWO}) different
    WHERE %(kind)s = '' OR kind = %(kind)s
    ORDER BY path COLLATE "C" LIMIT %(most)s OFFSET %(first)s
"""  # noqa: S608 (constants)


def changes_between(older: int | None, newer: int) -> Changes:
    """How much differs; keys of two layers, None for nothing."""
    return _read(_AMOUNTS_OF_TWO, {"older": older, "newer": newer}).get(newer, Changes())


def changes_in(dataset: int, layers: Iterable[int]) -> dict[int, Changes]:
    """Layer -> how much differs from the layer before it, all asked at once; keys of a dataset and of its layers."""
    asked = list(layers)
    found = _read(_AMOUNTS_OF_MANY, {"dataset": dataset, "asked": asked}) if asked else {}
    return {key: found.get(key, Changes()) for key in asked}


def different_files(
    older: int | None, newer: int, *, kind: str = "", first: int = 0, most: int | None = PAGE
) -> tuple[DifferentFile, ...]:
    """Some of the files that differ, by path; ``kind`` is one of `KINDS` or empty for all, ``most`` None for all."""
    asked = {"older": older, "newer": newer, "kind": kind, "first": first, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, asked)
        return tuple(DifferentFile(*row) for row in cursor.fetchall())


def _read(query: str, asked: Mapping[str, Any]) -> dict[int, Changes]:
    found: dict[int, dict[str, Amount]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        for layer, kind, files, size in cursor.fetchall():
            found.setdefault(layer, {})[kind] = Amount(files, int(size))
    return {layer: Changes(**amounts) for layer, amounts in found.items()}
