"""One field of a request: from the observations of one period to values, relative errors and scores. Pure numbers."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from compute.observations.table import Observations
from compute.processes.divand.analysis import Analysis, analysis
from compute.processes.divand.choosing import Period
from compute.processes.divand.crowds import Located, crowding, super_observations
from compute.processes.divand.errorfields import error_field
from compute.processes.divand.grid import EARTH_RADIUS_M, Flags, Floats, rectangular, spherical_steps
from compute.processes.divand.reference import Reference, reference_of
from compute.processes.divand.request import Request
from compute.processes.divand.residuals import SUSPECT, scores
from compute.processes.divand.transforms import Transform, transform_of
from compute.processes.divand.tuning import desroziers

_MOST_SUSPECTS: Final = 200


@dataclass(frozen=True, slots=True)
class Used:
    """What an analysis sees, one number each: transformed values, positions as the grid counts them, relative errors.

    `row`: which row of the table it is, or the first of those that it is the mean of.
    """

    lon: Floats
    lat: Floats
    depth: Floats
    value: Floats
    epsilon2: Floats
    row: Any


@dataclass(frozen=True, slots=True)
class Field:
    """float32 (depth, latitude, longitude): `values` and `error` (relative, 0 to 1; NaN where not asked); `report`."""

    values: Any
    error: Any
    report: dict[str, Any]


def field_of(domain: "Domain", table: Observations, period: Period) -> Field:
    """The field of a period; without observations NaN throughout, which the report says. Raises NotSolved."""
    request, inputs = domain.request, domain.request.inputs
    limits = inputs["transform_limits"]
    transform = transform_of(inputs["transform"], threshold=limits[0], low=limits[0], high=limits[1])
    used = _used(request, table, transform)
    told: dict[str, Any] = {"period": str(period), "observations": len(table), "used": len(used.value)}
    if not len(used.value):
        blank = np.full((len(request.depths), len(request.lat), len(request.lon)), np.nan, np.float32)
        return Field(blank, blank, told)
    background = reference_of(
        inputs["background"],
        request.depths,
        used.depth,
        used.value,
        lengths=domain.lengths.vertical,
        weights=1 / used.epsilon2,
    )
    made = _analysis(domain, used, used.value - background.at(used.depth))
    if inputs["noise"] == "tuned":
        tuned = desroziers(made)
        made, told["epsilon2"] = tuned.made, float(inputs["epsilon2"]) * tuned.factor
    told |= _said(request, made, table, used)
    values = transform.back(_layers(request, made.field, background))
    low, high = inputs.get("limits") or (-np.inf, np.inf)
    error = _error(domain, made)
    told["least"], told["greatest"] = _ends(values)
    return Field(_shaped(request, np.clip(values, low, high)), _shaped(request, error), told)


@dataclass(frozen=True, slots=True)
class Lengths:
    """Correlation lengths in metres, one number a depth."""

    horizontal: Floats
    vertical: Floats

    def on(self, request: Request) -> list[Floats]:
        """For each dimension of the grid."""
        across = self.horizontal
        return [across, across, self.vertical] if request.dimensions == 3 else [across[:1], across[:1]]


@dataclass(frozen=True, slots=True)
class Domain:
    """What all fields of a request share; `wet`: (longitude, latitude, depth)."""

    request: Request
    wet: Flags
    lengths: Lengths


def steps_of(request: Request) -> tuple[Floats, ...]:
    """Inverse steps in 1/m; a cell at a pole is as wide as half a step beside it."""
    half = abs(float(request.lat[1] - request.lat[0])) / 2
    pm, pn = spherical_steps(request.lon, np.clip(request.lat, -90 + half / 2, 90 - half / 2))
    pn = np.broadcast_to(1 / (np.gradient(request.lat) * np.pi / 180 * EARTH_RADIUS_M), pm.shape)
    if request.dimensions == 2:
        return pm, pn
    _wet, (po,), _axes = rectangular(request.depths)
    shape = (*pm.shape, len(request.depths))
    return tuple(np.broadcast_to(one, shape) for one in (pm[:, :, None], pn[:, :, None], po))


def _used(request: Request, table: Observations, transform: Transform) -> Used:
    lon, depth = request.box.eastward(table.lon), np.nan_to_num(table.depth)
    value = transform.there(table.value)
    kept = np.flatnonzero(np.isfinite(value))
    lon, lat, depth, value = lon[kept], table.lat[kept], depth[kept], value[kept]
    depth = np.clip(depth, request.depths[0], request.depths[-1])
    noise = np.full(len(kept), float(request.inputs["epsilon2"]))
    if not len(kept) or request.inputs["crowds"] == "none":
        return Used(lon, lat, depth, value, noise, kept)
    if request.inputs["crowds"] == "superobservations":
        seen = Located(lon, lat, depth, table.days[kept], value, table.platform_index[kept])
        axes = (request.lon, request.lat, request.depths)[: request.dimensions]
        mean = super_observations(seen, axes)
        return Used(mean.lon, mean.lat, mean.depth, mean.value, noise[mean.first], kept[mean.first])
    near = min(float(np.ptp(axis[:2])) for axis in (request.lon, request.lat)) * np.pi / 180 * EARTH_RADIUS_M
    layers = float(np.diff(request.depths).min()) if request.dimensions == 3 else 1.0
    many = crowding(lon, lat, depth if request.dimensions == 3 else None, near, layers)
    return Used(lon, lat, depth, value, noise * many, kept)


def _analysis(domain: Domain, used: Used, values: Floats) -> Analysis:
    request, wet = domain.request, domain.wet
    flat = request.dimensions == 2
    axes = (request.lon, request.lat) if flat else (request.lon, request.lat, request.depths)
    places = (used.lon, used.lat) if flat else (used.lon, used.lat, used.depth)
    periods = (360.0 if request.box.is_round else 0.0, *[0.0] * (request.dimensions - 1))
    return analysis(
        wet[:, :, 0] if flat else wet,
        steps_of(request),
        axes,
        places,
        values,
        domain.lengths.on(request),
        used.epsilon2,
        periodic=periods,
        solver=request.inputs["solver"],
    )


def _error(domain: Domain, made: Analysis) -> Floats:
    """The relative error variance, 0 to 1."""
    method, shape = domain.request.inputs["error"], domain.wet.shape
    if method == "none":
        return np.full(shape, np.nan)
    return np.asarray(np.clip(error_field(made.system, method, is_scaled=True), 0, 1).reshape(shape))


def _layers(request: Request, field: Floats, background: Reference) -> Floats:
    shape = (len(request.lon), len(request.lat), len(request.depths))
    return np.asarray(field.reshape(shape) + background.values)


def _shaped(request: Request, array: Floats) -> Any:
    return np.ascontiguousarray(array.transpose(2, 1, 0)).astype(np.float32)


def _ends(values: Floats) -> tuple[float | None, float | None]:
    known = values[np.isfinite(values)]
    return (float(known.min()), float(known.max())) if len(known) else (None, None)


def _said(request: Request, made: Analysis, table: Observations, used: Used) -> dict[str, Any]:
    """Counts, the misfit, and the observations that lie too far from the field."""
    told: dict[str, Any] = {"in_the_field": int(made.used.sum())}
    if not made.used.any():
        return told
    told["rms_of_residuals"] = float(np.sqrt(np.nanmean(made.residuals**2)))
    if request.inputs["quality_control"] == "none":
        return told
    score = scores(made)
    order = np.argsort(-np.nan_to_num(score), kind="stable")
    suspects = [place for place in order if score[place] > SUSPECT]
    told["suspect"] = len(suspects)
    told["suspects"] = [
        table.provenance(int(used.row[place])) | {"score": round(float(score[place]), 3)}
        for place in suspects[:_MOST_SUSPECTS]
    ]
    return told
