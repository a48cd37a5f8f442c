"""The search of the catalogue in the OpenAPI document. It stands at `/search/`, for people and programs alike."""

from typing import Any, Final

from repository.catalogue.facets import FACETS
from repository.catalogue.question import DEEPEST, MOST_A_PAGE, MOST_CORNERS, PAGE_SIZE, Sort

PATH: Final = "/search/"
TAG: Final = "The catalogue"

_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_ADDRESS: Final = {"type": "string", "format": "uri"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_ORDERS: Final = {"type": "string", "enum": [str(each) for each in Sort]}
_OF_FACETS: Final = {
    "pole": "Disciplines, by their codes (`/api/v1/poles/`).",
    "variable": "Measured variables, by the names that the facet counts.",
    "filetype": "Formats of files, as media types.",
    "access": "`open`, `embargoed`, `restricted`.",
    "licence": "Licences, as SPDX writes them.",
    "year": "Years of publication.",
    "origin": "`local`, or the repository that a record was harvested from.",
    "doi": "`yes`, `no`.",
}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


def _shape(description: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


SHAPES: Final[dict[str, Any]] = {
    "CatalogueFound": _shape(
        "One page of what was found.",
        query={**_TEXT, "description": "The words asked for."},
        total={**_COUNT, "description": "How many there are in all, before and after this page."},
        page=_or_null({"type": "integer", "minimum": 1, "description": "null after `after`."}),
        per_page={"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE},
        ignored={**_TEXTS, "description": "Parameters that were not understood, and left out."},
        self=_ADDRESS,
        previous=_or_null(_ADDRESS),
        next=_or_null({**_ADDRESS, "description": "What comes next; null at the end."}),
        items={"type": "array", "items": {"$ref": "#/components/schemas/CatalogueItem"}},
        facets={
            "type": "object",
            "description": "Facet -> its most frequent values. With `after` they are left out: take them from the "
            "first page.",
            "additionalProperties": {"type": "array", "items": {"$ref": "#/components/schemas/CatalogueValue"}},
        },
        decades={
            "type": "object",
            "description": "First year of a decade -> how many have data from it; left out with `after`.",
            "additionalProperties": _COUNT,
        },
    ),
    "CatalogueItem": _shape(
        "One dataset.",
        doi={**_TEXT, "description": "Its DOI; the address of a record that has none."},
        url={**_ADDRESS, "description": "Its page, here or where it is kept."},
        title=_TEXT,
        language=_or_null({**_TEXT, "description": "Of title and abstract (BCP 47)."}),
        creators={**_TEXTS, "description": "Names, `Family, Given`."},
        abstract=_TEXT,
        disciplines=_TEXTS,
        published=_or_null({"type": "string", "format": "date"}),
        modified=_or_null({"type": "string", "format": "date-time"}),
        period=_or_null({**_TEXT, "description": "When the data are from: `2019-01 / 2026-10`, an open end as `..`."}),
        depth=_or_null({
            "type": "array",
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 2,
            "description": "Metres downwards, upper end first; heights are negative.",
        }),
        boxes={
            "type": "array",
            "items": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
            "description": "The first boxes: west, south, east, north, in degrees.",
        },
        formats={**_TEXTS, "description": "Media types of its files."},
        access={**_TEXT, "enum": ["open", "embargoed", "restricted"]},
    ),
    "CatalogueValue": _shape("A value of a facet.", value=_TEXT, name=_TEXT, count=_COUNT),
}  # fmt: skip


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


_PARAMETERS: Final = [
    _parameter("q", 'Words, "words side by side", -word to leave out, oxyg* for a beginning; a DOI.', _TEXT),
    *(
        _parameter(facet.code, _OF_FACETS.get(facet.code, "By name.") + " Several: any of them.", _TEXTS)
        for facet in FACETS
    ),
    _parameter("box", "`west,south,east,north` in degrees; `west > east` goes over the antimeridian.", _TEXT),
    _parameter("polygon", f"`lon lat,lon lat,…`, 3 to {MOST_CORNERS} corners.", _TEXT),
    _parameter("from", "Data from then on: a year (-500 is before Christ), a month or a day (ISO 8601).", _TEXT),
    _parameter("to", "Data until then.", _TEXT),
    _parameter("top", "Upper end of a depth, metres downwards.", {"type": "number"}),
    _parameter("bottom", "Lower end of a depth, metres downwards.", {"type": "number"}),
    _parameter("sort", "`best` is `newest` where no words are asked for.", _ORDERS),
    _parameter(
        "per_page", f"{PAGE_SIZE} if left out; {MOST_A_PAGE} of BibTeX.",
        {"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE},
    ),
    _parameter("page", f"Pages end at {DEEPEST:,} datasets; `after` does not.", {"type": "integer", "minimum": 1}),
    _parameter("after", "What `next` gives in the orders by date: no gaps and none twice.", {"type": "integer"}),
    _parameter("format", "A page for people if left out.", {"type": "string", "enum": ["json", "atom", "bibtex"]}),
]  # fmt: skip

OPERATION: Final[dict[str, Any]] = {
    "operationId": "searchCatalogue",
    "summary": "What the catalogue finds.",
    "description": "Nothing is an error: what cannot be understood is left out, and named in `ignored`. Pages of other "
    "sites may read the answers. With the ETag of the last answer as If-None-Match, 304 says that nothing changed.",
    "tags": [TAG],
    "security": [{}],
    "parameters": _PARAMETERS,
    "responses": {
        "200": {
            "description": "One page of it.",
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/CatalogueFound"}},
                "application/atom+xml": {},
                "application/x-bibtex": {},
                "text/html": {},
            },
        },
        "304": {"description": "Nothing changed."},
    },
}
