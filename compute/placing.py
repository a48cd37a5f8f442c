"""Copying a file into a job's folder: hashed on the way, never linked, whole or not at all. No Django."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compute.jobdir import make_private

_BLOCK: Final = 2**20
MEDIA_TYPES: Final = {
    ".nc": "application/x-netcdf",
    ".nc4": "application/x-netcdf",
    ".cdf": "application/x-netcdf",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".tab": "text/tab-separated-values",
    ".txt": "text/plain",
    ".odv": "text/plain",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".parquet": "application/vnd.apache.parquet",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".zip": "application/zip",
    ".onnx": "application/onnx",
}
UNKNOWN: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that lies below `in/`: `path` is relative to it."""

    path: str
    sha256: str
    bytes: int
    media_type: str

    @property
    def value(self) -> dict[str, str | int]:
        """As a process is given it."""
        return {"path": self.path, "sha256": self.sha256, "bytes": self.bytes, "media_type": self.media_type}


def media_type_of(name: str) -> str:
    """By the extension."""
    return MEDIA_TYPES.get(Path(name).suffix.lower(), UNKNOWN)


def place_file(source: Path, folder: Path, path: str, *, media_type: str = "") -> Placed:
    """Copy a file to `folder/in/path`. Raises OSError."""
    sha256, size = copy_hashed(source, folder / "in" / path)
    return Placed(path, sha256, size, media_type or media_type_of(path))


def copy_hashed(source: Path, target: Path) -> tuple[str, int]:
    """SHA256 and size of what was copied; the target is there whole or not at all. Raises OSError."""
    make_private(target.parent)
    beside = target.with_name(f".{os.getpid()}.part")
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as reads, beside.open("wb") as writes:
            while block := reads.read(_BLOCK):
                digest.update(block)
                size += writes.write(block)
            writes.flush()
            os.fsync(writes.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return digest.hexdigest(), size
