"""The largest record there may be, with every letter of Unicode and the signs of every dialect in its texts."""

import json

import pytest
from lxml import etree

from repository.crosswalks.formats import FORMATS, Format
from repository.crosswalks.validate import findings
from repository.record.model import Record
from tests.repository.crosswalks import cast, test_datacite_json, test_stac

EVERY_LETTER = "".join(chr(code) for code in range(0x20, 0x30000) if chr(code).isprintable())
SIGNS = '<b>&amp;</b>]]><!--"\' \\end{x} $%#_{}~^ %0d%0a {"a": [1]} </script> \u2066txt.exe\u202e'
BOX = {"west": 170.5, "south": -1, "east": -170}
XML = [entry for entry in FORMATS.values() if entry.extension in ("xml", "rdf")]


@pytest.fixture(scope="module")
def largest() -> Record:
    """2,000 creators, 500 extents, a megabyte of abstract, 1,000 keywords."""
    creators = [
        {"family": f"{SIGNS}{number}", "given": chr(0x4E00 + number), "affiliations": [{"name": f"{SIGNS}{number}"}]}
        for number in range(2_000)
    ]
    record = cast.full_record(
        title={tag: f"{SIGNS} {tag}" for tag in ("en", "fr", "ar", "und")},
        creators=creators,
        place={"boxes": [{**BOX, "north": number / 10} for number in range(500)]},
        abstract=dict.fromkeys(("en", "fr", "ar", "zh-Hant-TW", "und"), f"{SIGNS}🌊 " * 2500),
        lineage={"en": EVERY_LETTER},
        keywords=[{"term": {"en": f"{SIGNS}{number}"}} for number in range(1_000)],
    )
    assert record.abstract
    assert len("".join(record.abstract.values()).encode()) > 1_000_000
    return record


@pytest.mark.parametrize("entry", FORMATS.values(), ids=lambda entry: entry.name)
def test_every_dialect_is_whole_and_says_the_title_as_it_is(entry: Format, largest: Record) -> None:
    body = entry.render(largest, cast.edition())
    assert list(entry.check(body, None)) == []
    if entry in XML:
        root = etree.fromstring(body, etree.XMLParser(huge_tree=True, resolve_entities=False))
        assert any(f"{SIGNS} en" in text for text in root.itertext())
        assert not any(isinstance(element.tag, str) and element.tag in ("b", "script") for element in root.iter())
    elif entry.extension in ("json", "jsonld"):
        assert f"{SIGNS} en" in json.dumps(json.loads(body), ensure_ascii=False).replace('\\"', '"').replace(
            "\\\\", "\\"
        )


@pytest.mark.drill  # the suite has it of any record: test_any_record.py
def test_every_dialect_with_an_official_schema_is_valid_by_it(largest: Record) -> None:
    assert findings(largest, cast.edition(), schemas=cast.schemas_folder()) == ()
    assert test_datacite_json.faults(test_datacite_json.said(largest, cast.edition())) == []
    test_stac.check(test_stac.item(largest))
