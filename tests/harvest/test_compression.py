"""Smaller answers for clients that can read them: the right coding, the same document."""

import gzip
from collections.abc import Callable

import pytest
import zstandard
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from harvest.compression import compressed
from tests.harvest.items import many
from tests.harvest.schemas import valid_document

BODY = b"<record>varves of the lake</record>" * 400


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("GZIP;q=1.0, zstd;q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("gzip;q=0.2, identity;q=0.5", ""),
        ("*", "zstd"),
        ("*, zstd;q=0", "gzip"),
        ("br;q=1, x-unknown", ""),
        ("gzip;q=nonsense", ""),
    ],
)
def test_the_coding_is_the_best_that_the_client_allows(accepted: str, coding: str) -> None:
    assert compressed(BODY, accepted)[1] == coding


def test_each_coding_gives_the_same_document_back_and_the_same_bytes_again() -> None:
    for accepted, read in (("gzip", gzip.decompress), ("zstd", zstandard.decompress)):
        first, again = compressed(BODY, accepted), compressed(BODY, accepted)
        assert first == again
        assert read(first[0]) == BODY
        assert len(first[0]) < len(BODY) / 20


def test_what_fits_into_one_packet_is_sent_as_it_is() -> None:
    assert compressed(b"<a/>", "gzip") == (b"<a/>", "")


@given(st.text(max_size=600))
def test_any_header_is_answered_with_the_document_or_a_coding_of_it(accepted: str) -> None:
    body, coding = compressed(BODY, accepted)
    readers: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "zstd": zstandard.decompress}
    assert readers[coding](body) == BODY


@pytest.mark.django_db
def test_a_list_comes_compressed_with_its_length_and_says_that_it_varies(client: Client) -> None:
    many(12)
    query = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    answer = client.get("/oai", query, headers={"accept-encoding": "gzip"})
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept, Accept-Encoding")
    assert int(answer["Content-Length"]) == len(answer.content)
    assert len(valid_document(gzip.decompress(answer.content)).findall(".//{*}record")) == 12
    assert not client.get("/oai", query).has_header("Content-Encoding")
