"""ODV spreadsheets and text tables made for tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

STATION = "Cruise\tStation\tType\tyyyy-mm-ddThh:mm:ss.sss\tLongitude [degrees_east]\tLatitude [degrees_north]"
IDENTIFIED = f"{STATION}\tLOCAL_CDI_ID\tEDMO_code\tBot. Depth [m]"


class Cast(NamedTuple):
    """A station: its values are rows of cells as written, value and flag in turn."""

    station: str
    time: str
    lon: float
    lat: float
    rows: Sequence[Sequence[str]]


def spreadsheet(
    folder: Path, labels: Sequence[str], casts: Sequence[Cast], *, head: Sequence[str] = (), everywhere: bool = False
) -> Path:
    """Metadata on the first row of each station, or on all; `labels` are those of the values."""
    flagged = [text for label in labels for text in (label, "QV:SEADATANET")]
    lines = [*head, "\t".join([IDENTIFIED, *flagged])]
    for cast in casts:
        said = ["C1", cast.station, "B", cast.time, repr(cast.lon), repr(cast.lat), f"id{cast.station}", "486", "100"]
        for place, row in enumerate(cast.rows):
            lines.append("\t".join([*(said if everywhere or not place else [""] * len(said)), *row]))
    return written(folder, "\n".join(lines) + "\n")


def written(folder: Path, text: str | bytes, name: str = "made.txt") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
