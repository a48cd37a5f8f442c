"""Stamp files: a step is done again only when what it was made from has changed. Standard library only."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files_under(*places: Path) -> list[Path]:
    """All files in these places (files or folders), in a stable order."""
    found: set[Path] = set()
    for place in places:
        found.update(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else found.add(place)
    return sorted(path for path in found if path.is_file())


def digest_of(files: Iterable[Path], *more: str) -> str:
    """One SHA256 over names and contents, and over further words such as a version."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    for word in more:
        digest.update(f"{word}\n".encode())
    return digest.hexdigest()


def is_fresh(stamp: Path, digest: str) -> bool:
    """Whether the stamp was left by exactly this state."""
    return stamp.exists() and stamp.read_text() == digest


def leave(stamp: Path, digest: str) -> None:
    """Say that the step is done for this state."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)
