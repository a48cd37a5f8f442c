"""What a FAIR assessor knows: vocabularies that are registered, and file formats that a community can open.

Namespaces of the registered vocabularies that Earth science uses (BARTOC, LOV, NVS); the generic ones, Dublin Core and
schema.org among them, do not count. Formats: open, scientific or long-term ones, and all texts.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from repository.record.model import Record

_NAMESPACES: Final = (
    "vocab.nerc.ac.uk/",
    "www.eionet.europa.eu/gemet/",
    "gcmd.earthdata.nasa.gov/",
    "gcmdservices.gsfc.nasa.gov/",
    "cfconventions.org/",
    "mmisw.org/ont/",
    "aims.fao.org/aos/agrovoc/",
    "inspire.ec.europa.eu/",
    "data.europa.eu/",
    "publications.europa.eu/resource/authority/",
    "purl.obolibrary.org/obo/",
    "qudt.org/",
    "www.ontology-of-units-of-measure.org/",
    "sweetontology.net/",
    "www.geonames.org/",
    "sws.geonames.org/",
    "www.marineregions.org/",
    "marineregions.org/",
    "www.marinespecies.org/",
    "aphia.org/",
    "edmo.seadatanet.org/",
    "rs.tdwg.org/",
    "www.gbif.org/species/",
    "codes.wmo.int/",
    "w3id.org/iadopt/",
    "hdl.handle.net/21.12132/",
    "resource.geosciml.org/",
    "registry.it.csiro.au/",
    "thesaurus.oieau.fr/",
    "id.eaufrance.fr/",
    "data.datacite.org/",
    "vocabs.ardc.edu.au/",
    "www.sandre.eaufrance.fr/",
)

FORMATS: Final = frozenset(
    {
        "application/geo+json", "application/geopackage+sqlite3", "application/gml+xml", "application/fits",
        "application/json", "application/pdf", "application/vnd.apache.parquet", "application/vnd.fdsn.mseed",
        "application/vnd.google-earth.kml+xml", "application/vnd.google-earth.kmz", "application/vnd.shp",
        "application/wmo-bufr", "application/wmo-grib", "application/x-hdf", "application/x-hdf5",
        "application/x-ipynb+json", "application/x-netcdf", "application/xml", "application/yaml",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/x-matlab-data",
        "image/gif", "image/jp2", "image/jpeg", "image/png", "image/svg+xml", "image/tiff",
    }
)  # fmt: skip
"""Media types; every `text/...` counts too."""

_ENDINGS: Final = frozenset({"nc", "nc4", "cdf", "csv", "tsv", "txt", "odv", "sac", "las", "laz", "segy", "zarr"})


def is_registered(address: str | None) -> bool:
    """Whether an address is that of a term of a registered vocabulary."""
    bare = (address or "").partition("://")[2]
    return bare.startswith(_NAMESPACES)


def is_known_format(form: str) -> bool:
    """Whether a media type, or a file's name, is of a format that a community can open."""
    return form in FORMATS or form.startswith("text/") or PurePosixPath(form).suffix.lstrip(".").lower() in _ENDINGS


def addresses_of_terms(record: Record) -> Iterator[str]:
    """The addresses of all terms that a description uses."""
    for keyword in record.keywords:
        yield from _given(keyword.uri)
    for variable in record.variables:
        yield from _given(variable.standard_name_uri, variable.unit_uri, *(each.uri for each in variable.concepts))
    for named in (*record.instruments, *record.platforms, *record.campaigns, *record.projects):
        yield from _given(named.uri)
    for place in record.place.names:
        yield from _given(place.uri)


def _given(*addresses: str | None) -> Iterable[str]:
    return (address for address in addresses if address)
