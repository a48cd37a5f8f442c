"""Observations of a NetCDF file: Argo profiles by their own rules, all else by CF's sampling geometries (chapter 9).

SeaDataNet's NetCDF is CF with codes in attributes and flags of L20. A grid holds no observations and is refused.
"""

from pathlib import Path
from typing import Any, Final

import netCDF4

from compute.observations import argo, sampled
from compute.observations.gathering import Gathering
from compute.refusals import DataRefused
from repository.inspection.netcdf.classic import NoHeader, expected_size
from repository.inspection.netcdf.header import header_of
from repository.inspection.netcdf.variables import is_argo
from repository.previews.netcdf_values import FAULTS

SIGNATURES: Final = (b"CDF\x01", b"CDF\x02", b"CDF\x05", b"\x89HDF\r\n\x1a\n")


def read(path: Path, gathering: Gathering) -> None:
    """Every value of a file. Raises DataRefused for what is damaged, or is no file of observations.

    The library is given the absolute path of a file that is here: it takes names that begin otherwise for addresses.
    """
    _check_whole(path)
    try:
        dataset = netCDF4.Dataset(str(path.resolve()), "r")
    except FAULTS as error:
        raise DataRefused("The file is damaged: NetCDF's library cannot open it.") from error
    try:
        _read(dataset, gathering)
    except (*FAULTS, MemoryError) as error:
        if isinstance(error, DataRefused):
            raise
        raise DataRefused(
            "The file is damaged, or too large for the memory: {error}.", error=error.__class__.__name__
        ) from error
    finally:
        dataset.close()


def _read(dataset: Any, gathering: Gathering) -> None:
    header = header_of(dataset)
    if is_argo(header):
        argo.read(header, gathering)
    else:
        sampled.read(header, gathering)


def _check_whole(path: Path) -> None:
    """A classic file that ends too soon is refused: the library reads what is missing as zeros."""
    with path.open("rb") as stream:
        if stream.read(3) != b"CDF":
            return
        stream.seek(0)
        try:
            expected = expected_size(stream)
        except NoHeader as error:
            raise DataRefused("The file is damaged: its header breaks off.") from error
    if expected > path.stat().st_size:
        raise DataRefused("The file is damaged: it ends before its data do.")
