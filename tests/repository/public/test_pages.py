"""The home page, the pages that are read, and what search engines ask for."""

import pytest
from django.test import Client
from lxml import etree

from repository.models import Person
from repository.views.pages import READ
from tests.factories import make_draft
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_home_page_shows_the_latest_layers_and_what_is_kept(publish: Publish, reader: Client) -> None:
    dataset = publish()
    page = reader.get("/").content.decode()
    assert f'href="/datasets/{dataset.suffix}/"' in page
    assert "Layer 1" in page
    assert "43 bytes" in page
    assert "The one dataset" in page
    assert 'href="/search/?pole=ocean"' in page


@pytest.mark.django_db
def test_the_home_page_of_an_empty_site_says_what_will_be_there(reader: Client) -> None:
    page = reader.get("/").content.decode()
    assert "No layer has been laid down yet." in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", READ)
def test_every_page_that_is_read_is_there_in_both_languages(reader: Client, name: str, language: str) -> None:
    answer = reader.get(f"/{name}/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
    assert reader.head(f"/{name}/").status_code == 200
    assert reader.post(f"/{name}/").status_code == 405


@pytest.mark.django_db
def test_crawlers_are_kept_out_of_the_rooms_and_told_the_sitemap(reader: Client) -> None:
    answer = reader.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert "Disallow: /deposits/" in lines
    assert "Sitemap: http://localhost:8000/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_the_sitemap_names_public_datasets_with_their_last_change(
    publish: Publish, alice: Person, mona: Person, reader: Client
) -> None:
    shown, gone, draft = publish(), withdrawn(publish(), mona), make_draft(alice)
    tree = etree.fromstring(reader.get("/sitemap.xml").content)
    found = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in tree}
    assert shown.datestamp is not None
    assert found[f"http://localhost:8000/datasets/{shown.suffix}/"] == shown.datestamp.isoformat()
    for hidden in (gone, draft):
        assert f"http://localhost:8000/datasets/{hidden.suffix}/" not in found
    assert "http://localhost:8000/" in found
