"""The landing page says what the record says, in the reader's language."""

from django.test import Client

from tests.repository.public.conftest import Publish


def test_the_landing_page_shows_title_people_files_and_citation(publish: Publish, browser: Client) -> None:
    dataset = publish()
    page = browser.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert "Dissolved oxygen in the Gulf of Lion, 2019-2026" in page
    assert "https://orcid.org/0000-0002-1825-0097" in page
    assert "oxygen.csv" in page
    assert dataset.doi in page
