"""Light marks become HTML of our own alone: nothing that a browser would run, load or style gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from repository.markup.rendering import render

ALLOWED = {
    "section", "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "hr", "br", "a",
    "table", "thead", "tbody", "tr", "th", "td", "div",
}  # fmt: skip


def test_a_page_is_cut_into_sections_named_by_their_headings() -> None:
    assert render("First.\n\n# Who\n\nWe.\n\n## When\n\n# Who\n\nThey.") == (
        "<section>\n<p>First.</p>\n</section>\n"
        '<section aria-labelledby="who">\n<h2 id="who">Who</h2>\n<p>We.</p>\n<h3 id="when">When</h3>\n</section>\n'
        '<section aria-labelledby="who-2">\n<h2 id="who-2">Who</h2>\n<p>They.</p>\n</section>\n'
    )


def test_a_text_inside_a_page_begins_lower_and_has_no_anchors() -> None:
    assert render("## Rights\n\n- **mine**", top=4) == (
        "<h4>Rights</h4>\n<ul>\n<li><strong>mine</strong></li>\n</ul>\n"
    )


def test_headings_go_down_one_level_at_a_time() -> None:
    assert "<h3" in render("# A\n\n#### B")
    assert "<h5" not in render("# A\n\n#### B")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick='x()'>bold</b> word",
        "![picture](https://elsewhere.example.org/pixel.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "| a |\n|:-:|\n| b |",
        "```html style='x'\n<script>\n```",
        '[x](/a "on\\"mouseover=x")',
    ],
)
def test_nothing_that_runs_loads_or_styles_gets_through(text: str) -> None:
    assert_harmless(render(text))


@given(st.text(alphabet=st.sampled_from(list("<>&\"'[]()!#*_`|:-\n ajs=/\\")) | st.characters(), max_size=200))
def test_whatever_is_typed_is_harmless(text: str) -> None:
    assert_harmless(render(text))


def assert_harmless(made: str) -> None:
    """Only known elements, with known attributes, and links to pages."""
    tree = html.fragment_fromstring(made, create_parent="div") if made.strip() else html.Element("div")
    for element in tree.iter():
        assert element.tag in ALLOWED, made
        assert set(element.keys()) <= {
            "href", "title", "id", "aria-labelledby", "class", "scope", "data-label", "tabindex", "start",
        }, made  # fmt: skip
        assert not (element.get("href") or "").lower().lstrip().startswith(("javascript", "data", "vbscript")), made


def test_links_lead_to_pages_and_mail_addresses() -> None:
    made = render("[a](https://example.org/) [b](/help/#formats) [c](mailto:help@example.org) <https://ror.org>")
    assert [link.get("href") for link in html.fromstring(made).iter("a")] == [
        "https://example.org/", "/help/#formats", "mailto:help@example.org", "https://ror.org",
    ]  # fmt: skip


def test_a_table_has_the_look_of_the_site_and_says_its_columns_on_a_phone() -> None:
    made = render("| What | How long |\n|---|--:|\n| Name | for good |")
    assert '<table class="table table--cards">' in made
    assert '<td data-label="How long –">for good</td>' in made
    assert '<th scope="col">What</th>' in made
