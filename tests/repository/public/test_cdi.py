"""Where the CDI summary is had, and where there is none."""

import pytest
from django.test import Client

from repository.models import Person
from tests.repository.public.stories import published, withdrawn

pytestmark = pytest.mark.django_db


def test_a_dataset_of_the_sea_has_a_summary_and_its_page_leads_there(alice: Person, mona: Person) -> None:
    dataset = published(alice, mona)
    url = f"/datasets/{dataset.suffix}/export/cdi"
    assert url in Client().get(f"/datasets/{dataset.suffix}/").content.decode()
    answer = Client().get(url)
    assert answer["Content-Type"] == "application/vnd.iso19139.metadata+xml"
    assert answer.content.startswith(b"<?xml")
    assert b"ISO 19115/SeaDataNet profile" in answer.content
    assert Client().get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    withdrawn(dataset, mona)
    assert Client().get(url).status_code == 410


def test_what_has_no_place_has_none(alice: Person, mona: Person) -> None:
    dataset = published(alice, mona, place={"not_applicable": True})
    assert Client().get(f"/datasets/{dataset.suffix}/export/cdi").status_code == 404
