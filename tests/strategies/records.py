"""Arbitrary valid Records: every field, awkward texts, deep time, boxes across the antimeridian."""

import unicodedata
from typing import Any, get_args

from hypothesis import strategies as st

from repository.record import terms
from repository.record.identifiers import orcid_check_digit
from repository.record.model import Record

AWKWARD = (
    "a < b > c & d \"e\" 'f'", "]]>", "<!-- -->", "<?xml?>", "&amp;", "{", "}", "\\", "100 % #1 $x_y ~z^2",
    "and", "A and B",
    "قياسات المحيط الأطلسي", "מדידות", "深海 観測", "Ωmega naïve ŠČ", "𝒯emperature 🌊",
    "e\u0301", "a\u00a0b", "\u202eleft\u202c",
    "TY  - DATA", "@misc{x,", "O'Brien; Jr.", "x=1; y=2", "-", ".",
)  # fmt: skip

URIS = (
    "https://example.org/a?b=c&d=e#f", "http://vocab.nerc.ac.uk/collection/P01/current/TEMPPR01/", "urn:x-test:a'b",
    "https://example.org/é/%zz/a%20b", "https://example.org/a#b#c", "https://example.org/[x]{y}|z^`\\", "urn:isbn:1",
    "https://user@exämple.org:8080/", "ftp://example.org/x", "https://[2001:db8::1]/x", "https://example.org:abc/",
    "info:eu-repo/grantAgreement/EC/FP7/312463", "doi:10.1234/x#1", "mailto:a@example.org",
)  # fmt: skip

RORS = ("044jxhp58", "02feahw73", "01gyxrk03")
DOIS = ("10.17882/42182", '10.1234/a<b>&"c"', "10.5072/(x)_y;z")


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).strip()


_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"))
LINES = st.one_of(st.sampled_from(AWKWARD), st.text(_LETTERS, min_size=1, max_size=25)).map(_line).filter(bool)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n\t".join)
LANGUAGES = st.sampled_from(("en", "fr", "pt-BR", "zh-Hant-TW", "ar", "gsw", "und"))
URI = st.sampled_from(URIS)
SPANS = st.tuples(st.dates(), st.dates()).map(sorted)


def by_language(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """A text in one to three languages."""
    return st.dictionaries(LANGUAGES, texts, min_size=1, max_size=3)


def of(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object of which each field may be left out."""
    return st.fixed_dictionaries({}, optional=fields)


def some(entries: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    """A short list."""
    return st.lists(entries, max_size=most)


def one_of(values: Any) -> st.SearchStrategy[Any]:
    """One of the words of a Literal."""
    return st.sampled_from(get_args(values))


ORCIDS = st.integers(0, 10**15 - 1).map(lambda number: f"{number:015d}").map(lambda d: d + orcid_check_digit(d))
AFFILIATIONS = st.fixed_dictionaries({"name": LINES}, optional={"ror": st.sampled_from(RORS), "country": st.just("FR")})
NAME_IDENTIFIERS = st.fixed_dictionaries({"scheme": LINES, "value": LINES}, optional={"uri": URI})
_OF_PARTIES = {"identifiers": some(NAME_IDENTIFIERS), "affiliations": some(AFFILIATIONS)}
PERSONS = st.fixed_dictionaries({"family": LINES}, optional={"given": LINES, "orcid": ORCIDS, **_OF_PARTIES})
ORGANISATIONS = st.fixed_dictionaries(
    {"kind": st.just("organisation"), "name": LINES}, optional={"ror": st.sampled_from(RORS), **_OF_PARTIES}
)
PARTIES = st.one_of(PERSONS, ORGANISATIONS)
NAMED = st.fixed_dictionaries(
    {"name": LINES}, optional={"identifier": LINES, "scheme": LINES, "scheme_uri": URI, "uri": URI}
)
KEYWORDS = st.fixed_dictionaries(
    {"term": by_language(LINES)},
    optional={"scheme": LINES, "scheme_uri": URI, "uri": URI, "kind": one_of(terms.KeywordKind)},
)
VARIABLES = st.fixed_dictionaries(
    {"name": LINES},
    optional={
        "label": by_language(LINES), "standard_name": LINES, "standard_name_uri": URI, "concepts": some(NAMED),
        "unit": LINES, "unit_uri": URI, "uncertainty": LINES, "method": by_language(TEXTS),
    },
)  # fmt: skip

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
LONGITUDES = st.one_of(st.sampled_from((-180.0, -0.0, 180.0)), st.floats(-180, 180))
LATITUDES = st.one_of(st.sampled_from((-90.0, 90.0)), st.floats(-90, 90))
BOXES = st.builds(
    lambda west, east, lats: {"west": west, "east": east, "south": min(lats), "north": max(lats)},
    LONGITUDES,
    LONGITUDES,
    st.tuples(LATITUDES, LATITUDES),
)
POINTS = st.builds(lambda x, y: {"west": x, "east": x, "south": y, "north": y}, LONGITUDES, LATITUDES)
RINGS = st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=3, max_size=6).map(lambda ring: [*ring, ring[0]])
PLACES = st.one_of(
    st.just({"not_applicable": True}),
    of(
        boxes=some(st.one_of(BOXES, POINTS)),
        polygons=some(st.builds(lambda ring, holes: {"exterior": ring, "holes": holes}, RINGS, some(RINGS, 1))),
        names=some(st.fixed_dictionaries({"name": by_language(LINES)}, optional={"uri": URI, "scheme": LINES})),
    ),
)
VERTICALS = st.builds(
    lambda span, positive, datum: {"minimum": min(span), "maximum": max(span), "positive": positive, **datum},
    st.tuples(NUMBERS, NUMBERS),
    st.sampled_from(("up", "down")),
    of(datum=LINES),
)
AGES = st.builds(lambda age, unit: {"age": age, "unit": unit}, st.floats(0, 4e3), st.sampled_from(("ka", "Ma")))
CALENDAR = SPANS.map(lambda days: {"begin": days[0].isoformat(), "end": days[1].isoformat()})
PERIODS = st.one_of(
    CALENDAR,
    CALENDAR.map(lambda period: {"begin": period["begin"][:4], "ongoing": True}),
    CALENDAR.map(lambda period: {"end": period["end"][:7]}),
    st.builds(lambda age, name: {"begin": age, "name": name}, AGES, by_language(LINES)),
    st.builds(lambda age: {"begin": age, "end": {"age": 0.0, "unit": "a"}}, AGES),
    by_language(LINES).map(lambda name: {"name": name}),
)
RELATED = st.fixed_dictionaries(
    {
        "identifier": LINES,
        "identifier_type": one_of(terms.RelatedIdentifierType).filter(lambda kind: kind not in ("DOI", "URL")),
        "relation": one_of(terms.RelationType),
    },
    optional={"resource_type": one_of(terms.ResourceTypeGeneral), "title": LINES, "citation": TEXTS},
)
RELATED_DOIS = st.fixed_dictionaries(
    {
        "identifier": st.one_of(st.sampled_from(DOIS), st.just("https://doi.org/10.17882/42182#76230")),
        "identifier_type": st.just("DOI"),
        "relation": one_of(terms.RelationType),
    }
)
FUNDERS = st.one_of(
    st.fixed_dictionaries({"funder": LINES}, optional={"award_number": LINES, "award_title": LINES, "award_uri": URI}),
    st.fixed_dictionaries(
        {
            "funder": LINES,
            "funder_identifier": LINES,
            "funder_identifier_type": one_of(terms.FunderIdentifierType).filter(lambda kind: kind != "ROR"),
        }
    ),
)
LICENCES = st.one_of(
    st.sampled_from(({"spdx": "CC-BY-4.0"}, {"spdx": "MIT"})),
    st.fixed_dictionaries({"uri": URI}, optional={"name": LINES}),
)
DOCUMENTS = st.fixed_dictionaries({"path": st.just("manual.pdf"), "kind": one_of(terms.DocumentKind)})
DATES = st.builds(
    lambda kind, day, note: {"kind": kind, "date": day.isoformat(), **note},
    one_of(terms.DateKind),
    st.dates(),
    of(note=LINES),
)


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """The JSON document of an arbitrary valid Record: only the title is always there."""
    fields = {
        "resource_type": of(general=one_of(terms.ResourceTypeGeneral), text=LINES),
        "other_titles": some(st.fixed_dictionaries({"text": LINES}, optional={"kind": one_of(terms.OtherTitleKind)})),
        "abstract": by_language(TEXTS), "lineage": by_language(TEXTS), "quality": by_language(TEXTS),
        "use_limitations": by_language(TEXTS), "access_note": by_language(TEXTS),
        "language": LANGUAGES, "data_languages": some(LANGUAGES),
        "identifiers": some(st.fixed_dictionaries({"value": LINES, "kind": LINES})),
        "creators": some(PARTIES, 4),
        "contributors": some(st.fixed_dictionaries({"role": one_of(terms.ContributorRole), "party": PARTIES})),
        "contacts": some(st.fixed_dictionaries({"name": LINES}, optional={"affiliation": AFFILIATIONS})),
        "funding": some(FUNDERS), "keywords": some(KEYWORDS), "topics": some(one_of(terms.TopicCategory)),
        "acquisition": some(one_of(terms.Acquisition)), "place": PLACES, "vertical": some(VERTICALS),
        "time": some(PERIODS).map(lambda periods: {"periods": periods}),
        "reference_systems": some(st.one_of(st.just({"epsg": 4326}), LINES.map(lambda name: {"name": name}))),
        "spatial_resolution": some(by_language(LINES).map(lambda note: {"note": note})),
        "licence": LICENCES, "variables": some(VARIABLES), "instruments": some(NAMED), "platforms": some(NAMED),
        "projects": some(NAMED), "campaigns": some(NAMED), "related": some(st.one_of(RELATED, RELATED_DOIS), 3),
        "documents": some(DOCUMENTS, 1), "dates": some(DATES),
        "provenance": st.fixed_dictionaries({"process": LINES}, optional={"sources": some(NAMED_SOURCES)}),
    }  # fmt: skip
    return st.fixed_dictionaries({"title": by_language(LINES)}, optional=fields)


NAMED_SOURCES = st.one_of(st.sampled_from(DOIS), URI, LINES).map(lambda name: {"identifier": name})


def records() -> st.SearchStrategy[Record]:
    """An arbitrary valid Record."""
    return documents().map(Record.model_validate)
