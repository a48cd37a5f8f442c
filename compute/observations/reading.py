"""Which reader reads a file of observations: the one door of this package.

Paths only: what is no local file is refused, so that no name can open the network.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from compute.observations import netcdf, odv, text_table
from compute.observations.gathering import ALL, LEFT_OUT, MOST_OBSERVATIONS, Gathering
from compute.observations.table import Observations
from compute.observations.within import Within
from compute.refusals import DataRefused, Said
from repository.inspection.odv.labels import looks_like_odv
from repository.inspection.table.text import head_of

MOST_BYTES: Final = 20_000_000_000
_NETCDF: Final = frozenset({"application/x-netcdf", "application/netcdf", "application/x-hdf5", "application/x-hdf"})
_BLOCK: Final = 1 << 20


def read(
    path: Path,
    media_type: str,
    *,
    variable: str | Sequence[str] | None = None,
    within: Within | None = None,
    columns: Mapping[str, Any] | None = None,
    sha256: str = "",
    most: int = MOST_OBSERVATIONS,
) -> Observations:
    """The observations of a file, all or those of a variable (code, standard name or name; one of several).

    `within` keeps only a part, and so needs only the memory of it (`dropped` counts the rest as `not-asked-for`).
    `columns` declares those of a text table, see `declared.Declared.of`. `sha256` is taken from the bytes where it is
    not given. The kind is that of the bytes: a media type that says otherwise is not believed. Raises DataRefused for
    what cannot be read, holds no observations at all, or more than `most`.
    """
    _check(path)
    asked = [variable] if isinstance(variable, str) else list(variable or ())
    gathering = Gathering(sha256 or sha256_of(path), asked=asked, within=within or ALL, most=most)
    _read(path, media_type, gathering, columns)
    found = gathering.table()
    if not len(found):
        raise _nothing(gathering, asked)
    return found


def _read(path: Path, media_type: str, gathering: Gathering, columns: Mapping[str, Any] | None) -> None:
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(netcdf.SIGNATURES):
        netcdf.read(path, gathering)
    elif media_type in _NETCDF:
        raise DataRefused("The file is no NetCDF, as it is said to be.")
    elif columns is None and _is_odv(path):
        odv.read(path, gathering)
    else:
        text_table.read(path, gathering, columns)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _check(path: Path) -> None:
    """Only an ordinary file of a size that can be read: no address, no device, no folder, no link."""
    if not isinstance(path, Path) or path.is_symlink() or not path.is_file():
        raise DataRefused("This is no file.")
    size = path.stat().st_size
    if not 0 < size <= MOST_BYTES:
        raise (
            DataRefused("The file is empty.")
            if not size
            else DataRefused("The file has more than {most} bytes.", most=MOST_BYTES)
        )


def _is_odv(path: Path) -> bool:
    try:
        return looks_like_odv(path.name, "".join(head_of(path).lines[:2_000]))
    except (OSError, UnicodeError) as error:
        raise DataRefused("The file is no text that can be read.") from error


def _nothing(gathering: Gathering, asked: Sequence[str]) -> DataRefused:
    """Why a file gave nothing, and what it has."""
    seen = list(gathering.seen)[:20]
    left = [Said(LEFT_OUT[reason], {"count": count}) for reason, count in gathering.dropped.items() if count]
    if left:
        return DataRefused("The file holds no observation that can be used: {reasons}.", reasons=left)
    if asked and seen:
        return DataRefused("The file has no variable “{asked}”; it has: {seen}.", asked=list(asked), seen=seen)
    if asked:
        return DataRefused("The file has no variable “{asked}”; it has none.", asked=list(asked))
    return DataRefused("The file holds no observation that can be used.")
