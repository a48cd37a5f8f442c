"""Files that are no vocabulary, or mean harm: refused in words, and nothing outside is asked."""

import gzip
import socket
from pathlib import Path
from typing import Any

import pytest

from repository.services.vocabulary_files import file_of
from repository.vocabularies.entries import VocabularyRefused
from repository.vocabularies.reading import read_vocabulary
from tests.repository.vocabularies import samples

BOMB = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>"""
OUTSIDE = BOMB.replace('<!ENTITY a "aaaaaaaaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">')
CF_BOMB = BOMB.replace("rdf:RDF", "standard_name_table")


@pytest.fixture(autouse=True)
def _nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise AssertionError("a file made the reader ask the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def refused(folder: Path, name: str, text: str) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(VocabularyRefused) as told:
        read_vocabulary(samples.write(folder, name, text), name=name, most_bytes=10**6)
    return told.value.sentence


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_xml_with_entities_is_refused(tmp_path: Path, text: str) -> None:
    assert "entity" in refused(tmp_path, "bomb.rdf", text)


def test_a_cf_table_with_entities_gives_nothing(tmp_path: Path) -> None:
    assert refused(tmp_path, "bomb.xml", CF_BOMB)


def test_a_context_that_is_an_address_is_refused_and_not_fetched(tmp_path: Path) -> None:
    text = '{"@context": "https://example.org/context.json", "@id": "http://example.org/a"}'
    assert "address" in refused(tmp_path, "a.jsonld", text)
    assert "address" in refused(
        tmp_path, "a.jsonld", text.replace('"https', '[{"@import": "https').replace('n",', 'n"}],')
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "@prefix ex: <http://example.org/> . ex:a ex:b"),
        ("a.rdf", "<?xml version='1.0'?><rdf:RDF"),
        ("a.json", '{"a": '),
        ("a.json", '{"@context": {}, "a": ' + "[" * 5000 + "]" * 5000 + "}"),
        ("a.csv", ""),
        ("a.csv", "colour,shape\nred,round\n"),
        ("a.csv", "uri,label_en\nnot an address,thing\n"),
        ("a.csv", "uri,label_en\n" + '"' + "x" * 300_000),
        ("a.xyz", "anything"),
        ("a.ttl", "@prefix ex: <http://example.org/> . ex:a ex:b ex:c ."),
    ],
)
def test_what_is_no_vocabulary_is_refused_in_words(tmp_path: Path, name: str, text: str) -> None:
    assert len(refused(tmp_path, name, text)) > 15


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    assert "VOCABULARY_MAX_BYTES" in refused(tmp_path, "a.csv", samples.CSV + " " * 10**6)


def test_a_gzipped_file_is_unpacked_and_one_that_swells_is_refused(tmp_path: Path, settings: Any) -> None:
    path = tmp_path / "sea.csv.gz"
    path.write_bytes(gzip.compress(samples.CSV.encode()))
    with file_of(str(path)) as unpacked:
        assert unpacked.read_text("utf-8") == samples.CSV
    settings.VOCABULARY_MAX_BYTES = 10_000
    path.write_bytes(gzip.compress(b"a" * 10**6))
    with pytest.raises(VocabularyRefused, match="more than"), file_of(str(path)):
        pass


def test_control_characters_and_long_texts_are_tamed(tmp_path: Path) -> None:
    text = f"uri,label_en,definition_en\nhttp://example.org/a,sea\x00\x07  water\u202e,{'x' * 90_000}\n"
    path = samples.write(tmp_path, "a.csv", text)
    (entry,) = read_vocabulary(path, name="a.csv", most_bytes=10**6).entries
    assert entry.labels == {"en": "sea water"}
    assert len(entry.definitions["en"]) == 4000
