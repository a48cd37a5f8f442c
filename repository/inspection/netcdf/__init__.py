"""NetCDF, classic and 4: what attributes (CF, ACDD), coordinates and variables say; SeaDataNet and Argo included."""

from pathlib import Path
from typing import Any, Final

import netCDF4

from repository.inspection.netcdf.axes import axes_of
from repository.inspection.netcdf.classic import NoHeader, expected_size
from repository.inspection.netcdf.header import Header, header_of
from repository.inspection.netcdf.marine import argo, seadatanet
from repository.inspection.netcdf.notes import Notes
from repository.inspection.netcdf.people import people
from repository.inspection.netcdf.period import period
from repository.inspection.netcdf.place import place, vertical
from repository.inspection.netcdf.sentences import SENTENCES
from repository.inspection.netcdf.systems import reference_systems
from repository.inspection.netcdf.texts import codes, texts
from repository.inspection.netcdf.topics import topics
from repository.inspection.netcdf.variables import instruments, measured
from repository.inspection.reading import Json, Reading
from repository.inspection.remarks import unreadable

_MODELS: Final = {
    "NETCDF3_CLASSIC": "NetCDF-3",
    "NETCDF3_64BIT": "NetCDF-3",
    "NETCDF3_64BIT_OFFSET": "NetCDF-3",
    "NETCDF3_64BIT_DATA": "NetCDF-3",
    "NETCDF4": "NetCDF-4",
    "NETCDF4_CLASSIC": "NetCDF-4",
}
HDF5: Final = (".h5", ".hdf5", ".he5", ".hdf")
"""Endings of files whose bytes the library reads as NetCDF-4, and that do not say that they are."""

_SIGNATURES: Final = (b"CDF\x01", b"CDF\x02", b"CDF\x05", b"\x89HDF\r\n\x1a\n")
_NO_MEMORY: Final = (-61, 12)
"""NC_ENOMEM and ENOMEM."""


def read(path: Path, *, name: str) -> Reading:
    """Read a NetCDF file: header and coordinates, never the data of the other variables.

    Errors: Unreadable for what is no NetCDF, or is damaged; MemoryError where a coordinate does not fit the limits.
    """
    _check_whole(path)
    try:
        dataset = netCDF4.Dataset(path, "r")
    except OSError as fault:
        if fault.errno in _NO_MEMORY:
            raise MemoryError from fault
        raise unreadable(SENTENCES, "netcdf-damaged") from fault
    try:
        header = header_of(dataset)
        return _reading(dataset, header, name)
    finally:
        dataset.close()


def _check_whole(path: Path) -> None:
    """Errors: Unreadable for what is no NetCDF, or is a classic file that ends too soon."""
    with path.open("rb") as stream:
        head = stream.read(8)
        if not head.startswith(_SIGNATURES):
            raise unreadable(SENTENCES, "netcdf-not")
        if head.startswith(b"CDF"):
            stream.seek(0)
            try:
                expected = expected_size(stream)
            except NoHeader as fault:
                raise unreadable(SENTENCES, "netcdf-damaged") from fault
            if expected > path.stat().st_size:
                raise unreadable(SENTENCES, "netcdf-damaged")


def _reading(dataset: Any, header: Header, name: str) -> Reading:
    notes, axes = Notes(), axes_of(header)
    texts(header, notes)
    people(header, notes)
    if not header.variables:
        notes.remark("netcdf-empty")
    place(header, axes, notes)
    vertical(header, axes, notes)
    period(header, axes, notes)
    reference_systems(header, notes)
    measured(header, axes, notes)
    instruments(header, notes)
    seadatanet(header, notes)
    argo(header, notes)
    codes(header, notes)
    topics(header, notes)
    model = "HDF5" if name.lower().endswith(HDF5) else _MODELS.get(dataset.data_model, dataset.data_model)
    conventions = header.line("Conventions")
    return Reading(
        format=f"{model}, {conventions}" if conventions and len(conventions) <= 60 else model,
        proposals=tuple(notes.proposals),
        problems=tuple(notes.problems),
        facts=_facts(header),
    )


def _facts(header: Header) -> dict[str, Json]:
    facts: dict[str, Json] = {"variables": len(header.variables)}
    if kind := header.first("featureType", "cdm_data_type"):
        facts["feature_type"] = kind[1]
    return facts
