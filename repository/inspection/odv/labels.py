"""Ocean Data View spreadsheets: whether a text is one, and which mandatory labels it lacks. Pure.

Source: ODV User's Guide, section 17.3, "Generic ODV Spreadsheet Format".
"""

import re
from typing import Final

_LABELS: Final = (
    ("Cruise", ("cruise",)),
    ("Station", ("station",)),
    ("Type", ("type",)),
    ("Longitude [degrees_east]", ("longitude [degrees_east]", "lon (°e)")),
    ("Latitude [degrees_north]", ("latitude [degrees_north]", "lat (°n)")),
    ("Bot. Depth [m]", ("bot. depth [m]",)),
)
_DATES: Final = ("yyyy-mm-ddthh:mm", "yyyy-mm-dd", "mon/day/yr", "mon/day/year", "year", "dd/mm/yyyy")
DATE_LABEL: Final = "yyyy-mm-ddThh:mm:ss.sss"
_SEPARATOR: Final = re.compile(r"[\t;]")


def looks_like_odv(path: str, text: str) -> bool:
    """Whether the name, a SeaDataNet or structured comment, or the first labels say so."""
    name = path.rpartition("/")[2].lower()
    comments, labels = _split(text)
    structured = any(line.startswith(("//SDN_", "//<")) for line in comments)
    return name.endswith(".odv") or structured or {"cruise", "station", "type"} <= set(labels)


def missing_labels(text: str) -> tuple[str, ...]:
    """The mandatory labels that the label line (the first that is no comment) does not hold, the date last."""
    _, labels = _split(text)
    missing = [name for name, forms in _LABELS if not any(form in labels for form in forms)]
    if not any(label.startswith(_DATES) for label in labels):
        missing.append(DATE_LABEL)
    return tuple(missing)


def _split(text: str) -> tuple[list[str], list[str]]:
    """The comment lines before the label line, and its labels in lower case."""
    comments: list[str] = []
    for line in text.removeprefix("\N{BYTE ORDER MARK}").splitlines():
        if line.startswith("//"):
            comments.append(line)
        elif line.strip():
            return comments, [label.strip().strip('"').lower() for label in _SEPARATOR.split(line)]
    return comments, []
