"""What records can be asked by: one table of names, with what each protocol calls them, and where they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from harvest.records.refused import FilterRefused


class Kind(StrEnum):
    """What a queryable holds."""

    TEXT = "text"
    CODE = "code"
    """A text of a controlled list: small and capital letters are the same."""
    WORDS = "words"
    """All texts of a record in one, without accents, in small letters."""
    MOMENT = "moment"
    DAY = "day"
    SPAN = "span"
    """The time of the data, which may have gaps."""
    EDGE = "edge"
    """The first or last day of the data."""
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Queryable:
    """One name. ``csw``, ``records``, ``stac``: what CSW 2 and 3, OGC API Records and STAC call it, the first best.

    ``order``: the column that it is sorted by, empty where it is not; ``is_list``: a record may have several values;
    ``only_first``: a record's other values are other spellings of its first one.
    """

    name: str
    kind: Kind
    title: str
    csw: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    stac: tuple[str, ...] = ()
    order: str = ""
    is_list: bool = False
    only_first: bool = False


_ALL: Final = (
    Queryable(
        "identifier", Kind.TEXT, "Identifier", ("dc:identifier", "apiso:Identifier", "apiso:ResourceIdentifier"),
        ("id", "recordId", "externalIds"), ("id", "sci:doi"), order="identifier", is_list=True, only_first=True,
    ),
    Queryable(
        "title", Kind.TEXT, "Title", ("dc:title", "dct:alternative", "apiso:Title", "apiso:AlternateTitle"),
        ("title",), ("title",), order="order_title", is_list=True, only_first=True,
    ),
    Queryable(
        "abstract", Kind.TEXT, "Abstract", ("dct:abstract", "dc:description", "apiso:Abstract"),
        ("description",), ("description",), is_list=True, only_first=True,
    ),
    Queryable("anytext", Kind.WORDS, "Any text", ("csw:AnyText", "apiso:AnyText"), ("anytext",), ("anytext",)),
    Queryable(
        "creator", Kind.TEXT, "Creator", ("dc:creator",), ("creator", "contacts"), ("creator",),
        order="order_creator", is_list=True,
    ),
    Queryable(
        "contributor", Kind.TEXT, "Contributor", ("dc:contributor",), ("contributor",), ("contributor",), is_list=True
    ),
    Queryable(
        "organisation", Kind.TEXT, "Organisation", ("apiso:OrganisationName",), ("organisation",), ("organisation",),
        is_list=True,
    ),
    Queryable(
        "publisher", Kind.TEXT, "Publisher", ("dc:publisher",), ("publisher",), ("providers", "publisher"),
        order="order_publisher",
    ),
    Queryable(
        "subject", Kind.TEXT, "Subject", ("dc:subject", "apiso:Subject"), ("keywords",), ("keywords",), is_list=True
    ),
    Queryable(
        "topic", Kind.CODE, "Topic category", ("apiso:TopicCategory",), ("themes", "topic"), ("topic",), is_list=True
    ),
    Queryable("type", Kind.CODE, "Type", ("dc:type", "apiso:Type"), ("type",), ("type",), order="order_type"),
    Queryable("format", Kind.CODE, "Format", ("dc:format", "apiso:Format"), ("formats",), ("formats",), is_list=True),
    Queryable(
        "language", Kind.CODE, "Language", ("dc:language", "apiso:Language", "apiso:ResourceLanguage"),
        ("language", "languages"), ("language", "languages"), is_list=True, only_first=True,
    ),
    Queryable(
        "rights", Kind.TEXT, "Rights and licence",
        ("dc:rights", "dct:license", "dct:accessRights", "apiso:AccessConstraints", "apiso:OtherConstraints"),
        ("license", "rights"), ("license", "rights"), is_list=True,
    ),
    Queryable("access", Kind.CODE, "Access", (), ("access",), ("access",)),
    Queryable(
        "relation", Kind.TEXT, "Related resource", ("dc:relation", "dc:source", "dct:references", "dct:isReferencedBy"),
        ("relation",), ("relation",), is_list=True,
    ),
    Queryable(
        "coverage", Kind.TEXT, "Named place", ("dc:coverage", "apiso:GeographicDescriptionCode"),
        ("coverage",), ("coverage",), is_list=True,
    ),
    Queryable("lineage", Kind.TEXT, "Lineage", ("apiso:Lineage",), ("lineage",), ("lineage",), is_list=True),
    Queryable("pole", Kind.CODE, "Discipline", (), ("pole",), ("pole",), is_list=True),
    Queryable("variable", Kind.TEXT, "Variable", (), ("variable",), ("variable",), is_list=True),
    Queryable("instrument", Kind.TEXT, "Instrument", (), ("instrument",), ("instruments", "instrument"), is_list=True),
    Queryable("platform", Kind.TEXT, "Platform", (), ("platform",), ("platform",), is_list=True),
    Queryable("project", Kind.TEXT, "Project", (), ("project",), ("mission", "project"), is_list=True),
    Queryable(
        "modified", Kind.MOMENT, "Last change", ("dct:modified", "apiso:Modified", "apiso:RevisionDate"),
        ("updated", "modified"), ("updated",), order="order_modified",
    ),
    Queryable(
        "published", Kind.DAY, "Publication date",
        ("dc:date", "dct:issued", "dct:created", "dct:available", "apiso:PublicationDate"),
        ("created", "published"), ("published", "created"), order="order_published",
    ),
    Queryable(
        "time", Kind.SPAN, "Time of the data", ("dct:temporal", "apiso:TempExtent"), ("time", "datetime"), ("datetime",)
    ),
    Queryable(
        "begin", Kind.EDGE, "First day of the data", ("apiso:TempExtent_begin",), ("start_datetime",),
        ("start_datetime",), order="order_began",
    ),
    Queryable(
        "end", Kind.EDGE, "Last day of the data", ("apiso:TempExtent_end",), ("end_datetime",), ("end_datetime",),
        order="order_ended",
    ),
    Queryable(
        "place", Kind.PLACE, "Place", ("ows:BoundingBox", "dct:spatial", "apiso:BoundingBox"),
        ("geometry", "bbox"), ("geometry", "bbox"),
    ),
)  # fmt: skip

QUERYABLES: Final[Mapping[str, Queryable]] = MappingProxyType({each.name: each for each in _ALL})
"""Internal name -> queryable."""

PLACE: Final = QUERYABLES["place"]
TIME: Final = QUERYABLES["time"]

_CSW_PREFIXES: Final = frozenset(
    ("", "dc", "dct", "dcterms", "csw", "csw2", "csw3", "csw30", "ows", "ows11", "ows20", "apiso", "gmd", "mdb")
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names of one protocol. ``prefixes``: what may stand before a colon; None where a colon is of the name."""

    names: Mapping[str, Queryable]
    prefixes: frozenset[str] | None = None

    def queryable(self, name: str) -> Queryable:
        """What a name means. Raises FilterRefused."""
        found = self.find(name)
        if found is None:
            raise FilterRefused(f"There is no queryable {name[:80]!r}.", name[:80])
        return found

    def find(self, name: str) -> Queryable | None:
        """What a name means, or None."""
        told = name.strip()
        if self.prefixes is None:
            return self.names.get(told) or self.names.get(told.removeprefix("properties."))
        last = told.rstrip("/").rpartition("/")[2]
        prefix, _colon, local = last.rpartition(":")
        return self.names.get(local.casefold()) if prefix in self.prefixes else None


def _by_local_name() -> dict[str, Queryable]:
    names = {name.rpartition(":")[2].casefold(): each for each in _ALL for name in (*each.csw, each.name)}
    return names | {"description": QUERYABLES["abstract"], "date": QUERYABLES["published"]}


CSW: Final = Dialect(MappingProxyType(_by_local_name()), _CSW_PREFIXES)
"""Names with any prefix of CSW 2.0.2, CSW 3.0 and the ISO profile, or a path to them; letters small or capital."""

RECORDS: Final = Dialect(MappingProxyType({name: each for each in _ALL for name in each.records}))
"""Names of OGC API Records, also ``properties.<name>``."""

STAC: Final = Dialect(MappingProxyType({name: each for each in _ALL for name in each.stac}))
"""Names of STAC API, also ``properties.<name>``."""


def sortable(name: str, dialect: Dialect, *, locator: str = "sortby") -> Queryable:
    """What records may be sorted by. Raises FilterRefused."""
    found = dialect.find(name)
    if found is None or not found.order:
        raise FilterRefused(f"Records are not sorted by {name[:80]!r}.", locator)
    return found
