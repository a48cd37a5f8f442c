"""What the process `divand` asks for, as JSON Schema; each expert's input tells why its default is so."""

from collections.abc import Mapping
from typing import Any, Final

from compute.processes.base import InputSpec, OutputSpec

OBSERVATIONS: Final = (
    "text/csv",
    "text/tab-separated-values",
    "text/plain",
    "application/x-netcdf",
    "application/netcdf",
    "application/x-odv",
)
ATTRIBUTES: Final = (
    "title",
    "abstract",
    "institution",
    "institution_urn",
    "project",
    "product_id",
    "doi",
    "license",
    "acknowledgement",
    "comment",
    "parameter_keyword_urn",
    "search_keywords_urn",
    "area_keywords_urn",
)
"""Global attributes of SeaDataNet's climatologies that a requester may give."""

_ABOVE_0: Final = {"type": "number", "exclusiveMinimum": 0}


def _number(default: float, **limits: Any) -> dict[str, Any]:
    return {"type": "number", "default": default, **limits}


def _choice(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words), "default": words[0]}


def _expert(title: str, description: str, schema: Mapping[str, Any], why: str) -> InputSpec:
    return InputSpec(title, description, schema, 0, is_expert=True, why=why)


_MAIN: Final = {
    "observations": InputSpec(
        "Observations",
        "Files of observations: ODV spreadsheets, SeaDataNet or Argo NetCDF, CF NetCDF, tables with declared columns.",
        {"type": "object"},
        max_occurs=None,
        media_types=OBSERVATIONS,
    ),
    "variable": InputSpec(
        "Variable",
        "What is gridded: its P01 code, its CF standard name or its name in the files.",
        {"type": "string", "minLength": 1, "maxLength": 200},
    ),
    "bbox": InputSpec(
        "Area",
        "West, south, east, north in degrees. West of more than east: over the antimeridian.",
        {"type": "object", "format": "ogc-bbox"},
    ),
    "step_lon": InputSpec("Step eastwards", "Degrees between columns.", {**_ABOVE_0, "maximum": 30, "default": 1.0}, 0),
    "step_lat": InputSpec("Step northwards", "Degrees between rows.", {**_ABOVE_0, "maximum": 30, "default": 1.0}, 0),
    "depths": InputSpec(
        "Depths",
        "Metres below the surface, increasing.",
        {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 12_000}, "minItems": 1, "maxItems": 200}
        | {"default": [0]},
        0,
    ),
    "years": InputSpec(
        "Years",
        "The first and the last year.",
        {"type": "array", "items": {"type": "integer", "minimum": 1700, "maximum": 2200}}
        | {"minItems": 2, "maxItems": 2},
    ),
    "year_window": InputSpec(
        "Years together",
        "How many years make one field; 0: all of them.",
        {"type": "integer", "minimum": 0, "maximum": 500, "default": 0},
        0,
    ),
    "months": InputSpec(
        "Months together",
        "One field for each list of months; [12, 1, 2] is a winter that begins in December of the year before.",
        {
            "type": "array",
            "items": {
                "type": "array",
                "items": {"type": "integer", "minimum": 1, "maximum": 12},
                "minItems": 1,
                "maxItems": 12,
                "uniqueItems": True,
            },
            "minItems": 1,
            "maxItems": 12,
            "default": [list(range(1, 13))],
        },
        0,
    ),
    "length": InputSpec(
        "Correlation lengths",
        "Given below (fixed), or fitted to the observations (fit).",
        _choice("fixed", "fit"),
        0,
    ),
    "length_xy_m": InputSpec(
        "Horizontal length", "Metres over which the field is alike.", _number(200_000.0, exclusiveMinimum=0), 0
    ),
    "length_z_m": InputSpec(
        "Vertical length", "Metres over which depths are alike.", _number(50.0, exclusiveMinimum=0), 0
    ),
    "epsilon2": InputSpec(
        "Noise",
        "Error variance of an observation relative to the variance of the field.",
        _number(0.5, minimum=1e-6, maximum=1e6),
        0,
    ),
    "background": InputSpec(
        "Background",
        "What the field goes back to far from observations: their mean, their mean profile, or zero (none).",
        _choice("mean", "profile", "none"),
        0,
    ),
}
_EXPERT: Final = {
    "bathymetry": InputSpec(
        "Bathymetry",
        "NetCDF of the sea floor (GEBCO and the like), over longitude and latitude; land and cells below it are blank.",
        {"type": "object"},
        0,
        media_types=("application/x-netcdf", "application/netcdf"),
        is_expert=True,
        why="Without it the whole box is sea.",
    ),
    "transform": _expert(
        "Transform",
        "Analysed is this function of the values.",
        _choice("none", "log", "loglin", "logit"),
        "An analysis is best where values are near normal: log for concentrations.",
    ),
    "transform_limits": _expert(
        "Limits of the transform",
        "loglin: the value below which it is linear, first of the two; logit: lowest and highest value.",
        {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2, "default": [1, 100]},
        "Only loglin and logit ask for them.",
    ),
    "length_limits_m": _expert(
        "Limits of fitted lengths",
        "The least and the greatest horizontal length in metres.",
        {"type": "array", "items": _ABOVE_0, "minItems": 2, "maxItems": 2, "default": [10_000, 2_000_000]},
        "A fit on few pairs may be far off.",
    ),
    "noise": _expert(
        "Noise of each field",
        "given: as above; tuned: made consistent with the residuals of each field (Desroziers et al. 2005).",
        _choice("given", "tuned"),
        "Tuning needs many observations, and some analyses more.",
    ),
    "error": _expert(
        "Error field",
        "How the relative error is computed.",
        _choice("cpme", "scpme", "exact", "none"),
        "cpme is quick and too low; scpme corrects it by exact errors at observations; exact costs two analyses more.",
    ),
    "limits": _expert(
        "Limits of the field",
        "The least and the greatest value of the field.",
        {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        "Without, a concentration may come out below 0 far from observations.",
    ),
    "value_limits": _expert(
        "Limits of observations",
        "Observations beyond are left out.",
        {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        "Without, every value that is flagged good counts.",
    ),
    "thresholds": _expert(
        "Thresholds of the error",
        "Relative errors above which VAR_L1 and VAR_L2 are blank.",
        {"type": "array", "items": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}}
        | {"minItems": 2, "maxItems": 2, "default": [0.3, 0.5]},
        "0.3 and 0.5 are those of SeaDataNet's climatologies.",
    ),
    "flags": _expert(
        "Quality flags",
        "Flags of SeaDataNet's list L20 whose values count.",
        {"type": "string", "pattern": "^[0-9ABQ]{1,13}$", "default": "012"},
        "Good, probably good, and not controlled: tables without a column of flags have no other.",
    ),
    "depth_reach_m": _expert(
        "Reach of the depths",
        "How far below the last and above the first depth observations count.",
        _number(5.0, minimum=0, maximum=12_000),
        "One layer takes what lies so near; between layers all counts.",
    ),
    "duplicates": _expert(
        "Duplicates",
        "remove: one of several that differ by at most 0.1 degree, 0.5 m, an hour and 0.01; keep: all.",
        _choice("remove", "keep"),
        "The same cast often comes from several centres.",
    ),
    "crowds": _expert(
        "Crowds",
        "Observations closer than a cell: weights (smaller ones), superobservations (their mean, counted once), none.",
        _choice("weights", "superobservations", "none"),
        "Errors of near observations are correlated: counted as independent they would pull the field.",
    ),
    "quality_control": _expert(
        "Quality control",
        "scores: how far each observation lies from the field, in the report; none: not.",
        _choice("scores", "none"),
        "Above 9 an observation is suspect; it stays in the analysis.",
    ),
    "solver": _expert(
        "Solver",
        "What factorises the matrices.",
        _choice("multifrontal", "superlu", "pcg", "dual"),
        "All find the same field; multifrontal is the fastest, pcg takes the least memory.",
    ),
    "columns": _expert(
        "Columns of tables",
        "Labels of the columns of text tables: longitude, latitude, time, depth, platform, values.",
        {"type": "object"},
        "Left out, they are read off the labels.",
    ),
    "attributes": _expert(
        "Attributes of the product",
        "Global attributes of the file.",
        {"type": "object", "additionalProperties": False}
        | {"properties": {name: {"type": "string", "maxLength": 4_000} for name in ATTRIBUTES}, "default": {}},
        "Codes of EDMO, P35, P02 and C19 are known to the requester alone.",
    ),
    "tasks": _expert(
        "Tasks",
        "At most so many tasks share the fields.",
        {"type": "integer", "minimum": 1, "maximum": 1000, "default": 1000},
        "One task a field is quickest; the result does not depend on it.",
    ),
}
INPUTS: Final[Mapping[str, InputSpec]] = {**_MAIN, **_EXPERT}
OUTPUTS: Final[Mapping[str, OutputSpec]] = {
    "field": OutputSpec(
        "Gridded fields",
        "CF NetCDF: the fields, masked by two thresholds of the error, the relative error, and the observations used.",
        "application/x-netcdf",
        "field.nc",
    ),
    "report": OutputSpec(
        "Report",
        "Counts of observations, lengths, and suspect observations, as JSON.",
        "application/json",
        "report.json",
    ),
}
