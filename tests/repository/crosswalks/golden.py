"""Golden files: `python -m tests.repository.crosswalks.golden` writes them anew, to be read before they are kept."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from repository.crosswalks.edition import Edition
from repository.crosswalks.formats import FORMATS
from repository.record.model import Record
from tests.repository.crosswalks import cast

FOLDER: Final = Path(__file__).resolve().parents[2] / "golden" / "crosswalks"

CASES: Final[Mapping[str, tuple[Record, Edition]]] = {
    "full": (cast.full_record(), cast.edition()),
    "minimal": (cast.minimal_record(), cast.unresolved()),
    "bare": (cast.bare_record(), cast.unresolved()),
    "embargoed": (cast.minimal_record(), cast.embargoed()),
    "withdrawn": (cast.full_record(), cast.withdrawn()),
}


def golden_path(case: str, name: str) -> Path:
    """Where the expected bytes of a case in a format are."""
    return FOLDER / f"{case}.{name}.{FORMATS[name].extension}"


def rendered() -> Iterator[tuple[Path, bytes]]:
    """Every case in every format as it is rendered now."""
    for case, (record, edition) in CASES.items():
        for name, entry in FORMATS.items():
            yield golden_path(case, name), entry.render(record, edition)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, body in rendered():
        path.write_bytes(body)
