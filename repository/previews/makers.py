"""Which module makes the preview of a file, by what its bytes are, then by its name."""

from typing import Final

from repository.inspection.readers import reader_for

MAKERS: Final = "2"
"""The version of the makers in this folder: raised when they show more, or show it otherwise."""

_MAKERS: Final = {
    "image": "picture",
    "netcdf": "netcdf",
    "odv": "odv",
    "pdf": "pdf",
    "raster": "raster",
    "table": "table",
}
"""Reader of the file (`repository/inspection/readers.py`) -> module of this folder."""


def maker_for(media_type: str, name: str) -> str | None:
    """The dotted name of the module that makes the preview of such a file; None where none does."""
    reader = reader_for(media_type, name)
    made = _MAKERS.get(reader.removeprefix("repository.inspection.")) if reader else None
    return f"repository.previews.{made}" if made else None
