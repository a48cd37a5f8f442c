"""Manifests in the format of ``sha256sum -c``: read, written, compared and chained."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from archive.aip.digest import sha256_of_bytes
from archive.aip.layout import Kind, of_kind
from repository.errors import PermanentFailure

_LINE = re.compile(r"(?P<escaped>\\?)(?P<sha256>[0-9a-f]{64}) [ *](?P<name>[^\r\n]+)")
_ESCAPES = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
_ESCAPE = re.compile(r"\\.?")


class ManifestUnreadable(PermanentFailure):
    """The bytes are no manifest, or not a whole one."""

    code = "unreadable-manifest"


@dataclass(frozen=True)
class Seal:
    """What proves a package: the name of its newest manifest, and the SHA256 of that manifest's bytes."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """SHA256 by file name: every file of the directory but this manifest, older manifests included.

    >>> Manifest.of({"b.txt": "0" * 64}).to_bytes().decode() == "0" * 64 + "  b.txt\\n"
    True
    """

    digests: Mapping[str, str]

    @classmethod
    def of(cls, digests: Mapping[str, str]) -> "Manifest":
        """A manifest over a copy of ``digests``, sorted by name."""
        return cls(MappingProxyType(dict(sorted(digests.items()))))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Manifest":
        """Read what `to_bytes` or ``sha256sum`` wrote; raise ManifestUnreadable at the first line that is not one.

        A last line without its newline is a manifest cut short, and refused.
        """
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise ManifestUnreadable("The manifest is not UTF-8 text.") from None
        if not text.endswith("\n"):
            raise ManifestUnreadable("The manifest is empty or cut short: its last line does not end.")
        digests: dict[str, str] = {}
        for number, line in enumerate(text[:-1].split("\n"), start=1):
            found = _LINE.fullmatch(line)
            if found is None:
                raise ManifestUnreadable(f"Line {number} of the manifest is not a SHA256 and a name.")
            name = _unescaped(found["name"], number) if found["escaped"] else found["name"]
            if name in digests:
                raise ManifestUnreadable(f"Line {number} of the manifest names {name!r} a second time.")
            digests[name] = found["sha256"]
        return cls.of(digests)

    def to_bytes(self) -> bytes:
        """The file's bytes, one line per name, sorted."""
        return "".join(_line(name, sha256) for name, sha256 in self.digests.items()).encode("utf-8")

    def seal(self, name: str) -> Seal:
        """The seal of this manifest written under ``name``."""
        return Seal(name, sha256_of_bytes(self.to_bytes()))


def _line(name: str, sha256: str) -> str:
    """One line; a name with a backslash, newline or carriage return is escaped as coreutils does."""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if escaped == name else chr(92)}{sha256}  {escaped}\n"


def _unescaped(name: str, number: int) -> str:
    def read(found: re.Match[str]) -> str:
        if found[0] not in _ESCAPES:
            raise ManifestUnreadable(f"Line {number} of the manifest holds an escape that coreutils does not write.")
        return _ESCAPES[found[0]]

    return _ESCAPE.sub(read, name)


def manifests_in_order(names: Iterable[str]) -> tuple[str, ...]:
    """The manifests among the names of a directory, oldest first.

    >>> manifests_in_order(["manifest-sha256-2026-03-05.2.txt", "x", "manifest-sha256-2026-03-05.txt"])
    ('manifest-sha256-2026-03-05.txt', 'manifest-sha256-2026-03-05.2.txt')
    """
    return tuple(str(name) for name in of_kind(names, Kind.MANIFEST))


def broken_links(
    older: Manifest, seal: Seal, newer: Manifest, erased: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """Names that break the chain: what ``older`` lists, or ``older`` itself, and ``newer`` lists otherwise or not.

    ``erased``: name -> SHA256 of what an order of law took out; ``newer`` need not list it any more.

    >>> first = Manifest.of({"1.nc-2026-03-05": "a" * 64})
    >>> broken_links(first, Seal("m1", "c" * 64), Manifest.of({"1.nc-2026-03-05": "a" * 64, "m1": "c" * 64}))
    ()
    >>> broken_links(first, Seal("m1", "c" * 64), Manifest.of({"1.nc-2026-03-05": "b" * 64}))
    ('1.nc-2026-03-05', 'm1')
    >>> broken_links(first, Seal("m1", "c" * 64), Manifest.of({"m1": "c" * 64}), {"1.nc-2026-03-05": "a" * 64})
    ()
    """
    expected = {**older.digests, seal.name: seal.sha256}
    gone = {name for name, sha256 in erased.items() if name not in newer.digests and expected.get(name) == sha256}
    return tuple(name for name, sha256 in expected.items() if newer.digests.get(name) != sha256 and name not in gone)
