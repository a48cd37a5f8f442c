"""Readers see how FAIR a dataset is; who can still change it sees what would raise it."""

import re

from django.test import Client

from repository.queries.landing import draft_landing, public_landing
from tests.repository.public.conftest import Publish


def test_the_page_says_the_points_and_every_metric(publish: Publish, reader: Client) -> None:
    dataset = publish()
    fair = public_landing(dataset).fair
    assert fair is not None
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert f"{fair.earned} of 26 points" in page
    assert len(re.findall(r"FsF-[FAIR]\d", page)) == 18


def test_in_french_it_is_said_in_french(publish: Publish, reader: Client) -> None:
    reader.cookies["django_language"] = "fr"
    page = reader.get(f"/datasets/{publish().suffix}/").content.decode()
    assert "Un identifiant unique" in page
    assert "Choose keywords" not in page


def test_a_draft_is_told_what_would_raise_it_and_readers_are_not(publish: Publish, reader: Client) -> None:
    dataset = publish(related=[])
    fair = draft_landing(dataset).fair
    assert fair is not None
    assert "I3" in {line.principle for line in fair.lacking}
    page = reader.get(f"/datasets/{dataset.suffix}/", headers={"accept-language": "en"}).content.decode()
    assert page.count("Name an article") == 1, "in the table alone"
