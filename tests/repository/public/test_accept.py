"""What an ``Accept`` header asks for, told by RFC 9110."""

import time

import pytest

from repository.views.negotiation import Offer, choose

OFFERS = (
    Offer("text/html", "page"),
    Offer("application/ld+json", "schema-org", "https://schema.org/"),
    Offer("application/ld+json", "dcat", "http://www.w3.org/ns/dcat#"),
    Offer("text/turtle", "turtle"),
    Offer("text/x-bibliography", "citation"),
)


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "page"),
        ("*/*", "page"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "page"),
        ("text/turtle", "turtle"),
        ("TEXT/Turtle ; Q=0.3", "turtle"),
        ("text/turtle, text/html;q=0.9", "turtle"),
        ("text/turtle;q=0.8, text/html;q=0.9", "page"),
        ("text/turtle, */*", "turtle"),
        ("text/turtle, text/html", "page"),
        ("text/*;q=0.5, text/html;q=0", "turtle"),
        ("application/*", "schema-org"),
        ("application/ld+json", "schema-org"),
        ('application/ld+json;profile="http://www.w3.org/ns/dcat#"', "dcat"),
        ('application/ld+json;profile="https://a.example/ http://www.w3.org/ns/dcat#", */*;q=0.1', "dcat"),
        ('application/ld+json;profile="https://a.example/,b", text/turtle;q=0.1', "turtle"),
        ("text/turtle;q=high, text/html;q=0.9", "turtle"),
        (", ,;q=1,text/turtle", "turtle"),
    ],
)
def test_the_form_that_is_preferred_is_chosen(accept: str, name: str) -> None:
    wanted = choose(accept, OFFERS)
    assert wanted is not None
    assert wanted.offer.name == name


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "*/*;q=0", 'application/ld+json;profile="x"', "\x00"])
def test_what_is_not_here_is_not_chosen(accept: str) -> None:
    assert choose(accept, OFFERS) is None


def test_what_else_is_said_with_a_form_comes_along() -> None:
    wanted = choose('text/x-bibliography; style=apa; locale="fr-FR"; q=0.7', OFFERS)
    assert wanted is not None
    assert dict(wanted.parameters) == {"style": "apa", "locale": "fr-FR"}


@pytest.mark.parametrize(
    "accept", ['"' * 50_000, "a/b;" * 20_000, "," * 100_000, 'a/b;c="\\' * 10_000, "text/html;q=" * 9_000]
)
def test_a_header_made_to_take_long_takes_no_time(accept: str) -> None:
    began = time.monotonic()
    choose(accept, OFFERS)
    assert time.monotonic() - began < 30
