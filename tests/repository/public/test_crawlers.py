"""Crawlers are let into all that is public, and told what changed; programs find the ways in."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from repository.models import Person
from repository.queries import sitemaps
from tests.factories import make_draft
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn
from tests.repository.public.typed_links import of_json, only

SITE = settings.SITE_URL
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(reader: Client, address: str) -> dict[str, str | None]:
    """Address -> last change, of a file of the sitemap."""
    answer = reader.get(address.removeprefix(SITE))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    assert len(answer.content) < 50_000_000
    return {str(each.findtext(f"{NS}loc")): each.findtext(f"{NS}lastmod") for each in etree.fromstring(answer.content)}


@pytest.mark.django_db
def test_robots_lets_science_in_and_keeps_crawlers_out_of_the_rooms(reader: Client) -> None:
    answer = reader.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines())
    for path in (
        "/",
        "/datasets/1/",
        "/datasets/1/export/datacite-xml",
        "/datasets/1/files/2/a.csv",
        "/oai?verb=Identify",
    ):
        assert rules.can_fetch("AnyBot", f"{SITE}{path}"), path
    for path in ("/deposits/", "/accounts/login/", "/moderation/", "/operations/", "/review/x/", "/search/?q=x&page=9"):
        assert not rules.can_fetch("AnyBot", f"{SITE}{path}"), path
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]


def test_the_sitemap_names_public_datasets_with_their_last_change(
    publish: Publish, alice: Person, mona: Person, reader: Client
) -> None:
    shown, gone, draft = publish(), withdrawn(publish(), mona), make_draft(alice)
    assert shown.datestamp
    found: dict[str, str | None] = {}
    for address in entries(reader, "/sitemap.xml"):
        found |= entries(reader, address)
    assert found[f"{SITE}/datasets/{shown.suffix}/"] == shown.datestamp.isoformat()
    for hidden in (gone, draft):
        assert f"{SITE}/datasets/{hidden.suffix}/" not in found
    assert {f"{SITE}/", f"{SITE}/about/"} <= set(found)


def test_many_datasets_are_in_parts_each_with_its_own_last_change(
    publish: Publish, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [publish(), publish(), publish()]
    monkeypatch.setattr(sitemaps, "PER_PART", 2)
    monkeypatch.setattr(sitemaps, "_PARTS", sitemaps._PARTS.replace("50000", "2"))
    index = entries(reader, "/sitemap.xml")
    parts = {address: changed for address, changed in index.items() if changed}
    assert len(parts) == len({dataset.pk // 2 for dataset in made}) > 1
    listed = {address: changed for part in parts for address, changed in entries(reader, part).items()}
    assert set(listed) == {f"{SITE}/datasets/{dataset.suffix}/" for dataset in made}
    for part, changed in parts.items():
        assert changed == max(str(each) for each in entries(reader, part).values())


@pytest.mark.django_db
def test_a_part_is_one_statement_over_a_span_of_rows_and_unknown_parts_are_empty_or_not_there(reader: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert entries(reader, "/sitemaps/77.xml") == {}
    (statement,) = [each["sql"] for each in asked if "repository_dataset" in each["sql"]]
    assert re.search(r'"id" >= 3850000.*"id" < 3900000', statement)
    assert "OFFSET" not in statement
    assert reader.get(f"/sitemaps/{10**30}.xml").status_code == 404


@pytest.mark.django_db
def test_whom_to_tell_of_a_weakness_is_said_with_a_day_in_the_future(reader: Client, settings: Any) -> None:
    settings.CONTACT_EMAIL = "help@data.example.org"
    answer = reader.get("/.well-known/security.txt")
    said = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert said["Contact"] == "mailto:help@data.example.org"
    left = datetime.fromisoformat(said["Expires"]) - datetime.now(UTC)
    assert timedelta(days=100) < left < timedelta(days=366)


@pytest.mark.django_db
def test_the_ways_in_for_programs_are_one_set_of_links(reader: Client) -> None:
    answer = reader.get("/.well-known/api-catalog")
    assert answer["Content-Type"] == 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    found = of_json(answer.content)
    ways = [link.href for link in only(found, "item", f"{SITE}/.well-known/api-catalog")]
    assert ways == [
        f"{SITE}/{way}"
        for way in ("api/v1/", "oai", "csw", "search/", "ogcapi/records/", "stac/", "ogcapi/processes/", "wps")
    ]
    for link in found:
        opened = reader.get(link.href.removeprefix(SITE))
        assert opened.status_code == 200, link.href
        if link.media_type:
            assert opened["Content-Type"].split(";")[0] == link.media_type, link.href


@pytest.mark.django_db
def test_a_keeper_of_passwords_is_led_to_the_page_that_changes_them(reader: Client) -> None:
    assert reader.get("/.well-known/change-password")["Location"] == "/accounts/password/change/"
