"""Files that are brought into stores."""

from dataclasses import dataclass
from pathlib import Path

from archive.aip.digest import sha256_of_bytes


@dataclass(frozen=True)
class Source:
    """A file, its bytes and their SHA256."""

    path: Path
    content: bytes
    sha256: str

    @classmethod
    def of(cls, path: Path, content: bytes) -> "Source":
        """Write one."""
        path.write_bytes(content)
        return cls(path, content, sha256_of_bytes(content))
