"""How much of an ISO 19115 record the sample files fill rightly without typing: `python -m benchmarks.iso_elements`.

The elements are those of ISO 19115-1:2014, table F.1 (metadata for the discovery of datasets). A value counts where it
is the one in the truth tables of `tests/repository/inspection/`; one that is not counts as wrong, and status is 1. What
the repository says of every dataset by itself (DOI, dates, its own address) is a column of its own. The last lines put
together what a campaign is: one file of each kind, whose fields are united. Aims: 80 % filled, no wrong value.
"""

import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.reporting.figures import figure
from config.tooling.stamps import ROOT
from repository.inspection.apart import inspect
from repository.uploads.media_types import HEAD_SIZE, media_type_of
from tests.repository.inspection.judging import SAMPLES, judged

AIM = 80.0


class Element(NamedTuple):
    """An element of table F.1, whether it is mandatory or conditional there, and the record's fields that give it."""

    name: str
    is_mandatory: bool
    fields: tuple[str, ...] = ()
    """None: the repository itself fills it."""


ELEMENTS: Final = (
    Element("title", True, ("title",)),
    Element("abstract", True, ("abstract",)),
    Element("geographic location", True, ("place/boxes",)),
    Element("resource language", True, ("language", "data_languages")),
    Element("topic category", True, ("topics",)),
    Element("resource type", True),
    Element("metadata date stamp", True),
    Element("metadata point of contact", True),
    Element("metadata identifier", False),
    Element("resource reference date", False),
    Element("resource identifier", False),
    Element("online link", False),
    Element("resource point of contact", False, ("creators", "contacts", "contributors")),
    Element("spatial resolution", False, ("spatial_resolution",)),
    Element("temporal or vertical extent", False, ("time/periods", "vertical")),
    Element("lineage", False, ("lineage",)),
    Element("keywords and variables", False, ("keywords", "variables")),
    Element("constraints", False, ("licence",)),
)
CAMPAIGN: Final = (
    "netcdf-satellite/S5P_OFFL_L2_CH4_07293_subset.nc",
    "netcdf-argo/BD3902131_001.nc",
    "odv/diap.txt",
    "raster/slope.tif",
    "vector/naturalearth_lowres.zip",
    "csv/rephytox.csv",
    "documents/octopus_design.pdf",
    "documents/octopus_screen.jpg",
)


def share(fields: Collection[str], *, mandatory_only: bool = False, by_files_only: bool = False) -> float:
    """Per cent of the elements that these fields, and the repository, fill."""
    asked = [
        each for each in ELEMENTS if (each.is_mandatory or not mandatory_only) and (each.fields or not by_files_only)
    ]
    return 100 * sum(not each.fields or any(field in fields for field in each.fields) for each in asked) / len(asked)


def main() -> int:
    """Read every sample; the table goes to the standard error, the figures to the output."""
    folder = Path(os.environ.get("VARVE_SHARED", ROOT.parent / "shared")) / "standards" / "files"
    if not folder.is_dir():
        print("The sample files are not here: set VARVE_SHARED.", file=sys.stderr)
        return 0
    right: dict[str, set[str]] = {}
    wrong: list[str] = []
    print(f"{'sample':58} {'all':>6} {'M + C':>6} {'files':>6} {'right':>6} {'wrong':>6}", file=sys.stderr)
    for sample in SAMPLES:
        path = folder / sample
        reading = inspect(path, name=path.name, media_type=media_type_of(path.read_bytes()[:HEAD_SIZE], path.name))
        found = judged(sample, reading)
        right[sample] = {field for field in found if found[field]}
        wrong += [f"{sample}: {field}" for field in found if not found[field]]
        print(_line(sample, right[sample], len(found) - len(right[sample])), file=sys.stderr)
    together = set().union(*(right[sample] for sample in CAMPAIGN))
    print(_line("a campaign: one file of each kind, together", together, 0), file=sys.stderr)
    for line in wrong:
        print("wrong:", line, file=sys.stderr)
    _figures(right, together, wrong)
    return 1 if wrong else 0


def _line(name: str, fields: Collection[str], wrong: int) -> str:
    shares = (share(fields), share(fields, mandatory_only=True), share(fields, by_files_only=True))
    return f"{name:58} {' '.join(f'{each:5.0f}%' for each in shares)} {len(fields):6} {wrong:6}"


def _figures(right: dict[str, set[str]], together: set[str], wrong: list[str]) -> None:
    mean = sum(share(fields) for fields in right.values()) / len(right)
    for name, value in (("mean of the samples", mean), ("a campaign of eight files", share(together))):
        said = f"ISO 19115 discovery elements rightly filled without typing, {name}, beside the aim"
        print(figure(said, unit="%", ours=[value], peers=[AIM]), flush=True)
    count = sum(map(len, right.values()))
    said = f"right values of {len(right)} samples, beside all that were read"
    print(figure(said, unit="values", ours=[count], peers=[count + len(wrong)]), flush=True)


if __name__ == "__main__":
    sys.exit(main())
