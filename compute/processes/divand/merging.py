"""The fields of all tasks put together: the product and the report. One field is in memory at a time."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from compute.processes.base import Artifact, Context, Process
from compute.processes.divand.product import Header, writing
from compute.processes.divand.request import Request
from compute.refusals import DataRefused

_COLUMNS: Final = {"obslon": "lon", "obslat": "lat", "obsdepth": "depth", "obstime": "days"}
_LONGEST_ID: Final = 200
_REFERENCE: Final = "Barth et al. 2014, Geosci. Model Dev. 7, 225-241, doi:10.5194/gmd-7-225-2014"


def merge(process: Process, context: Context) -> list[Artifact]:
    """Write `field.nc` and `report.json`. Raises DataRefused where no field has an observation."""
    request = Request.of(context.inputs)
    reports = [json.loads(path.with_suffix(".json").read_text()) for path in _files(context)]
    if not any(report["used"] for report in reports):
        raise DataRefused("No value can be used: the transform leaves none. Choose another one, or other limits.")
    field, report = (context.out("merge") / process.outputs[name].file_name for name in ("field", "report"))
    header = _header(process, context, request, reports)
    with writing(field, header) as writer:
        for number, path in enumerate(_files(context)):
            with np.load(path, allow_pickle=False) as made:
                writer.put_field(number, made["values"], made["error"])
                writer.put_observations({to: made[name] for to, name in _COLUMNS.items()}, made["ids"])
    lengths = {name: told for name, told in context.tasks[0].spec.items() if name not in {"first", "end"}}
    told = {"process": process.id, "version": process.version, "lengths": lengths, "fields": reports}
    report.write_text(json.dumps(told, sort_keys=True, ensure_ascii=False, allow_nan=False))
    return [Artifact("field", field), Artifact("report", report)]


def _files(context: Context) -> Iterator[Path]:
    """Of all fields in their order."""
    for task in context.tasks:
        for number in range(task.spec["first"], task.spec["end"]):
            yield context.out(task.number) / f"field-{number:05d}.npz"


def _header(process: Process, context: Context, request: Request, reports: list[dict[str, Any]]) -> Header:
    name, standard, unit, _p01 = next(report["variable"] for report in reports if report["variable"])
    count, longest = 0, 1
    for path in _files(context):
        with np.load(path, allow_pickle=False) as made:
            ids = made["ids"]
            count += len(ids)
            longest = max([longest, *(len(text.encode()) for text in ids)])
    return Header(
        name=name,
        long_name=name.replace("_", " "),
        standard_name=standard,
        unit=unit,
        lon=request.lon,
        lat=request.lat,
        depth=request.depths,
        periods=request.periods,
        thresholds=tuple(request.inputs["thresholds"]),
        observations=count,
        longest_id=min(longest, _LONGEST_ID),
        attributes=_attributes(process, context, request, name),
    )


def _attributes(process: Process, context: Context, request: Request, name: str) -> Mapping[str, str]:
    """CF, ACDD and SeaDataNet. No clock: the same request gives the same bytes, its time stands in the provenance."""
    said = {key: text for key, text in request.inputs["attributes"].items() if text.strip()}
    inputs = json.dumps(dict(context.inputs), sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(f"{process.id} {process.version} {inputs}".encode()).hexdigest()
    begin = min(period.bounds[0] for period in request.periods)
    end = max(period.bounds[1] for period in request.periods)
    return {
        "Conventions": "CF-1.8, ACDD-1.3",
        "title": f"Gridded fields of {name} by DIVAnd",
        "summary": f"Fields of {name} analysed from observations, with their relative error.",
        "source": f"observational data analysed by the process {process.id} {process.version} of Varve",
        "history": f"{process.id} {process.version} with the inputs {inputs}",
        "references": _REFERENCE,
        "id": said.get("product_id", digest),
        "keywords": ", ".join([name, *process.keywords]),
        "cdm_data_type": "Grid",
        "geospatial_lon_min": float(request.lon[0]),
        "geospatial_lon_max": float(request.lon[-1]),
        "geospatial_lat_min": float(request.lat[0]),
        "geospatial_lat_max": float(request.lat[-1]),
        "geospatial_vertical_min": float(request.depths[0]),
        "geospatial_vertical_max": float(request.depths[-1]),
        "geospatial_vertical_positive": "down",
        "time_coverage_start": f"{begin}T00:00:00Z",
        "time_coverage_end": f"{end}T00:00:00Z",
        **said,
    }
