"""Where the deposited files of a package lie in a bag: each once, under the layer that brought it, by its own path."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive.aip.documents import ArchivedFile
from archive.aip.layout import ArchivedName, Kind, parse_name
from archive.exports.package import PackageRead

UNLISTED = "unlisted"


@dataclass
class Places:
    """``of``: archived name -> the paths it has in the export, relative to ``data/``."""

    of: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of files of the payload."""
        return sum(len(paths) for paths in self.of.values())

    def listed(self) -> Iterator[tuple[str, str]]:
        """(path, archived name), by path."""
        return iter(sorted((path, name) for name, paths in self.of.items() for path in paths))

    def first(self, file: ArchivedFile, label: str) -> str:
        """Where the bytes of a layer's file lie: in this layer's folder if it brought them, else where they came."""
        paths = self.of[file.archived_name]
        wanted = f"{label}/{file.path}"
        return wanted if wanted in paths else paths[0]


def place_files(package: PackageRead) -> Places:
    """Place every data file of the package."""
    places = Places()
    for name, layer in package.layers():
        kept = (file for file in layer.files if file.archived_name in package.digests)
        new = [file for file in kept if file.archived_name not in places.of]
        label = layer_label(name)
        by_name: dict[str, list[str]] = {}
        for file, path in zip(new, storable((file.path for file in new), avoid="%"), strict=True):
            by_name.setdefault(file.archived_name, []).append(f"{label}/{path}")
        places.of |= {archived: tuple(paths) for archived, paths in by_name.items()}
    for archived in package.digests:
        if parse_name(archived).kind is Kind.DATA and archived not in places.of:
            places.of[archived] = (f"{UNLISTED}/{archived}",)
    return places


def layer_label(name: str) -> str:
    """The folder of a layer: its fragment.

    >>> layer_label("layer71231-2026-03-05.json"), layer_label("layer71231-2026-03-05.2.json")
    ('71231', '71231.2')
    """
    found: ArchivedName = parse_name(name)
    return str(found.number) if found.counter == 1 else f"{found.number}.{found.counter}"


def storable(paths: Iterable[str], *, avoid: str = "\0") -> list[str]:
    """The same paths, changed only where a folder of files could not hold them all.

    A path that is a folder of another one, or the same but for Unicode composition, takes ``~2``, ``~3``; the character
    ``avoid`` becomes ``_``: a bag has no ``%``, as validators disagree on how a manifest writes it.

    >>> storable(["a", "a/b", "100%.csv", "100_.csv"], avoid="%")
    ['a~2', 'a/b', '100_.csv~2', '100_.csv']
    """
    wanted = [(path, path.replace(avoid, "_")) for path in paths]
    folders = {_key(folder) for _, plain in wanted for folder in _folders(plain)}
    kept = {_key(path) for path, plain in wanted if path == plain} - folders
    taken, found = set(folders), []
    for path, plain in wanted:
        candidate, count = plain, 1
        while _key(candidate) in taken or (candidate != path and _key(candidate) in kept):
            count += 1
            candidate = f"{plain}~{count}"
        taken.add(_key(candidate))
        found.append(candidate)
    return found


def _folders(path: str) -> Iterator[str]:
    steps = path.split("/")
    return ("/".join(steps[:depth]) for depth in range(1, len(steps)))


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path)
