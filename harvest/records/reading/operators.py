"""What operators are called in each language of filters, and what they become when their sides are changed over."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from harvest.records.tree import Op, SpaceOp, TimeOp

FLIPPED: Final[Mapping[Op, Op]] = MappingProxyType(
    {Op.LESS: Op.MORE, Op.MORE: Op.LESS, Op.AT_MOST: Op.AT_LEAST, Op.AT_LEAST: Op.AT_MOST}
)
FLIPPED_PLACES: Final[Mapping[SpaceOp, SpaceOp]] = MappingProxyType(
    {SpaceOp.WITHIN: SpaceOp.CONTAINS, SpaceOp.CONTAINS: SpaceOp.WITHIN}
)
_PAIRS: Final = (
    (TimeOp.BEFORE, TimeOp.AFTER),
    (TimeOp.DURING, TimeOp.CONTAINS),
    (TimeOp.MEETS, TimeOp.METBY),
    (TimeOp.OVERLAPS, TimeOp.OVERLAPPEDBY),
    (TimeOp.STARTS, TimeOp.STARTEDBY),
    (TimeOp.FINISHES, TimeOp.FINISHEDBY),
)
FLIPPED_TIMES: Final[Mapping[TimeOp, TimeOp]] = MappingProxyType(dict(_PAIRS) | {other: one for one, other in _PAIRS})

COMPARISONS: Final[Mapping[str, Op]] = MappingProxyType(
    {"=": Op.EQUAL, "<>": Op.UNEQUAL, "!=": Op.UNEQUAL, "<": Op.LESS, "<=": Op.AT_MOST, ">": Op.MORE, ">=": Op.AT_LEAST}
)
"""Signs of CQL and CQL2."""

FES_COMPARISONS: Final[Mapping[str, Op]] = MappingProxyType(
    {
        "PropertyIsEqualTo": Op.EQUAL,
        "PropertyIsNotEqualTo": Op.UNEQUAL,
        "PropertyIsLessThan": Op.LESS,
        "PropertyIsLessThanOrEqualTo": Op.AT_MOST,
        "PropertyIsGreaterThan": Op.MORE,
        "PropertyIsGreaterThanOrEqualTo": Op.AT_LEAST,
    }
)

CQL2_PLACES: Final[Mapping[str, SpaceOp]] = MappingProxyType({f"s_{op.value}": op for op in SpaceOp})
CQL_PLACES: Final[Mapping[str, SpaceOp]] = MappingProxyType({op.value: op for op in SpaceOp} | dict(CQL2_PLACES))
"""Functions of CQL text (``INTERSECTS``) and CQL2 (``S_INTERSECTS``), in small letters."""

FES_PLACES: Final[Mapping[str, SpaceOp]] = MappingProxyType(
    {op.value.capitalize(): op for op in SpaceOp} | {"BBOX": SpaceOp.INTERSECTS}
)

CQL2_TIMES: Final[Mapping[str, TimeOp]] = MappingProxyType(
    {f"t_{op.value}": op for op in TimeOp}
    | {
        "t_begins": TimeOp.STARTS,
        "t_begunby": TimeOp.STARTEDBY,
        "t_ends": TimeOp.FINISHES,
        "t_endedby": TimeOp.FINISHEDBY,
    }
)

FES_TIMES: Final[Mapping[str, TimeOp]] = MappingProxyType(
    {
        "After": TimeOp.AFTER,
        "AnyInteracts": TimeOp.INTERSECTS,
        "Before": TimeOp.BEFORE,
        "Begins": TimeOp.STARTS,
        "BegunBy": TimeOp.STARTEDBY,
        "During": TimeOp.DURING,
        "EndedBy": TimeOp.FINISHEDBY,
        "Ends": TimeOp.FINISHES,
        "Meets": TimeOp.MEETS,
        "MetBy": TimeOp.METBY,
        "OverlappedBy": TimeOp.OVERLAPPEDBY,
        "TContains": TimeOp.CONTAINS,
        "TEquals": TimeOp.EQUALS,
        "TOverlaps": TimeOp.OVERLAPS,
    }
)

CQL_TIMES: Final[Mapping[str, TimeOp]] = MappingProxyType(
    {"BEFORE": TimeOp.BEFORE, "AFTER": TimeOp.AFTER, "DURING": TimeOp.DURING, "TEQUALS": TimeOp.EQUALS}
)

CQL2_LISTS: Final[Mapping[str, str]] = MappingProxyType(
    {f"a_{name}": name for name in ("equals", "contains", "containedby", "overlaps")}
)
