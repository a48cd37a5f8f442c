"""What instances are called: cruise and station of SeaDataNet, float and cycle of Argo, else CF's ``cf_role``."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from repository.inspection.netcdf.header import Header, Variable
from repository.previews.netcdf_values import text_values
from repository.stations.netcdf_instances import Instances
from repository.stations.shapes import MOST_STATIONS

_TOGETHER: Final = (("SDN_CRUISE", "SDN_STATION"), ("PLATFORM_NUMBER", "CYCLE_NUMBER"))
_ROLES: Final = ("profile_id", "timeseries_id", "trajectory_id")
_CALLED: Final = ("station_name", "station", "station_id", "platform_name", "name", "id")


def names_of(header: Header, instances: Instances) -> Sequence[str]:
    """One name for each instance, in their order; none where the file names none."""
    for pair in _TOGETHER:
        parts = [_named(each, header, instances) for name in pair if (each := header.variable(name))]
        if len(parts) == len(pair) and all(parts):
            return [" ".join(filter(None, together)) for together in zip(*parts, strict=True)]
    for variable in _candidates(header):
        if texts := _named(variable, header, instances):
            return texts
    return []


def _candidates(header: Header) -> list[Variable]:
    roles = [each for role in _ROLES for each in header.variables if each.line("cf_role") == role]
    called = [each for name in _CALLED if (each := header.variable(name)) and not each.line("cf_role")]
    return [*roles, *(each for each in called if not each.is_number or each.line("cf_role"))]


def _named(variable: Variable, header: Header, instances: Instances) -> list[str]:
    """The texts of a variable as names of the instances; nothing where it is of another dimension."""
    count = min(instances.count, MOST_STATIONS)
    is_text = getattr(variable.data.dtype, "kind", "") == "S"
    dimensions = variable.dimensions[:-1] if is_text else variable.dimensions
    texts = text_values(variable, MOST_STATIONS)
    if not dimensions:
        return [texts[0]] * count if texts else []
    if len(dimensions) > 1:
        return []
    if len(texts) == instances.count and dimensions[0] == instances.dimension:
        return texts[:count]
    return (
        _from_above(texts, dimensions[0], header, instances) if dimensions[0] != instances.dimension else texts[:count]
    )


def _from_above(texts: list[str], dimension: str, header: Header, instances: Instances) -> list[str]:
    """The name of the trajectory or station that each instance belongs to; that of a single one for all."""
    count = min(instances.count, MOST_STATIONS)
    if len(texts) == instances.count:
        return texts[:count]
    for each in header.variables:
        if each.line("instance_dimension") == dimension and each.dimensions == (instances.dimension,):
            places = np.ma.filled(np.ma.asarray(each.data[...]).astype(np.int64), -1)[:count]
            return [texts[place] if 0 <= place < len(texts) else "" for place in places.tolist()]
    return texts * count if len(texts) == 1 else []
