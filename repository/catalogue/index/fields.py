"""The fields of the derived index and how their words are cut; a change here is a new `LAYOUT`, and a rebuild."""

from typing import Final

import tantivy

from repository.catalogue.boxes import MOST_SLOTS
from repository.catalogue.facets import FACETS

LAYOUT: Final = "4"
"""Names the folder of the index: another layout is another folder, made anew from the database."""

STEMMED: Final = {"en": "English", "fr": "French"}
"""The languages whose word forms are known."""
WEIGHTS: Final = {"title": 8.0, "terms": 4.0, "abstract": 1.0}
"""What a word counts in which text."""
PEOPLE: Final = "people"
PEOPLE_WEIGHT: Final = 3.0
CALLED: Final = "called"
"""Words of identifiers: `hal-01234` is found by its parts side by side."""
SLOTS: Final = range(MOST_SLOTS)
MOST_SPANS: Final = 3
SPANS: Final = range(MOST_SPANS)
MANY_BOXES: Final = "many_boxes"
MANY_SPANS: Final = "many_spans"
"""What has more boxes or spans than slots: the slots are around several, and `extents` holds all."""
_LONGEST: Final = 80
"""Bytes of a word that is kept."""
SIDES: Final = ("west", "south", "east", "north")
SQUARES: Final = "squares"
STRETCHES: Final = "stretches"
"""Words of `repository.catalogue.cells` by which neighbours in space and time are found."""
NO_ENTRY: Final = 0
"""The number of the one document that is no entry: it holds how far the index has followed the database."""


def schema() -> tantivy.Schema:
    """The schema of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("entry", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("followed", stored=True)
    for text in WEIGHTS:
        builder.add_text_field(text, tokenizer_name="plain")
        for language in STEMMED:
            builder.add_text_field(f"{text}_{language}", tokenizer_name=language)
    builder.add_text_field(PEOPLE, tokenizer_name="plain")
    builder.add_text_field(CALLED, tokenizer_name="plain")
    builder.add_text_field("identifier", tokenizer_name="raw", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(f"of_{facet.code}", tokenizer_name="raw", index_option="basic", fast=True)
    for slot in SLOTS:
        for side in SIDES:
            builder.add_float_field(f"{side}{slot}", fast=True)
    for slot in SPANS:
        builder.add_integer_field(f"first{slot}", fast=True)
        builder.add_integer_field(f"last{slot}", fast=True)
    builder.add_float_field("top", fast=True)
    builder.add_float_field("bottom", fast=True)
    builder.add_text_field("decade", tokenizer_name="raw", index_option="basic", fast=True)
    for many in (MANY_BOXES, MANY_SPANS):
        builder.add_boolean_field(many, indexed=True, fast=True)
    for filed in (SQUARES, STRETCHES):
        builder.add_text_field(filed, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("extents", stored=True)
    builder.add_integer_field("newest", fast=True)
    builder.add_unsigned_field("title_order", fast=True)
    return builder.build()


def register_analyzers(index: tantivy.Index) -> None:
    """Tell an opened index how words are cut; only word forms are left to do."""
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)


def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    """Name -> analyzer: ``plain`` words, and the forms of the languages that are known."""
    made = {"plain": _cut().build()}
    for code, name in STEMMED.items():
        made[code] = _cut().filter(tantivy.Filter.stemmer(name)).build()
    return made


def _cut() -> tantivy.TextAnalyzerBuilder:
    """Texts come in pieces parted by blanks (`words.pieces_of`)."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.remove_long(_LONGEST))
