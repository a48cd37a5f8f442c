"""The text of a remark as HTML: nothing that was typed becomes an element, addresses become links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from moderation.linking import as_html
from moderation.models import Mention

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "&lt;b&gt;",
    'https://x.example/"onmouseover="alert(1)', "https://x.example/<script>", "data:text/html,<b>", "<!--", "]]>",
    "https://x.example/'onclick='x", "http://[::1]:80/<", "{{ 7|add:7 }}{% now 'Y' %}",
)  # fmt: skip


def links(text: str) -> list[tuple[str, str]]:
    page = html.fromstring(f"<div>{as_html(text)}</div>")
    return [(str(link.get("href")), link.text_content()) for link in page.iter("a")]


def elements(text: str, *mentions: Mention) -> set[str]:
    page = html.fromstring(f"<div>{as_html(text, mentions)}</div>")
    return {str(each.tag) for each in page.iter()} - {"div"}


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_shown_and_never_done(text: str) -> None:
    assert elements(text) <= {"a"}
    page = html.fromstring(f"<div>{as_html(text)}</div>")
    assert page.text_content() == text
    for link in page.iter("a"):
        assert set(link.attrib) == {"href", "rel"}
        assert str(link.get("href")).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://doi.org/10.1594/PANGAEA.1.", "https://doi.org/10.1594/PANGAEA.1"),
        ("(https://en.wikipedia.org/wiki/Salinity_(sea))", "https://en.wikipedia.org/wiki/Salinity_(sea)"),
        ("https://x.example/a?b=1&c=2, and", "https://x.example/a?b=1&c=2"),
        ("« https://x.example/é »", "https://x.example/é"),
        ("HTTPS://X.example/#top!", "HTTPS://X.example/#top"),
    ],
)
def test_an_address_is_a_link_without_the_sentence_around_it(text: str, address: str) -> None:
    assert links(text) == [(address, address)]


@pytest.mark.parametrize("text", ["ftp://x.example/", "www.example.org", "mailto:a@b.example", "https://", "http:///x"])
def test_nothing_else_is_a_link(text: str) -> None:
    assert links(text) == []


def test_links_say_that_they_are_strangers() -> None:
    (link,) = html.fromstring(f"<div>{as_html('https://x.example/')}</div>").iter("a")
    assert {"nofollow", "ugc", "noopener", "noreferrer"} <= set(str(link.get("rel")).split())


def test_who_is_called_is_marked() -> None:
    text = "<b>@Bob</b> see https://x.example/"
    assert as_html(text, [Mention(start=3, end=7)]).startswith('&lt;b&gt;<b class="called">@Bob</b>&lt;/b&gt; see <a ')


def test_marks_that_do_not_fit_the_text_are_passed_over() -> None:
    marks = [Mention(start=2, end=9), Mention(start=1, end=2), Mention(start=5, end=3)]
    assert as_html("@Bob", marks) == '@<b class="called">B</b>ob'


@given(st.text(max_size=200), st.integers(0, 40), st.integers(0, 40))
def test_any_text_is_shown_as_it_was_typed(text: str, start: int, end: int) -> None:
    shown = str(as_html(text, [Mention(start=start, end=end)]))
    outside = shown.replace('<b class="called">', "").replace("</b>", "")
    assert "<" not in outside.replace("<a href=", "").replace("</a>", "")
    assert shown.count("<b ") <= 1


@given(st.lists(st.sampled_from([*HOSTILE, "https://a.example/b", " ", "\n", "@Bob"]), max_size=8))
def test_pieces_of_hostile_text_make_no_element_together(pieces: list[str]) -> None:
    assert elements("".join(pieces)) <= {"a", "p", "br"}
