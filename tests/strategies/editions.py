"""Arbitrary Editions, with texts that no form has cleaned: control characters, surrogates, line breaks."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from repository.crosswalks.edition import (
    Edition,
    EditionAccess,
    EditionColumn,
    EditionExport,
    EditionFile,
    EditionLayer,
    EditionStatus,
)

RAW = st.text(max_size=20)
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
FILES = st.builds(
    EditionFile,
    path=st.one_of(st.just("manual.pdf"), RAW),
    url=st.one_of(st.just("https://x.example/files/a%20b"), RAW.map("https://x.example/".__add__)),
    size=st.integers(0, 2**50),
    sha256=st.just("0" * 64),
    media_type=st.one_of(st.just("text/csv"), RAW),
    role=st.just("data"),
    columns=st.lists(st.builds(EditionColumn, RAW, st.sampled_from(("decimal", "text"))), max_size=2).map(tuple),
)
EXPORTS = st.builds(
    EditionExport,
    title=RAW,
    url=st.just("https://x.example/datasets/7/export/x"),
    media_type=st.just("application/ld+json"),
    profile=st.sampled_from(("", "https://w3id.org/ro/crate")),
)
LAYERS = st.builds(
    EditionLayer,
    fragment=st.integers(1, 10**9),
    url=st.just(""),
    date=DAYS,
    files=st.lists(FILES, max_size=3).map(tuple),
).map(lambda layer: replace(layer, url=f"https://x.example/datasets/7/layers/{layer.fragment}/"))


def editions() -> st.SearchStrategy[Edition]:
    """An arbitrary edition; its DOI, publisher and address are always there, its other texts are raw."""
    return st.builds(
        Edition,
        doi=st.sampled_from(("10.5072/7", "10.17882/55b9f0fd-a-b")),
        url=st.just("https://x.example/datasets/7/"),
        publisher=RAW.map("Varve".__add__),
        published=DAYS,
        updated=DAYS,
        number=st.integers(1, 500),
        layers=st.lists(LAYERS, max_size=3, unique_by=lambda layer: layer.fragment).map(tuple),
        access=st.sampled_from(EditionAccess),
        embargo_until=st.none() | DAYS,
        status=st.sampled_from(EditionStatus),
        withdrawn_on=st.none() | DAYS,
        withdrawal_reason=RAW,
        doi_resolves=st.booleans(),
        site_url=st.just("https://x.example"),
        alternate_identifiers=st.lists(RAW, max_size=2).map(tuple),
        exports=st.lists(EXPORTS, max_size=2).map(tuple),
    )
