"""The pages that start from what there is: what they show, send on, and refuse."""

import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, Deposit, Person, Template
from repository.views import deposit_start_file
from tests.factories import make_draft, make_public, make_submitted
from tests.repository.deposits.pages import address

pytestmark = pytest.mark.django_db

RECORD = """<?xml version="1.0"?><resource xmlns="http://datacite.org/schema/kernel-4">
<identifier identifierType="DOI">10.1234/x</identifier>
<creators><creator><creatorName nameType="Personal">Marin, Clara</creatorName></creator></creators>
<titles><title>Oxygen &lt;b&gt;of&lt;/b&gt; the shelf</title></titles><publisher>X</publisher>
<publicationYear>2019</publicationYear><sizes><size>4 kB</size></sizes>
<descriptions><description descriptionType="Abstract">&lt;script&gt;alert(1)&lt;/script&gt; Casts.</description>
</descriptions>
<geoLocations><geoLocation><geoLocationPoint><pointLongitude>4</pointLongitude><pointLatitude>143.2</pointLatitude>
</geoLocationPoint></geoLocation></geoLocations></resource>"""


def sent(data: bytes | str = RECORD, name: str = "record.xml", **more: Any) -> dict[str, Any]:
    """The form with a file."""
    body = data.encode() if isinstance(data, str) else data
    return {"description": SimpleUploadedFile(name, body), **more}


def test_the_list_of_deposits_leads_to_the_ways_to_start(browser: Client, alice: Person) -> None:
    assert reverse("deposit-start") in browser.get(reverse("deposit-list")).content.decode()
    make_draft(alice)
    assert reverse("deposit-start") in browser.get(reverse("deposit-list")).content.decode()


def test_the_ways_to_start_show_what_there_is(browser: Client, alice: Person) -> None:
    empty = browser.get(reverse("deposit-start")).content.decode()
    assert "From your last deposit" not in empty
    assert "From a file" in empty
    draft = make_draft(alice)
    page = browser.get(reverse("deposit-start")).content.decode()
    assert "From your last deposit" in page
    assert f"from:{draft.key}" in page


def test_a_pressed_button_opens_a_filled_deposit_and_says_from_where(browser: Client, alice: Person) -> None:
    draft = make_draft(alice)
    answer = browser.post(reverse("deposit-start"), {"do": f"from:{draft.key}"}, follow=True)
    new = Dataset.objects.exclude(pk=draft.pk).get()
    assert new.draft == draft.draft
    assert "your deposit of" in answer.content.decode()
    description = browser.get(address("deposit-description", new)).content.decode()
    assert "your deposit of" in description


@pytest.mark.parametrize("pressed", ["", "from:", "from:zzz", "from:12345", "use:title", "from:\x00"])
def test_a_button_that_no_page_has_opens_nothing(browser: Client, pressed: str) -> None:
    assert browser.post(reverse("deposit-start"), {"do": pressed}).status_code == 200
    assert not Deposit.objects.exists()


def test_a_dataset_that_is_not_for_me_is_not_there(browser: Client, bob: Person, dataset: Dataset) -> None:
    others = make_submitted(bob)
    for url in (reverse("deposit-start"), address("deposit-take", dataset)):
        assert browser.post(url, {"do": f"from:{others.key}"}).status_code == 404
    assert not Template.objects.exists()
    assert Deposit.objects.count() == 2


def test_public_datasets_are_found_with_the_choices_they_need(
    alice: Person, mona: Person, bob: Person, client: Client
) -> None:
    public = make_public(alice, mona)
    client.force_login(bob)
    page = client.get(reverse("deposit-start"), {"q": public.doi}).content.decode()
    assert f"from:{public.key}" in page
    assert "IsNewVersionOf" in page
    client.post(reverse("deposit-start"), {"do": f"from:{public.key}", "relation": "IsDerivedFrom", "people": "on"})
    new = Deposit.objects.get(created_by=bob).datasets.get()
    assert new.draft["related"][0]["relation"] == "IsDerivedFrom"
    assert new.draft["creators"]


def test_a_file_starts_a_deposit_and_shows_what_was_not_understood(browser: Client) -> None:
    answer = browser.post(reverse("deposit-start-file"), sent(language="en"), follow=True)
    page = answer.content.decode()
    draft = Deposit.objects.get().datasets.get().draft
    assert draft["title"] == {"en": "Oxygen <b>of</b> the shelf"}
    assert draft["abstract"] == {"en": "alert(1) Casts."}
    assert draft["creators"] == [{"kind": "person", "family": "Marin", "given": "Clara"}]
    assert "place" not in draft
    assert "identifiers" not in draft
    for said in ("record.xml", "DataCite XML", "143.2 is not a latitude", "4 kB", "The HTML in this text"):
        assert said in page, said
    assert "<script>alert" not in page


def test_the_remarks_are_said_in_french_to_who_reads_french(browser: Client) -> None:
    browser.cookies["django_language"] = "fr"
    page = browser.post(reverse("deposit-start-file"), sent(), follow=True).content.decode()
    assert "n’a pas été repris" in page


def test_a_file_proposes_for_a_draft_and_replaces_nothing(browser: Client, alice: Person) -> None:
    draft = make_draft(alice)
    before = draft.draft
    answer = browser.post(address("deposit-take-file", draft), sent(), follow=True)
    assert answer.redirect_chain[-1][0] == address("deposit-taken", draft)
    draft.refresh_from_db()
    assert draft.draft == before
    page = browser.get(address("deposit-description", draft)).content.decode()
    assert "Yours is kept; the source says:" in page
    assert "record.xml" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "none of the descriptions"),
        (b"not a description", "none of the descriptions"),
        (b"<a><b></a>", "damaged or cut"),
        (b"PK\x03\x04junk", "No readable ro-crate-metadata.json"),
        (
            b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><resource><titles>&x;</titles></resource>",
            "entities",
        ),
        (b"<resource><titles/></resource>", "Nothing in this file"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_opens_nothing(browser: Client, data: bytes, said: str) -> None:
    page = browser.post(reverse("deposit-start-file"), sent(data), follow=True).content.decode()
    assert said in page
    assert not Deposit.objects.exists()


def test_a_file_larger_than_any_description_is_not_kept(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deposit_start_file, "ZIP_MOST", 100_000)
    page = browser.post(reverse("deposit-start-file"), sent(b"<" * 3_000_000), follow=True).content.decode()
    assert "No description came" in page
    assert not Deposit.objects.exists()


def test_a_file_that_another_site_sends_is_refused(alice: Person, dataset: Dataset) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    for url in (reverse("deposit-start-file"), address("deposit-take-file", dataset)):
        assert browser.post(url, sent()).status_code == 403
    assert not Template.objects.exists()


@pytest.mark.parametrize("body", [b"", b"--x\r\n", b"\xff" * 100, b"--x\r\nContent-Disposition: form-data\r\n\r\nq"])
@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x", "text/xml", "a"])
def test_what_is_no_form_is_answered_and_opens_nothing(browser: Client, body: bytes, kind: str) -> None:
    answer = browser.generic("POST", reverse("deposit-start-file"), body, kind)
    assert answer.status_code in (302, 400)
    assert not Deposit.objects.exists()


def test_a_name_that_is_no_name_of_a_file_is_refused_in_words(browser: Client) -> None:
    page = browser.post(reverse("deposit-start-file"), sent(name=".DS_Store"), follow=True).content.decode()
    assert "makes for itself" in page
    assert not Deposit.objects.exists()


def test_without_anything_taken_the_page_says_so(browser: Client, dataset: Dataset) -> None:
    assert "Nothing was taken over" in browser.get(address("deposit-taken", dataset)).content.decode()


def test_a_description_with_five_thousand_authors_starts_a_deposit_within_seconds(browser: Client) -> None:
    author = "<creator><creatorName nameType='Personal'>Doe{0}, Jo</creatorName></creator>"
    begin, end = RECORD.partition("<creators>")[0], RECORD.partition("</creators>")[2]
    many = f"{begin}<creators>{''.join(map(author.format, range(5_000)))}</creators>{end}"
    began = time.monotonic()
    answer = browser.post(reverse("deposit-start-file"), sent(many))
    assert time.monotonic() - began < 30
    assert answer.status_code == 302
    assert len(Deposit.objects.get().datasets.get().draft["creators"]) == 5_000
