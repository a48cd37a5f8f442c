"""Two operators at their browsers: one proposes an erasure, another confirms what exactly goes; readers are told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html

from repository.errors import FileRefused, NotAllowed, WrongState
from repository.models import DataFile, Dataset, Delivery, Erasure, ErasureState, Inspection, Person
from repository.queries.agreements import accept_in_force
from repository.queries.erasures import plan_of
from repository.services.erasures import confirm_erasure, drop_erasure, propose_erasure
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset
from tests.archive.erasure.orders import ordered
from tests.driver import run_everything_due
from tests.factories import make_draft, make_moderator, make_operator, make_public

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/operations/erasures/"
WORDS = {"reason": "A court ordered it.", "reference": "TJ Brest, 26/01234"}
FILES = {"oxygen.csv": b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n", "notes.txt": b"Calm sea.\n"}


@pytest.fixture
def olga() -> Person:
    """Who operates the site too."""
    return make_operator("olga")


@pytest.fixture
def public(alice: Person) -> Dataset:
    """A public dataset with two files."""
    return make_public(alice, make_moderator("mona"), files=FILES)


def proposed(browser: Client, dataset: Dataset, path: str = "oxygen.csv") -> Erasure:
    """One operator writes what is ordered."""
    answer = browser.post(PAGE, {"dataset": dataset.doi, "path": path, **WORDS})
    erasure = Erasure.objects.latest("pk")
    assert answer["Location"] == f"{PAGE}{erasure.pk}/"
    return erasure


def confirmed(erasure: Erasure, by: Person) -> Client:
    """Another reads the page and confirms what it shows."""
    second = Client()
    second.force_login(by)
    page = html.fromstring(second.get(f"{PAGE}{erasure.pk}/").content)
    (seen,) = page.xpath("//input[@name='seen']/@value")
    second.post(f"{PAGE}{erasure.pk}/confirm/", {"seen": seen, "sure": "on"})
    return second


def test_the_whole_way_of_one_public_file(browser: Client, olga: Person, public: Dataset) -> None:
    address = f"/datasets/{public.suffix}/files/{public.snapshots.get().number}/oxygen.csv"
    assert browser.get(address).status_code == 200
    erasure = proposed(browser, public)
    run_everything_due()
    assert "waits for a second operator" in [letter for letter in mail.outbox if olga.email in letter.to][-1].subject
    own = browser.get(f"{PAGE}{erasure.pk}/").content.decode()
    assert "another operator has to confirm" in own
    assert "Confirm the erasure" not in own
    assert Client().get(address).status_code == 200, "a proposal changes nothing"
    kept = Client().get(f"/datasets/{public.suffix}/").content.decode()
    second = confirmed(erasure, olga)
    now = Client().get(f"/datasets/{public.suffix}/").content.decode()
    assert ["Erased by an order of law" in page for page in (kept, now)] == [False, True], "no page is kept beyond it"
    gone = Client().get(address)
    assert gone.status_code == 410
    assert "A court ordered it." in gone.content.decode()
    assert "TJ Brest" not in gone.content.decode(), "the order is for operators"
    run_everything_due()
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.DONE
    assert "nothing is there any more" in second.get(f"{PAGE}{erasure.pk}/").content.decode()
    assert not Delivery.objects.filter(held_at__isnull=False).exists()


def test_readers_and_harvesters_meet_a_tombstone_in_its_place(public: Dataset, client: Client) -> None:
    fragment = public.snapshots.get().number
    before = timezone.now() - timedelta(hours=1)  # a datestamp is told in whole seconds
    Dataset.objects.filter(pk=public.pk).update(datestamp=before)
    ordered(public)
    run_everything_due()
    landing = client.get(f"/datasets/{public.suffix}/").content.decode()
    assert "Erased by an order of law" in landing
    assert "notes.txt" in landing
    for name in ("schema-org", "ro-crate", "croissant"):
        export = client.get(f"/datasets/{public.suffix}/export/{name}").content.decode()
        assert "oxygen.csv" not in export, name
        assert "notes.txt" in export, name
    assert "oxygen.csv" not in client.get(f"/datasets/{public.suffix}/manifest?layer={fragment}").content.decode()
    assert Dataset.objects.filter(pk=public.pk, datestamp__gt=before).exists()
    assert not Inspection.objects.filter(file__original_name="oxygen.csv").exists()


def test_a_whole_public_dataset_is_withdrawn_with_the_reason(public: Dataset, client: Client) -> None:
    ordered(public, path="")
    run_everything_due()
    page = client.get(f"/datasets/{public.suffix}/")
    assert page.status_code == 410
    assert "A court ordered it" in page.content.decode()
    assert Erasure.objects.get().state == ErasureState.DONE
    assert not DataFile.objects.filter(dataset=public, erased_at__isnull=True).exists()


def test_a_draft_loses_the_file_and_its_bytes_do_not_come_in_again(alice: Person, olga: Person) -> None:
    draft = make_draft(alice, files=FILES)
    run_everything_due()
    ordered(draft)
    run_everything_due()
    assert Erasure.objects.get().state == ErasureState.DONE
    assert list(draft.draft_files.values_list("path", flat=True)) == ["notes.txt"]
    again = SimpleUploadedFile("again.csv", FILES["oxygen.csv"])
    with pytest.raises(FileRefused, match="order of law"):
        attach_upload(dataset_key=draft.key, actor=alice, upload=again, path="again.csv")


def test_one_operator_alone_can_do_nothing(browser: Client, oscar: Person, public: Dataset) -> None:
    erasure = proposed(browser, public)
    seen = plan_of(public, "oxygen.csv").sha256
    browser.post(f"{PAGE}{erasure.pk}/confirm/", {"seen": seen, "sure": "on"})
    erasure.refresh_from_db()
    assert (erasure.state, erasure.confirmed_by) == (ErasureState.PROPOSED, None)
    assert not DataFile.objects.filter(erased_at__isnull=False).exists()


def test_a_list_that_changed_meanwhile_is_not_what_was_confirmed(
    browser: Client, olga: Person, alice: Person, oscar: Person
) -> None:
    draft = make_draft(alice, files=FILES)
    erasure = proposed(browser, draft, path="")
    seen = plan_of(draft, "").sha256
    attach_upload(dataset_key=draft.key, actor=alice, upload=SimpleUploadedFile("more.txt", b"More."), path="more.txt")
    other = Client()
    other.force_login(olga)
    answer = other.post(f"{PAGE}{erasure.pk}/confirm/", {"seen": seen, "sure": "on"}, follow=True)
    assert "has changed since you looked" in answer.content.decode()
    other.post(f"{PAGE}{erasure.pk}/confirm/", {"seen": plan_of(draft, "").sha256})
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.PROPOSED, "nobody said that they had read it"


def test_a_dataset_with_the_moderators_waits(alice: Person, oscar: Person, olga: Person) -> None:
    draft = make_draft(alice, files=FILES)
    submit_dataset(dataset_key=draft.key, actor=alice, agreement=accept_in_force("en"))
    erasure = propose_erasure(dataset_id=draft.pk, actor=oscar, path="oxygen.csv", **WORDS)
    with pytest.raises(WrongState, match="with the moderators"):
        confirm_erasure(erasure_id=erasure.pk, actor=olga, seen=plan_of(draft, "oxygen.csv").sha256)
    drop_erasure(erasure_id=erasure.pk, actor=olga)
    with pytest.raises(WrongState, match="does not wait"):
        confirm_erasure(erasure_id=erasure.pk, actor=olga, seen="")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"dataset": "10.5072/none"}, "No dataset has this DOI"),
        ({"path": "../secret"}, "holds such a file"),
        ({"path": "oxygen.csv\x00"}, ""),
        ({"reason": ""}, "required"),
        ({"reference": "x" * 301}, "at most 300"),
        ({"dataset": "<script>alert(1)</script>"}, "No dataset has this DOI"),
    ],
)
def test_what_cannot_be_proposed_is_said(browser: Client, alice: Person, typed: dict[str, str], words: str) -> None:
    draft = make_draft(alice, files=FILES)
    answer = browser.post(PAGE, {"dataset": draft.doi, "path": "oxygen.csv", **WORDS, **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert not Erasure.objects.exists()


def test_the_services_themselves_refuse_who_is_no_operator(alice: Person, oscar: Person) -> None:
    draft = make_draft(alice, files=FILES)
    with pytest.raises(NotAllowed):
        propose_erasure(dataset_id=draft.pk, actor=alice, path="", **WORDS)
    erasure = propose_erasure(dataset_id=draft.pk, actor=oscar, path="", **WORDS)
    with pytest.raises(NotAllowed):
        confirm_erasure(erasure_id=erasure.pk, actor=alice, seen="")
    with pytest.raises(NotAllowed):
        drop_erasure(erasure_id=erasure.pk, actor=alice)
