"""The search page: list and map together, decades, facets in words, and what to do where nothing is found."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from lxml import html

from repository.catalogue.boxes import Box
from repository.catalogue.question import Question
from repository.catalogue.spans import Span, day_of_year
from repository.queries.search_marks import Marking
from repository.queries.search_parts import Results
from tests.catalogue import found, make_entries, make_entry
from tests.factories import make_pole

pytestmark = pytest.mark.django_db


def page(reader: Client, **asked: str) -> html.HtmlElement:
    """The page that answers."""
    answer = reader.get("/search/", {("from" if name == "since" else name): told for name, told in asked.items()})
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def years(first: int, last: int) -> tuple[Span, ...]:
    """The days of some years."""
    return (Span(day_of_year(first, last=False), day_of_year(last, last=True)),)


def words(element: html.HtmlElement, which: str) -> list[str]:
    """The texts of all elements that a class names."""
    return [" ".join(each.text_content().split()) for each in element.xpath(f"//*[contains(@class, '{which}')]")]


def test_a_number_ties_each_hit_to_its_frame_and_its_pin_on_the_map(reader: Client) -> None:
    make_entry("Around the pole", day=1, boxes=(Box(-180, 70, 180, 90),))
    make_entry("Over the antimeridian", day=2, boxes=(Box(170, -20, 180, -10), Box(-180, -20, -170, -10)))
    make_entry("Nowhere", day=3)
    shown = page(reader)
    numbers = [hit.get("data-hit") for hit in shown.xpath("//li[@data-hit]")]
    pins = sorted(pin.get("data-hit") for pin in shown.xpath("//svg//g[@class='pin']"))
    frames = sorted(frame.get("data-hit") for frame in shown.xpath("//svg//g[@data-hit][path]"))
    assert (numbers, pins, frames) == (["1", "2", "3"], ["1", "2"], ["1", "2"])


def test_numbers_begin_anew_on_each_page_so_that_they_fit_their_pins(reader: Client) -> None:
    make_entries(25)
    second = page(reader, page="2")
    assert [hit.get("data-hit") for hit in second.xpath("//li[@data-hit]")] == ["1", "2", "3", "4", "5"]
    assert second.xpath("//ol[@class='hits']/@start") == ["21"]


def test_pins_of_the_same_place_stand_beside_each_other(reader: Client) -> None:
    for number in range(20):
        make_entry(f"Station {number}", day=number, boxes=(Box(3, 42, 3, 42),))
    pins = page(reader).xpath("//svg//circle[@class='pinno']")
    places = [(float(pin.get("cx")), float(pin.get("cy"))) for pin in pins]
    near = [1 for n, (x, y) in enumerate(places) for u, v in places[:n] if (x - u) ** 2 + (y - v) ** 2 < 20**2]
    assert (len(places), near) == (20, [])


def test_words_asked_for_are_marked_in_titles_in_whatever_form() -> None:
    asked = {
        "oxygène": "Oxygene",
        "profile": "profiles",
        "temp*": "temperature",
        "-gulf": "",
        '"sea water"': "sea water",
    }
    title = "Oxygene profiles and temperature of sea water in the gulf"
    for typed, marked in asked.items():
        parts = Marking(f"{typed} ").parts(title)
        assert "".join(text for text, _is_asked in parts) == title
        assert " ".join(text for text, is_asked in parts if is_asked) == marked, typed


def test_bars_count_decades_as_if_no_period_were_asked(reader: Client) -> None:
    make_entry("Of the fifties", spans=years(1951, 1953))
    make_entry("Of two decades", spans=years(1988, 1991))
    make_entry("Of deep time", spans=years(-66_000_000, -65_000_000))
    bars = page(reader).xpath("//rect[@data-from]")
    assert [bar.get("data-from") for bar in bars] == ["1950", "1960", "1970", "1980", "1990"]
    narrowed = page(reader, since="1985", to="1995")
    assert words(narrowed, "hit__b")[0].startswith("Of two decades")
    seen = [
        (bar.get("data-from"), bar[0].text[-2:-1], bar.get("class")) for bar in narrowed.xpath("//rect[@data-from]")
    ]
    assert seen[0] == ("1950", "1", "hb")
    assert seen[3:] == [("1980", "1", "hb on"), ("1990", "1", "hb on")]


def test_parameters_nobody_understands_are_named_in_words(reader: Client) -> None:
    make_entries(1)
    note = words(page(reader, box="1,2", since="yesterday", bottom="deep", sort="size"), "results__note")
    assert note == ["Not understood, and left out: the area, the beginning of the period, the depth, the order."]


def test_where_nothing_is_found_it_says_what_there_is_instead(reader: Client) -> None:
    make_pole("ocean")
    make_entry("Salinity of the shelf", facets={"pole": ("ocean",)})
    make_entry("Currents of the shelf", facets={"pole": ("ocean",)})
    ways = words(page(reader, q="salintiy "), "results__ways")
    assert ways == ["Did you mean salinity?"]
    assert found(q="salintiy ", pole="climate").instead == found(q="salinity").question, "the filters would hide it"
    ways = [way.text_content() for way in page(reader, q="salinity currents ").xpath("//ul/li/a[@data-search-link]")]
    assert ways == ["One dataset without the word “salinity”", "One dataset without the word “currents”"]
    ways = words(page(reader, q="shelf ", pole="climate"), "results__ways")
    assert ways == ["2 datasets without the filters"]
    assert words(page(reader, pole="climate"), "results__ways") == ["The whole catalogue"]


def test_crawlers_may_keep_the_plain_page_alone_and_pages_say_their_neighbours(reader: Client) -> None:
    make_entries(25)
    plain, second = page(reader), page(reader, page="2")
    assert not plain.xpath("//meta[@name='robots']")
    for asked in ({"q": "title"}, {"page": "2"}, {"pole": "ocean"}):
        assert page(reader, **asked).xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"], asked
    assert plain.xpath("//link[@rel='next']/@href") == plain.xpath("//a[@rel='next']/@href") == ["?page=2"]
    assert second.xpath("//a[@rel='prev']/@href") == ["?"]
    assert not re.findall(r'<a [^>]*href="[^"]*year=', reader.get("/search/").content.decode()), "facets are no links"


def test_the_last_page_of_a_million_says_that_there_is_more() -> None:
    question = Question(words="sea", page=Question().last_page)
    results = Results(question, hits=(), total=1_000_000, facets=(), decades={}, rest=990_000)
    assert (results.has_more, results.is_cut) == (False, True)
    shown = render_to_string("repository/_search_results.html", {"results": results, "question": question})
    assert "1,000,000 datasets" in shown


def test_numbers_are_typed_alike_in_every_language(reader: Client) -> None:
    make_entry("Here", boxes=(Box(3, 42, 4, 43),), depth=(0.0, 2340.0))
    reader.cookies["django_language"] = "fr"
    shown = page(reader, box="2.5,41.5,5,44", top="0.5")
    assert shown.xpath("//html/@lang") == ["fr"]
    assert shown.xpath("//input[@id='west']/@value") == ["2.5"]
    assert shown.xpath("//input[@id='top']/@value") == ["0.5"]
    assert words(shown, "hit__meta") == ["0 – 2 340 m"]
