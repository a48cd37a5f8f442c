"""Whatever a record says, its page holds no script, no style and no address that runs."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from lxml import html

from repository.models import Dataset, Person, RecordVersion
from repository.queries.landing import draft_landing
from repository.record.canonical import canonical_bytes
from repository.record.model import Record
from tests.factories import make_draft
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn
from tests.repository.record.examples import complete
from tests.strategies.records import records

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\'{{ 7|add:7 }}{% now "Y" %}'
RUNS = "//style | //@style | //script[not(@src)][not(@type='application/ld+json')] | //@*[starts-with(name(), 'on')]"
"""What a page must not hold; JSON-LD is data (tests/frontend/test_head_for_programs.py)."""
SCHEMES = ("http://", "https://", "ftp://", "mailto:", "/", "#", "?")


def assert_harmless(page: str) -> None:
    """No element or attribute that runs, and links only where a reader expects them."""
    tree = html.fromstring(f"<div>{page}</div>")
    assert not tree.xpath("//script | //style | //iframe | //object | //embed | //base | //meta[@http-equiv]")
    assert not tree.xpath("//@style | //@*[starts-with(name(), 'on')] | //img")
    for address in tree.xpath("//@href | //@src | //@action"):
        assert str(address).startswith(SCHEMES), address


def shown(dataset: Dataset, record: Record) -> str:
    """The landing page of a record, as a preview."""
    version = RecordVersion(dataset=dataset, number=1, document=canonical_bytes(record), files=[])
    page = draft_landing(dataset, version=version)
    return render_to_string("repository/_landing.html", {"page": page}, request=RequestFactory().get("/"))


def poisoned(value: Any, spared: frozenset[str]) -> Any:
    """The same document with something evil in every free text."""
    if isinstance(value, dict):
        return {key: entry if key in spared else poisoned(entry, spared) for key, entry in value.items()}
    if isinstance(value, list):
        return [poisoned(entry, spared) for entry in value]
    return EVIL if isinstance(value, str) else value


# what is no free text: codes, dates, identifiers of a set form
SPARED = frozenset(
    {
        "general", "language", "data_languages", "kind", "orcid", "ror", "country", "role", "email", "poles", "uri",
        "funder_identifier", "funder_identifier_type", "award_uri", "scheme_uri", "unit_uri", "standard_name_uri",
        "topics", "acquisition", "begin", "end", "duration", "update_frequency", "relation", "identifier_type",
        "resource_type", "document_kind", "path", "media_type", "date", "positive", "sha256", "licence", "spdx", "age",
        "related", "unit",
    }
)  # fmt: skip


@pytest.fixture
def draft(alice: Person) -> Dataset:
    """A draft to show records in the place of."""
    return make_draft(alice)


def test_evil_in_every_text_of_a_record_is_only_shown(draft: Dataset) -> None:
    document = complete()
    evil = poisoned(document, SPARED)
    evil["variables"][0]["unit"] = evil["related"][0]["title"] = evil["resource_type"]["text"] = EVIL
    page = shown(draft, Record.model_validate(evil))
    assert_harmless(page)
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 20
    assert "{{ 7|add:7 }}" in page


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=records())
def test_any_record_can_be_shown_and_harms_nobody(draft: Dataset, record: Record) -> None:
    assert_harmless(shown(draft, record))


def test_a_published_page_a_tombstone_and_a_search_keep_evil_out(
    publish: Publish, mona: Person, reader: Client
) -> None:
    dataset = publish(
        title={"en": EVIL}, abstract={"en": EVIL}, lineage={"en": EVIL}, keywords=[{"term": {"en": EVIL}}]
    )
    pages = [reader.get(f"/datasets/{dataset.suffix}/"), reader.get("/search/"), reader.get("/search/", {"q": EVIL})]
    pages += [reader.get("/")]
    dataset = withdrawn(dataset, mona, reason=EVIL)
    pages += [reader.get(f"/datasets/{dataset.suffix}/")]
    for page in pages:
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "onerror=alert(1)>" not in text.replace("onerror=alert(1)&gt;", "")
        assert "7|add:7" not in text or "{{ 7|add:7 }}" in text


def test_every_page_forbids_inline_script_and_style(publish: Publish, reader: Client) -> None:
    dataset = publish()
    for path in ("/", "/search/", f"/datasets/{dataset.suffix}/", "/about/", "/no-such-page"):
        answer = reader.get(path)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        body = answer.content.decode()
        tree = html.fromstring(body)
        assert not tree.xpath(RUNS)


def test_a_link_header_can_carry_no_line_of_its_own(publish: Publish, reader: Client) -> None:
    uri = "https://example.org/é/a;b,c"
    dataset = publish(licence={"uri": uri, "name": "Ours"})
    link = reader.get(f"/datasets/{dataset.suffix}/")["Link"]
    assert '<https://example.org/%C3%A9/a;b,c>; rel="license"' in link
    assert link.isascii()
