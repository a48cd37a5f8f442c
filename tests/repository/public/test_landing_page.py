"""The landing page says what the record says, in the reader's language, to people and to programs."""

from collections.abc import Callable

from django.test import Client

from repository.models import Person
from tests.factories import make_draft
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again


def test_it_shows_title_people_files_citation_and_licence(publish: Publish, reader: Client) -> None:
    dataset = publish()
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    for words in (
        "Dissolved oxygen in the Gulf of Lion, 2019-2026",
        "https://orcid.org/0000-0002-1825-0097",
        "Observatory of Banyuls",
        "oxygen.csv",
        "4d9a547868c5e7e84be7b8e0a2d2e2471a852be13aa72a12e2b18c590e3010ad",
        f"http://localhost:8000/doi/{dataset.doi}",
        "https://creativecommons.org/licenses/by/4.0/",
        "SBE 9plus casts",
        "Test DOI, does not resolve",
    ):
        assert words in page, words


def test_it_is_in_the_readers_language_and_marks_texts_of_another(publish: Publish, reader: Client) -> None:
    path = f"/datasets/{publish().suffix}/"
    french = reader.get(path, headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="fr">' in french
    assert '<h1 dir="auto">Oxygène dissous, golfe du Lion</h1>' in french
    assert '<div class="stack" dir="auto" lang="en"><p>Monthly sections' in french
    assert "14\N{NO-BREAK SPACE}jan." in french


def test_a_colon_behind_a_label_stands_off_in_french(publish: Publish, reader: Client, french: None) -> None:
    address = f"/datasets/{publish(contacts=[{'name': 'Data desk', 'email': 'desk@example.org'}]).suffix}/"
    for language, colon in (("en", ": "), ("fr", "\N{NO-BREAK SPACE}: ")):
        page = reader.get(address, headers={"accept-language": language}).content.decode()
        assert f"<b>Contact</b>{colon}Data desk" in page
        assert f"Observatory of Banyuls{colon}Marin, Clara" in page
        assert "desk@example.org" not in page


def test_head_answers_as_get_without_a_body(publish: Publish) -> None:
    path = f"/datasets/{publish().suffix}/"
    full, bare = Client().get(path), Client().head(path)
    assert bare.status_code == 200
    assert bare.content == b""
    for header in ("Link", "ETag", "Content-Type", "Last-Modified", "Cache-Control", "Vary"):
        assert bare[header] == full[header], header


def test_an_unchanged_page_is_not_sent_again(publish: Publish, reader: Client) -> None:
    path = f"/datasets/{publish().suffix}/"
    etag = Client().get(path)["ETag"]
    assert Client().get(path, headers={"If-None-Match": etag}).status_code == 304
    etag = [reader.get(path)["ETag"] for _visit in range(2)][-1]
    assert reader.get(path, headers={"If-None-Match": etag}).status_code == 304
    changed = reader.get(path, headers={"If-None-Match": etag, "Accept-Language": "fr"})
    assert changed.status_code == 200


def test_a_correction_gives_the_page_another_etag(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = publish()
    etag = Client().get(f"/datasets/{dataset.suffix}/")["ETag"]
    published_again(dataset, alice, mona, lineage={"en": "A typo was mended."})
    assert Client().get(f"/datasets/{dataset.suffix}/", headers={"If-None-Match": etag}).status_code == 200


def test_a_program_gets_the_stored_format_it_asks_for(publish: Publish, reader: Client) -> None:
    dataset = publish()
    for accept, export in (
        ("application/x-bibtex", "bibtex"),
        ("application/vnd.datacite.datacite+xml", "datacite-xml"),
        ("text/x-bibliography", "citation-text"),
        ("application/vnd.citationstyles.csl+json;q=0.9, text/html;q=0.1", "csl-json"),
        ("application/rdf+xml", "dcat-ap"),
        ("text/turtle, application/rdf+xml;q=0.9, */*;q=0.1", "geodcat-ap"),
        ("application/ld+json", "schema-org"),
        ('application/ld+json;profile="http://data.europa.eu/930/"', "dcat-ap-jsonld"),
    ):
        answer = reader.get(f"/datasets/{dataset.suffix}/", headers={"Accept": accept})
        assert answer.content == reader.get(f"/datasets/{dataset.suffix}/export/{export}").content
        assert answer["Content-Location"] == f"/datasets/{dataset.suffix}/export/{export}"
        assert "Accept" in answer["Vary"]
    for accept in ("*/*", "text/html", "image/png, */*;q=0.1"):
        answer = reader.get(f"/datasets/{dataset.suffix}/", headers={"Accept": accept})
        assert answer["Content-Type"].startswith("text/html"), accept


def test_what_is_not_public_is_not_there(alice: Person, reader: Client) -> None:
    draft = make_draft(alice)
    for address in ("", "layers/1/", "manifest", "export/bibtex", "files/1/oxygen.csv"):
        assert reader.get(f"/datasets/{draft.suffix}/{address}").status_code == 404, address
    assert reader.get(f"/doi/{draft.doi}").status_code == 404
    assert reader.get("/datasets/no-such/").status_code == 404


def test_only_those_who_may_are_offered_to_correct_or_withdraw(
    publish: Publish, alice: Person, mona: Person, reader: Client, signed_in: Callable[[Person], Client]
) -> None:
    path = f"/datasets/{publish().suffix}/"
    assert "Correct the description" not in reader.get(path).content.decode()
    author = signed_in(alice).get(path).content.decode()
    assert "Correct the description" in author
    assert "/withdraw/" not in author
    moderator = signed_in(mona).get(path).content.decode()
    assert "/withdraw/" in moderator
    assert "Correct the description" not in moderator


def test_the_doi_leads_to_the_page_in_any_case_of_letters(publish: Publish, reader: Client) -> None:
    dataset = publish()
    type(dataset).objects.filter(pk=dataset.pk).update(suffix="abc-d")
    for name in (f"{dataset.prefix}/abc-d", f"{dataset.prefix}/ABC-D"):
        answer = reader.get(f"/doi/{name}")
        assert (answer.status_code, answer["Location"]) == (302, "/datasets/abc-d/")
    assert reader.get(f"/doi/10.9999/{dataset.suffix}").status_code == 404
    assert reader.get(f"/doi/{dataset.prefix}/none").status_code == 404
