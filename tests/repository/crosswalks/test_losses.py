"""What a format says that it keeps, folds or drops is what it does: each field's own word is looked for."""

import pytest

from repository.crosswalks.formats import FORMATS, Format
from repository.crosswalks.losses import BOOK, Fate, fate_of, fields, written_into
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.everything import everything
from tests.repository.crosswalks.words import OTHERS, token, uri

RECORD = everything()
DUMP = RECORD.model_dump_json()
LOOKED_FOR = {field: OTHERS.get(field, token(field)) for field in fields() if OTHERS.get(field, token(field)) in DUMP}


def test_every_field_of_free_text_has_a_word_of_its_own() -> None:
    left = {field.rpartition(".")[2] for field in fields() if field not in LOOKED_FOR}
    assert left <= {
        "kind", "general", "language", "data_languages", "poles", "topics", "acquisition", "update_frequency",
        "forwarding", "role", "country", "not_applicable", "unit", "positive", "ongoing", "spdx", "uri", "name",
        "identifier_type", "relation", "resource_type", "document_kind", "funder_identifier_type", "ror", "scheme",
        "value", "affiliations", "family",
    }  # fmt: skip
    assert len(LOOKED_FOR) > 120


@pytest.mark.parametrize("entry", FORMATS.values(), ids=lambda entry: entry.name)
def test_what_a_format_declares_is_what_it_writes(entry: Format) -> None:
    edition = cast.edition()
    written = entry.render(RECORD, edition).decode()
    told_wrongly = {
        field: fate_of(entry, field).name.lower()
        for field, word in LOOKED_FOR.items()
        if (word in written or uri(field) in written) is (fate_of(entry, field) is Fate.DROPS)
    }
    assert told_wrongly == {}


@pytest.mark.parametrize("entry", FORMATS.values(), ids=lambda entry: entry.name)
def test_a_format_declares_only_fields_that_there_are(entry: Format) -> None:
    for declared in (*entry.not_carried, *entry.folded):
        assert any(field == declared or field.startswith(f"{declared}.") for field in fields()), declared
    assert not set(entry.not_carried) & set(entry.folded)


def test_the_book_holds_the_table_of_today() -> None:
    assert BOOK.read_text() == written_into(BOOK.read_text()), "run python -m repository.crosswalks.losses"
