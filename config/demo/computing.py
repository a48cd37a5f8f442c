"""A job of the demo: the casts of the Gulf of Lion, gridded. It runs through the normal queue, after the rest."""

from typing import Any, Final

from compute.models import Job
from compute.services.submitting import submit_job
from repository.models import Dataset, Person

CASTS: Final = "profiles/GOL_CTD_2026-10.nc"
REQUEST: Final[dict[str, Any]] = {
    "variable": "sea_water_temperature",
    "bbox": {"bbox": [3.2, 42.2, 5.2, 43.5]},
    "step_lon": 0.05,
    "step_lat": 0.05,
    "depths": [5, 20, 50, 100],
    "years": [2026, 2026],
    "months": [[10]],
    "length_xy_m": 40_000,
    "length_z_m": 25,
    "epsilon2": 0.1,
    "background": "profile",
}
"""Four levels of some thousand cells: seconds of one processor, for whoever looks at jobs first."""


def ask_for_fields(dataset: Dataset, person: Person) -> Job:
    """The temperature of one autumn. Raises as `submit_job`."""
    given = {"observations": [{"dataset": dataset.suffix, "path": CASTS}], **REQUEST}
    return submit_job(process_id="divand", given=given, actor=person)
