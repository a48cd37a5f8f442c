"""Hypothesis strategies: records with every kind of field, and arbitrary JSON."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from repository.record.dates import DeepTime, Period, TemporalCoverage
from repository.record.extents import BoundingBox, SpatialCoverage, VerticalExtent
from repository.record.identifiers import orcid_check_digit
from repository.record.languages import LocalisedLine, LocalisedText
from repository.record.model import Record
from repository.record.people import Affiliation, Organisation, Person
from repository.record.subjects import Keyword, Variable

LINES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
LANGUAGES = st.sampled_from(["en", "fr", "fra", "EN_gb", "pt-BR", "ar", "zh-Hant-TW", "und", "gsw"])


def _orcid(number: int) -> str:
    digits = f"{number:015d}"
    whole = digits + orcid_check_digit(digits)
    return "-".join(whole[at : at + 4] for at in range(0, 16, 4))


ORCIDS = st.integers(0, 10**15 - 1).map(_orcid)
DATES = st.one_of(
    st.dates().map(str), st.integers(1, 9999).map(lambda year: f"{year:04d}"), st.dates().map(lambda day: str(day)[:7])
)
LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
METRES = st.floats(-12_000, 100_000)


def _localised(texts: st.SearchStrategy[str], made: Callable[[dict[str, str]], Any]) -> st.SearchStrategy[Any]:
    one_each = st.dictionaries(st.sampled_from(["en", "fr", "de", "pt-BR", "ar"]), texts, min_size=1, max_size=3)
    return one_each.map(made)


LOCALISED_LINES = _localised(LINES, LocalisedLine)
LOCALISED_TEXTS = _localised(TEXTS, LocalisedText)


def tuples_of(items: st.SearchStrategy[Any], at_most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Tuples of at most so many items."""
    return st.lists(items, max_size=at_most).map(tuple)


AFFILIATIONS = st.builds(Affiliation, name=LINES, ror=st.sampled_from([None, "044jxhp58", "https://ror.org/04wxnsj81"]))
PEOPLE = st.builds(
    Person,
    family=LINES,
    given=st.none() | LINES,
    orcid=st.none() | ORCIDS,
    identifiers=st.just(()),
    affiliations=tuples_of(AFFILIATIONS),
)
ORGANISATIONS = st.builds(Organisation, name=LINES, identifiers=st.just(()), affiliations=st.just(()))


@st.composite
def boxes(draw: st.DrawFn) -> BoundingBox:
    """Any box, also across the antimeridian."""
    south, north = sorted((draw(LATITUDES), draw(LATITUDES)))
    return BoundingBox(west=draw(LONGITUDES), south=south, east=draw(LONGITUDES), north=north)


@st.composite
def verticals(draw: st.DrawFn) -> VerticalExtent:
    """Any vertical extent."""
    minimum, maximum = sorted((draw(METRES), draw(METRES)))
    return VerticalExtent(minimum=minimum, maximum=maximum, positive=draw(st.sampled_from(["up", "down"])))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A calendar period, one that still grows, or one in deep time."""
    if draw(st.booleans()):
        old, young = sorted((draw(st.floats(0, 4600)), draw(st.floats(0, 4600))), reverse=True)
        return Period(begin=DeepTime(age=old, unit="Ma"), end=DeepTime(age=young, unit="Ma"))
    first, last = sorted((draw(st.dates()), draw(st.dates())))
    return Period(begin=str(first), ongoing=True) if draw(st.booleans()) else Period(begin=str(first), end=str(last))


RECORDS = st.builds(
    Record,
    title=LOCALISED_LINES,
    other_titles=st.just(()),
    abstract=st.none() | LOCALISED_TEXTS,
    language=LANGUAGES,
    creators=tuples_of(PEOPLE | ORGANISATIONS),
    poles=st.just(("ocean", "solid-earth")),
    keywords=tuples_of(st.builds(Keyword, term=LOCALISED_LINES)),
    place=st.builds(SpatialCoverage, boxes=tuples_of(boxes()), polygons=st.just(()), names=st.just(())),
    vertical=tuples_of(verticals()),
    time=st.builds(TemporalCoverage, periods=tuples_of(periods())),
    lineage=st.none() | LOCALISED_TEXTS,
    forwarding=st.none() | st.booleans(),
    variables=tuples_of(st.builds(Variable, name=LINES, label=st.none() | LOCALISED_LINES, unit=st.none() | LINES)),
)
"""Records whose fields are valid, in every spelling that is brought to one."""

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=10), children, max_size=4),
    max_leaves=20,
)
"""Any JSON, lone surrogates, NaN and enormous numbers included."""
