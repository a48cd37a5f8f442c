"""Which filters are understood, as Filter Encoding 1.1 (OGC 04-095) and 2.0 (OGC 09-026r2) say it. Pure."""

from collections.abc import Iterable
from typing import Final

from harvest.csw.markup import element, holder
from harvest.csw.versions import V2, Version

_SPATIAL: Final = ("BBOX", "Contains", "Disjoint", "Equals", "Intersects", "Overlaps", "Within")
_GEOMETRIES: Final = ("Envelope", "Point", "LineString", "Polygon")
_COMPARISONS_11: Final = (
    "Between", "EqualTo", "GreaterThan", "GreaterThanEqualTo", "LessThan", "LessThanEqualTo", "Like", "NotEqualTo",
    "NullCheck",
)  # fmt: skip
_COMPARISONS_20: Final = (
    "PropertyIsBetween", "PropertyIsEqualTo", "PropertyIsGreaterThan", "PropertyIsGreaterThanOrEqualTo",
    "PropertyIsLessThan", "PropertyIsLessThanOrEqualTo", "PropertyIsLike", "PropertyIsNotEqualTo", "PropertyIsNull",
    "PropertyIsNil",
)  # fmt: skip
_TEMPORAL: Final = (
    "After", "Before", "Begins", "BegunBy", "During", "EndedBy", "Ends", "Meets", "MetBy",
    "OverlappedBy", "TContains", "TEquals", "TOverlaps",
)  # fmt: skip
_CONFORMANCE: Final = {
    "ImplementsQuery": True, "ImplementsAdHocQuery": True, "ImplementsFunctions": False, "ImplementsResourceId": True,
    "ImplementsMinStandardFilter": True, "ImplementsStandardFilter": True, "ImplementsMinSpatialFilter": True,
    "ImplementsSpatialFilter": False, "ImplementsMinTemporalFilter": True, "ImplementsTemporalFilter": True,
    "ImplementsVersionNav": False, "ImplementsSorting": True, "ImplementsExtendedOperators": False,
    "ImplementsMinimumXPath": True, "ImplementsSchemaElementFunc": False,
}  # fmt: skip


def filter_capabilities(version: Version) -> str:
    """The section of the capabilities; the prefix `ogc` stands for the namespace of the version's filters."""
    return _of_1_1() if version is V2 else _of_2_0()


def _of_1_1() -> str:
    return holder("ogc:Filter_Capabilities", (
        holder("ogc:Spatial_Capabilities", (
            holder("ogc:GeometryOperands", [element("ogc:GeometryOperand", f"gml:{name}") for name in _GEOMETRIES]),
            holder("ogc:SpatialOperators", _named("ogc:SpatialOperator", _SPATIAL)),
        )),
        holder("ogc:Scalar_Capabilities", (
            "<ogc:LogicalOperators/>",
            holder("ogc:ComparisonOperators", [element("ogc:ComparisonOperator", name) for name in _COMPARISONS_11]),
        )),
        holder("ogc:Id_Capabilities", "<ogc:EID/><ogc:FID/>"),
    ))  # fmt: skip


def _of_2_0() -> str:
    return holder("ogc:Filter_Capabilities", (
        holder("ogc:Conformance", [_conformance(name, holds=holds) for name, holds in _CONFORMANCE.items()]),
        holder("ogc:Id_Capabilities", holder("ogc:ResourceIdentifier", name="csw:id")),
        holder("ogc:Scalar_Capabilities", (
            "<ogc:LogicalOperators/>",
            holder("ogc:ComparisonOperators", _named("ogc:ComparisonOperator", _COMPARISONS_20)),
        )),
        holder("ogc:Spatial_Capabilities", (
            holder("ogc:GeometryOperands", _named("ogc:GeometryOperand", (f"gml:{name}" for name in _GEOMETRIES))),
            holder("ogc:SpatialOperators", _named("ogc:SpatialOperator", _SPATIAL)),
        )),
        holder("ogc:Temporal_Capabilities", (
            holder("ogc:TemporalOperands", _named("ogc:TemporalOperand", ("gml:TimeInstant", "gml:TimePeriod"))),
            holder("ogc:TemporalOperators", _named("ogc:TemporalOperator", _TEMPORAL)),
        )),
    ))  # fmt: skip


def _named(name: str, values: Iterable[str]) -> str:
    return "".join(holder(name, name=value) for value in values)


def _conformance(name: str, *, holds: bool) -> str:
    ows = "http://www.opengis.net/ows/1.1"
    default = element("DefaultValue", "TRUE" if holds else "FALSE", xmlns=ows)
    return holder("ogc:Constraint", (holder("NoValues", xmlns=ows), default), name=name)
