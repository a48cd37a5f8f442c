"""A description sent in a file: what is read of it, what is said, and what is refused."""

import contextlib
import json
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import SkipFile
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, Deposit, Person, Template
from repository.views import deposit_start_file
from tests.factories import make_draft
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


class Endless:
    """A body of half a gigabyte without a line break; what is asked of it at once is noted."""

    def __init__(self) -> None:
        self.head = (
            b'--x\r\nContent-Disposition: form-data; name="description"; filename="a.xml"\r\n\r\n<resource><title>'
        )
        self.left, self.longest = 500_000_000, 0

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        self.longest, self.left = max(self.longest, size), self.left - size
        begin, self.head = self.head[:size], self.head[size:]
        return begin + b"a" * (size - len(begin))

    readline = read


def test_half_a_gigabyte_is_heard_out_in_small_pieces_and_kept_nowhere(browser: Client) -> None:
    body = Endless()
    said: dict[str, Any] = {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(body.left),
        "wsgi.input": body,
    }
    answer = browser.generic("POST", reverse("deposit-start-file"), **said)
    assert "No description came" in browser.get(answer["Location"]).content.decode()
    assert (body.left, body.longest <= 1_000_000) == (0, True)
    assert not Deposit.objects.exists()


def test_a_file_that_another_site_sends_is_refused(alice: Person, dataset: Dataset) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    for url in (reverse("deposit-start-file"), address("deposit-take-file", dataset)):
        assert browser.post(url, sent()).status_code == 403
    assert not Template.objects.exists()


def test_of_many_files_in_one_form_only_the_one_that_is_asked_for_is_kept(browser: Client) -> None:
    many = {f"other{number}": SimpleUploadedFile("x.bin", b"x" * 1_000) for number in range(20)}
    assert browser.post(reverse("deposit-start-file"), {**many, **sent()}).status_code == 302
    assert Deposit.objects.count() == 1
    handler = deposit_start_file.BoundedFile()
    for name, is_kept in (("other", False), ("description", True), ("description", False)):
        with contextlib.nullcontext() if is_kept else pytest.raises(SkipFile):
            handler.new_file(name, "x.xml", "text/xml", 10)


def test_names_that_no_database_holds_do_no_harm(browser: Client) -> None:
    odd = {"a\x00b": "x", "\ud800": "y\ud800\x00", "n" * 5_000: "z", "language": "\x00", "sizes": ["\udfff"]}
    body = {"doi": "10.1234/x", "titles": [{"title": "Oxy\x00gen\ud800"}], "creators": [{"name": "\x00"}], **odd}
    answer = browser.post(reverse("deposit-start-file"), sent(json.dumps(body), "x.json"), follow=True)
    assert answer.status_code == 200
    assert Deposit.objects.get().datasets.get().draft["title"] == {"und": "Oxygen"}


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


def test_a_description_with_five_thousand_authors_starts_a_deposit_within_seconds(browser: Client) -> None:
    author = "<creator><creatorName nameType='Personal'>Doe{0}, Jo</creatorName></creator>"
    begin, end = RECORD.partition("<creators>")[0], RECORD.partition("</creators>")[2]
    many = f"{begin}<creators>{''.join(map(author.format, range(5_000)))}</creators>{end}"
    began = time.monotonic()
    answer = browser.post(reverse("deposit-start-file"), sent(many))
    assert time.monotonic() - began < 30
    assert answer.status_code == 302
    assert len(Deposit.objects.get().datasets.get().draft["creators"]) == 5_000
