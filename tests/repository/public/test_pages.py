"""The home page, the pages that are read, and what search engines ask for."""

import pytest
from django.test import Client

from repository.views.pages import READ
from tests.repository.public.conftest import Publish


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
