"""Jobs as they are told, without a database."""

import datetime
from typing import Any

from compute.returns.told import Asker, Made, Origin, Read, Software, Standing, Told

SITE = Software("Varve", "0.1.0", "https://data.example.org")
BEGAN = datetime.datetime(2026, 3, 1, 12, 0, 0, tzinfo=datetime.UTC)
OXYGEN = {"name": "DOXY", "standard_name": "mole_concentration_of_dissolved_molecular_oxygen_in_sea_water"}
SALT = {"name": "PSAL", "concepts": [{"identifier": "SDN:P01::PSALST01", "name": "Practical salinity"}]}


def origin(doi: str = "10.5072/42#7", standing: Standing = Standing.PUBLIC, **said: Any) -> Origin:
    """A dataset."""
    title = {"en": "Oxygen in the gulf", "fr": "Oxygène dans le golfe"}
    return Origin(standing, title, {"licence": {"spdx": "CC-BY-4.0"}} | said, doi)


def read(
    of: Origin | None = None, number: int = 0, url: str = "https://data.example.org/datasets/42/files/7/a.csv"
) -> Read:
    """A file that was read."""
    return Read("source", f"data/{number}.csv", f"{number:064x}", 12, "text/csv", of or origin(), url)


def told(*reads: Read, **changes: Any) -> Told:
    """A job."""
    makes = [Made("field", {"en": "Gridded field"}, "field.nc", "application/x-netcdf", "a" * 64, 1_000)]
    fields: dict[str, Any] = {
        "job": "0b5f6f0e-6a43-4cf0-9a2c-1de9fd0e77aa",
        "process": "divand",
        "version": "1.0.0",
        "title": {"en": "Gridded fields", "fr": "Champs interpolés"},
        "process_url": "https://data.example.org/compute/divand/",
        "package": SITE,
        "site": SITE,
        "asker": Asker("Marin", "Clara", "0000-0002-1825-0097", "Observatory of Banyuls"),
        "began": BEGAN,
        "ended": BEGAN + datetime.timedelta(minutes=3),
        "parameters": {"variable": "DOXY"},
        "formats": {},
        "defaults": {},
        "tasks": 2,
        "backend": "local",
        "reads": list(reads),
        "makes": makes,
    }
    return Told(**fields | changes)
