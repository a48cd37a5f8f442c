"""More values of a facet than stand beside the list: looked through, chosen, named in the reader's language."""

import pytest
from django.test import Client
from lxml import html

from repository.models import Concept, ConceptLabel, ConceptScheme, LabelKind
from repository.vocabularies.words import folded
from tests.catalogue import found, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def _authors() -> None:
    for number in range(12):
        make_entry(f"Title {number}", facets={"author": (f"Authör {number:02}", "Marin, Clara"), "variable": ("ph",)})


@pytest.mark.usefixtures("_authors")
def test_six_values_stand_beside_the_list_and_the_others_at_an_address_of_their_own(reader: Client) -> None:
    authors = next(facet for facet in found().facets if facet.code == "author")
    assert (authors.values[0].name, len(authors.values), authors.has_more) == ("Marin, Clara", 6, True)
    shown = html.fromstring(reader.get("/search/").content.decode())
    assert shown.xpath("//a[@data-more]/@href") == ["/search/values?&facet=author"]
    page = html.fromstring(reader.get("/search/values?q=title&facet=author&author=Marin,+Clara").content.decode())
    assert len(page.xpath("//fieldset//input[@name='author']")) == 13
    assert page.xpath("//input[@name='author' and @checked]/@value") == ["Marin, Clara"]
    assert page.xpath("//form[@action='/search/']/input[@type='hidden']/@value") == ["title"]


@pytest.mark.usefixtures("_authors")
def test_programs_and_readers_look_through_names_without_accents(reader: Client) -> None:
    told = reader.get("/search/values", {"facet": "author", "like": "author 03", "format": "json"}).json()
    assert told == {
        "facet": "author",
        "name": "Author",
        "total": 1,
        "values": [{"value": "Authör 03", "name": "Authör 03", "count": 1}],
    }
    assert reader.get("/search/values", {"facet": "author", "like": "\x00*(", "format": "json"}).json()["total"] == 13
    for facet in ("", "no-such", "q"):
        assert reader.get("/search/values", {"facet": facet}).status_code == 404, facet


def test_a_value_that_nobody_has_is_there_while_it_is_chosen_and_closed_else(reader: Client) -> None:
    make_entry("One", facets={"platform": ("RV One",)})
    page = html.fromstring(reader.get("/search/", {"platform": ["RV One", "RV None"]}).content.decode())
    known = {each.get("value"): each.get("checked") for each in page.xpath("//input[@name='platform']")}
    assert known == {"RV One": "checked", "RV None": "checked"}
    chips = [" ".join(each.text_content().split()) for each in page.xpath("//a[@class='chip']")]
    assert chips == ["Remove: RV One", "Remove: RV None"]


def test_variables_are_called_as_vocabularies_call_them_in_the_language_of_the_page(reader: Client) -> None:
    scheme = ConceptScheme.objects.create(slug="of-the-test")
    labels = {"en": "Sea ice draft", "fr": "tirant d’eau de la glace"}
    concept = Concept.objects.create(scheme=scheme, uri="urn:x:1", labels=labels, digest="0")
    ConceptLabel.objects.create(
        concept=concept, scheme=scheme, language="en", kind=LabelKind.PREFERRED, folded=folded(labels["en"])
    )
    make_entry("One", facets={"variable": ("sea ice draft",)})
    assert b"Sea ice draft" in reader.get("/search/").content
    reader.cookies["django_language"] = "fr"
    assert "Tirant d’eau de la glace" in reader.get("/search/").content.decode()
    assert b": Tirant" in reader.get("/search/", {"variable": "sea ice draft", "format": "atom"}).content
    told = reader.get("/search/values", {"facet": "variable", "like": "glace", "format": "json"}).json()
    assert [each["value"] for each in told["values"]] == ["sea ice draft"]


def test_a_discipline_that_is_not_there_can_be_seen_and_removed(reader: Client) -> None:
    make_entry("One")
    page = html.fromstring(reader.get("/search/", {"pole": "no-such"}).content.decode())
    assert page.xpath("//p[@class='lede']/text()") == ["No dataset fits all of these filters."]
    assert page.xpath("//a[@class='chip']/@href") == ["?"]
    assert page.xpath("//input[@name='pole' and @checked]/@value") == ["no-such"]
