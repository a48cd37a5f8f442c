"""Typed links as text: nothing of a depositor's can end a link early or begin another."""

import json

import pytest

from repository.crosswalks.typed_links import LinkContext, TypedLink, header, linkset_json, linkset_text, written
from tests.repository.public.typed_links import of_header, of_json

HOSTILE = (
    'https://example.org/>; rel="license", <https://evil.example/',
    "https://example.org/a\r\nSet-Cookie: a=b",
    'https://example.org/"quoted" \\ and, commas; semicolons',
    "https://example.org/é/漢字/\u202e\x00",
)


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_stays_one_link(address: str) -> None:
    link = TypedLink(address, "item", 'text/csv"; rel="license', address)
    (found,) = of_header(written(link, anchor=address))
    assert (found.relation, found.media_type) == ("item", "")
    assert written(link).isascii()
    assert not {"\r", "\n"} & set(written(link))
    for body in (linkset_json, linkset_text):
        assert b"".join(body([LinkContext(address, [link])])).isascii()


def test_links_that_do_not_fit_are_left_out_whole_and_shorter_ones_still_stand() -> None:
    links = [TypedLink(f"https://example.org/{'x' * size}", "item") for size in (10, 500, 20)]
    found = of_header(header(links, most_bytes=200))
    assert [link.href for link in found] == [links[0].href, links[2].href]
    assert header([], most_bytes=200) == ""


def test_a_large_set_comes_in_pieces_and_reads_back() -> None:
    many = [TypedLink(f"https://example.org/{number}.csv", "item", "text/csv") for number in range(5000)]
    contexts = [LinkContext("https://example.org/", many), LinkContext("https://example.org/b", many[:1])]
    pieces = list(linkset_json(contexts))
    assert len(pieces) > 2
    assert len(of_json(b"".join(pieces))) == 5001
    assert of_header(b"".join(linkset_text(contexts)).decode()) == of_json(b"".join(pieces))


def test_a_set_of_nothing_is_still_a_set() -> None:
    assert json.loads(b"".join(linkset_json([]))) == {"linkset": []}
    assert b"".join(linkset_text([])).strip() == b""
