"""DCMI's own vocabularies: its types, and its encoding schemes Box, Point and Period (2006)."""

from typing import Final

from repository.crosswalks.phrases import calendar_ends, plain_number
from repository.record.dates import Period
from repository.record.extents import BoundingBox, VerticalExtent
from repository.record.relations import RelatedResource

_TYPES: Final = {
    "Audiovisual": "MovingImage", "Collection": "Collection", "Dataset": "Dataset", "Event": "Event",
    "Image": "Image", "InteractiveResource": "InteractiveResource", "PhysicalObject": "PhysicalObject",
    "Service": "Service", "Software": "Software", "ComputationalNotebook": "Software", "Sound": "Sound",
    "Model": "Software", "Workflow": "Software", "Instrument": "PhysicalObject",
}  # fmt: skip
"""DataCite general type -> DCMI Type Vocabulary; works of text are Text."""

_TEXTS: Final = {
    "Book", "BookChapter", "ConferencePaper", "ConferenceProceeding", "DataPaper", "Dissertation", "Journal",
    "JournalArticle", "OutputManagementPlan", "PeerReview", "Preprint", "Report", "Standard", "Text",
}  # fmt: skip


def type_of(general: str) -> str:
    """The DCMI type of a DataCite general type; empty where there is none."""
    return "Text" if general in _TEXTS else _TYPES.get(general, "")


def reference(related: RelatedResource) -> str:
    """An address where there is one, else the identifier behind the name of its kind: `arXiv:0706.0001`."""
    if related.uri:
        return related.uri
    bare = ("URL", "URN", "PURL", "w3id", "LSID")
    same = related.identifier.lower().startswith(f"{related.identifier_type.lower()}:")
    if related.identifier_type in bare or same:
        return related.identifier
    return f"{related.identifier_type}:{related.identifier}"


def box_text(box: BoundingBox) -> str:
    """DCMI Box or DCMI Point, degrees of WGS 84; a west limit above the east one crosses the antimeridian."""
    north, east, south, west = map(plain_number, (box.north, box.east, box.south, box.west))
    if box.is_point:
        return f"east={east}; north={north}"
    return f"northlimit={north}; eastlimit={east}; southlimit={south}; westlimit={west}"


def height_text(extent: VerticalExtent) -> str:
    """The vertical limits of a DCMI Box, metres, upwards positive."""
    top, bottom = (
        (extent.maximum, extent.minimum) if extent.positive == "up" else (0.0 - extent.minimum, 0.0 - extent.maximum)
    )
    datum = f"; name={_dcsv(extent.datum)}" if extent.datum else ""
    return f"uplimit={plain_number(top)}; downlimit={plain_number(bottom)}; zunits=m{datum}"


def period_text(period: Period, language: str) -> str:
    """DCMI Period: W3CDTF dates, or ages before present for deep time."""
    ends = calendar_ends(period)
    begin, end = ends or (str(period.begin or ""), str(period.end or ""))
    parts = [f"name={_dcsv(period.name.best(language))}"] if period.name else []
    parts += [f"start={begin}"] if begin else []
    parts += [f"end={end}"] if end else []
    parts += ["scheme=W3C-DTF"] if ends else []
    return "; ".join(parts)


def _dcsv(value: str) -> str:
    r"""A value of a DCMI structured value, where `;` and `=` are written `\;` and `\=`."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace("=", "\\=")
