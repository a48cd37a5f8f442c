"""The evidence pack: report, page, schema and a manifest in one folder, written whole or not at all."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from config.trust.page import as_html

MANIFEST: Final = "manifest-sha256.txt"
NAMES: Final = ("report.html", "report.json", "report.schema.json", MANIFEST)
_SCHEMA: Final = Path(__file__).parent / "report.schema.json"


def write_pack(document: Mapping[str, Any], parent: Path) -> Path:
    """Write ``trust-report-<day>`` into a folder, in place of one of the same day; where it is. Raises OSError."""
    files = files_of(document)
    parent.mkdir(parents=True, exist_ok=True)
    target = parent / f"trust-report-{document['made_on']}"
    with tempfile.TemporaryDirectory(prefix=".trust-report-", dir=parent) as made:
        aside = Path(made) / "new"
        aside.mkdir()
        for name, content in files.items():
            (aside / name).write_bytes(content)
        if target.exists():
            target.rename(Path(made) / "old")
        aside.rename(target)
        shutil.rmtree(Path(made) / "old", ignore_errors=True)
    return target


def files_of(document: Mapping[str, Any]) -> dict[str, bytes]:
    """Name -> bytes; the manifest last, as ``sha256sum -c`` reads it. The same for a document that was kept as JSON."""
    files = {
        "report.json": json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n",
        "report.html": as_html(document).encode(),
        "report.schema.json": _SCHEMA.read_bytes(),
    }
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())]
    return {**files, MANIFEST: "".join(lines).encode()}
