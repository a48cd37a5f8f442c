"""Citations in several styles: in the page without script, at their addresses, and as DOI agencies negotiate them."""

import re

import pytest
from django.test import Client

from repository.crosswalks.citation_styles import STYLES
from repository.models import Dataset, Person
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn


@pytest.fixture
def dataset(publish: Publish) -> Dataset:
    return publish(title={"en": "Ice & <b>snow</b>"})


def export(dataset: Dataset, name: str) -> str:
    return f"/datasets/{dataset.suffix}/export/{name}"


def test_every_style_can_be_had_as_text_and_as_html_in_both_languages(dataset: Dataset, reader: Client) -> None:
    for style in STYLES:
        for locale, word in (("en-GB", "ata set"), ("fr-FR", "eu de données")):
            asked = {"style": style, "locale": locale}
            text = reader.get(export(dataset, "citation-text"), asked)
            html = reader.get(export(dataset, "citation-html"), asked)
            assert text["Content-Type"] == "text/x-bibliography; charset=utf-8"
            assert html["Content-Type"] == "text/html; charset=utf-8"
            assert "Ice & <b>snow</b>" in text.text
            assert "Ice &amp; &lt;b&gt;snow&lt;/b&gt;" in html.text
            assert word in text.text
            assert word in html.text
            assert html.text.count(f'href="http://localhost:8000/doi/{dataset.doi}"') == 1


def test_a_citation_is_sent_as_a_record_is(dataset: Dataset, reader: Client) -> None:
    answer = reader.get(export(dataset, "citation-html"))
    assert 'rel="describes"' in answer["Link"]
    assert answer["Repr-Digest"].startswith("sha-256=:")
    assert answer["Content-Disposition"] == f'inline; filename="{dataset.suffix}-apa.html"'
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    known = {"If-None-Match": answer["ETag"]}
    assert reader.get(export(dataset, "citation-html"), headers=known).status_code == 304
    assert reader.head(export(dataset, "citation-html"))["ETag"] == answer["ETag"]


def test_without_a_style_the_line_is_the_one_that_was_rendered(dataset: Dataset, reader: Client) -> None:
    assert "(test DOI, does not resolve)" in reader.get(export(dataset, "citation-text")).text
    assert "[Data set]" not in reader.get(export(dataset, "citation-text")).text


def test_a_layer_is_cited_by_its_fragment(publish: Publish, reader: Client, alice: Person, mona: Person) -> None:
    dataset = published_again(publish(files={"a.csv": b"1\n"}), alice, mona, files={"b.csv": b"2\n"})
    first = str(dataset.snapshots.order_by("number")[0].number)
    for name in ("citation-text", "citation-html"):
        assert f"{dataset.doi}#{first}" in reader.get(export(dataset, name), {"style": "apa", "layer": first}).text
        for wrong in ({"style": "nope"}, {"style": "apa", "layer": "1"}, {"style": "apa", "layer": "x"}):
            assert reader.get(export(dataset, name), wrong).status_code == 404, wrong


def test_a_style_is_negotiated_as_the_doi_agencies_do_it(dataset: Dataset, reader: Client) -> None:
    def asked(accept: str) -> tuple[int, str, str]:
        answer = reader.get(f"/datasets/{dataset.suffix}/", headers={"Accept": accept})
        assert "Accept" in answer["Vary"]
        return answer.status_code, answer.get("Content-Location", ""), answer.text

    status, place, text = asked("text/x-bibliography; style=harvard-cite-them-right; locale=fr-FR")
    assert status == 200
    assert text == reader.get(place).text
    assert "Jeu de données" in text
    assert asked("text/x-bibliography; style=unheard-of")[0] == 406
    assert asked("text/x-bibliography")[1] == export(dataset, "citation-text")


def test_the_page_shows_every_style_without_script(dataset: Dataset, reader: Client) -> None:
    page = reader.get(f"/datasets/{dataset.suffix}/", headers={"Accept-Language": "fr"}).text
    assert "<summary>Autres styles</summary>" in page
    for style, (title, _write) in STYLES.items():
        assert f'id="cite-{style}"' in page
        assert f"<b>{title}</b>" in page
    assert "<i>Ice &amp; &lt;b&gt;snow&lt;/b&gt;</i> [Jeu de données]. " in page
    for address in re.findall(r'href="(/datasets/[^"]*citation-html[^"]*)"', page):
        assert reader.get(address.replace("&amp;", "&")).status_code == 200


def test_a_withdrawn_dataset_is_cited_by_its_tombstone_alone(dataset: Dataset, reader: Client, mona: Person) -> None:
    gone = withdrawn(dataset, mona)
    for name in ("citation-text", "citation-html"):
        assert reader.get(export(gone, name), {"style": "apa"}).status_code == 410
