"""Files of a package to a store: many small ones together where the store can, the last one last."""

from collections.abc import Sequence
from pathlib import Path

from archive.aip.archiving import SourceFile
from archive.aip.batch import small_files
from archive.stores.base import Store, TakesMany

TOGETHER = 2_000
"""Files in one batch: what is named stays, however often the copying is stopped."""


def bring_files(*, store: Store, package: str, files: Sequence[SourceFile]) -> None:
    """Bring each in, verified; outside every transaction. Safe to repeat. Raises what the store raises."""
    together = frozenset[str]()
    if isinstance(store, TakesMany):
        together = frozenset(name for _source, name, _sha256 in small_files(files[:-1]))
        many = [file for file in files if file.name in together]
        for start in range(0, len(many), TOGETHER):
            store.put_files(package, many[start : start + TOGETHER])
    for file in files:
        if isinstance(file.source, Path) and file.name not in together:
            store.put_file(package, file.name, file.source, sha256=file.sha256)
