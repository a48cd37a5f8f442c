"""Storing a part needs an account; everybody sees it, takes it and cites it; later layers change nothing of it."""

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from repository.models import Dataset, Person, RecordVersion, Subset, SubsetContent
from repository.services import subsets as service
from repository.services.withdrawals import withdraw_dataset
from repository.subsets.part import COLUMNS
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_person
from tests.repository.public.stories import published, published_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_read_here")]
SignIn = Callable[[Person], Client]
CASTS = (
    b"station,longitude,latitude,date,depth (m),oxygen [umol/kg]\n"
    b"A1,3.5,42.5,2020-05-01,1,251\nA1,3.5,42.5,2020-05-01,20,240\nB2,5.5,43.5,2021-05-01,1,252\n"
)
ASKED = {"west": "3", "south": "42", "east": "4", "north": "43", "bottom": "10", "variables": "oxygen"}


def casts() -> Dataset:
    """Public: a table of three rows, and a document that is no table."""
    files = {"casts.csv": CASTS, "notes.bin": b"\x01\x02\x03"}
    return published(make_person("alice"), make_moderator("mona"), files=files)


@pytest.fixture
def dataset(db: None) -> Dataset:
    """Public: a table of three rows, and a document that is no table."""
    return casts()


@pytest.fixture
def alice(dataset: Dataset) -> Person:
    """Who deposited it."""
    return Person.objects.get(given_name="Alice")


@pytest.fixture
def mona(dataset: Dataset) -> Person:
    """Who moderated it."""
    return Person.objects.get(given_name="Mona")


def stored(dataset: Dataset, browser: Client) -> Subset:
    """A part, stored and read."""
    answer = browser.post(f"/datasets/{dataset.suffix}/subsets/", ASKED)
    assert answer.status_code == 302, answer.content.decode()
    run_everything_due()
    subset = Subset.objects.get()
    assert answer["Location"] == f"/datasets/{dataset.suffix}/subsets/{subset.identifier}/"
    return subset


def test_a_part_is_stored_read_cited_and_taken(
    dataset: Dataset, alice: Person, signed_in: SignIn, reader: Client
) -> None:
    subset = stored(dataset, signed_in(alice))
    layer = dataset.snapshots.get().number
    address = f"/datasets/{dataset.suffix}/subsets/{subset.identifier}/"
    page = reader.get(address).content.decode()
    for told in (f"{dataset.doi}#{layer}", address, timezone.now().date().isoformat(), subset.sha256, "notes.bin"):
        assert told in page
    data = reader.get(f"{address}data.csv")
    assert hashlib.sha256(data.content).hexdigest() == subset.sha256
    line = "casts.csv,1,3.5,42.5,2020-05-01,1,oxygen,umol/kg,251,"
    assert data.content.decode() == ",".join(COLUMNS) + "\n" + line + "\n"
    assert data["Content-Disposition"].startswith("attachment")
    assert (subset.values, subset.files_read, [each["code"] for each in subset.unread]) == (1, 1, ["kind"])


def test_the_same_question_has_the_same_identifier(
    dataset: Dataset, alice: Person, mona: Person, signed_in: SignIn
) -> None:
    subset = stored(dataset, signed_in(alice))
    again = {**ASKED, "west": "3.00", "variables": " OXYGEN "}
    for answer in (
        signed_in(mona).post(f"/datasets/{dataset.suffix}/subsets/", again),
        Client().get(f"/datasets/{dataset.suffix}/subsets/", again),
    ):
        assert answer["Location"].endswith(f"/{subset.identifier}/")
    assert Subset.objects.count() == 1


def test_after_later_layers_it_is_the_same_byte_for_byte(
    dataset: Dataset, alice: Person, mona: Person, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    subset = stored(dataset, signed_in(alice))
    published_again(dataset, alice, mona, files={"more.csv": CASTS}, note="More casts.")
    monkeypatch.setattr(service, "AGAIN_AFTER", -service.AGAIN_AFTER)
    SubsetContent.objects.all().delete()
    answer = signed_in(alice).post(f"/datasets/{dataset.suffix}/subsets/{subset.identifier}/again/")
    assert answer.status_code == 302
    run_everything_due()
    before = subset.sha256
    subset.refresh_from_db()
    assert (subset.is_same, subset.sha256) == (True, before)
    assert "the same, byte for byte" in Client().get(answer["Location"]).content.decode()
    assert SubsetContent.objects.filter(subset=subset).exists()


def test_a_run_that_gives_something_else_is_told_and_changes_nothing(
    dataset: Dataset, alice: Person, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    subset = stored(dataset, signed_in(alice))
    monkeypatch.setattr(service, "AGAIN_AFTER", -service.AGAIN_AFTER)
    monkeypatch.setattr(service, "header", lambda: "other\n")
    monkeypatch.setattr(service._Result, "content", property(lambda self: b"other"))
    service.run_again(subset=subset, actor=alice)
    run_everything_due()
    before = subset.sha256
    subset.refresh_from_db()
    assert (subset.is_same, subset.sha256, subset.values) == (False, before, 1)
    page = Client().get(f"/datasets/{dataset.suffix}/subsets/{subset.identifier}/").content.decode()
    assert "another result" in page


def test_who_has_no_account_sees_the_question_and_stores_nothing(dataset: Dataset, reader: Client) -> None:
    page = reader.get(f"/datasets/{dataset.suffix}/subsets/", ASKED).content.decode()
    assert "Sign in to store it" in page
    answer = reader.post(f"/datasets/{dataset.suffix}/subsets/", ASKED)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]
    assert not Subset.objects.exists()


def test_a_person_stores_only_so_many_a_day(
    dataset: Dataset, alice: Person, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_A_DAY", 1)
    browser = signed_in(alice)
    stored(dataset, browser)
    answer = browser.post(f"/datasets/{dataset.suffix}/subsets/", {**ASKED, "west": "2"}, follow=True)
    assert "as many as one person may" in answer.content.decode()
    assert Subset.objects.count() == 1


@pytest.mark.parametrize(
    "hostile",
    [
        {**ASKED, "west": "nan"},
        {"begin": "2021", "end": "2020"},
        {"variables": "\n".join(f"v{number}" for number in range(10_000))},
        {"top": "1; DROP TABLE"},
        {},
    ],
)
def test_what_is_no_question_is_told_and_nothing_is_stored(
    dataset: Dataset, alice: Person, signed_in: SignIn, hostile: dict[str, str]
) -> None:
    assert signed_in(alice).post(f"/datasets/{dataset.suffix}/subsets/", hostile).status_code == 422
    assert not Subset.objects.exists()


@pytest.mark.parametrize("layer", ["1", "x", "9" * 40, "-1", "²"])
def test_a_layer_that_is_none_is_not_found(dataset: Dataset, reader: Client, layer: str) -> None:
    assert reader.get(f"/datasets/{dataset.suffix}/subsets/", {"layer": layer}).status_code == 404


def test_files_that_are_not_open_give_no_part_by_any_door(
    dataset: Dataset, alice: Person, mona: Person, signed_in: SignIn
) -> None:
    subset = stored(dataset, signed_in(alice))
    RecordVersion.objects.filter(dataset=dataset).update(access="restricted")
    here, browser = f"/datasets/{dataset.suffix}/subsets/", signed_in(alice)
    assert (browser.get(here).status_code, browser.post(here, ASKED).status_code) == (403, 403)
    assert Client().get(f"{here}{subset.identifier}/data.csv").status_code == 403
    assert "Download" not in Client().get(f"{here}{subset.identifier}/").content.decode()
    assert signed_in(mona).post(f"{here}{subset.identifier}/again/").status_code == 403


def test_withdrawal_takes_the_bytes_away(dataset: Dataset, alice: Person, mona: Person, signed_in: SignIn) -> None:
    subset = stored(dataset, signed_in(alice))
    withdraw_dataset(dataset_key=dataset.key, actor=mona, reason="The sensor was broken.")
    assert not SubsetContent.objects.exists()
    for path in ("", "data.csv"):
        assert Client().get(f"/datasets/{dataset.suffix}/subsets/{subset.identifier}/{path}").status_code == 410


def test_more_values_than_are_given_out_are_refused_and_never_cut(
    dataset: Dataset, alice: Person, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.subsets.part.MOST_VALUES", 0)
    subset = stored(dataset, signed_in(alice))
    assert (subset.state, subset.refusal) == ("refused", "too-many-values")
    page = Client().get(f"/datasets/{dataset.suffix}/subsets/{subset.identifier}/").content.decode()
    assert "ask for less at a time" in page


def test_the_page_of_a_layer_leads_there(dataset: Dataset, reader: Client) -> None:
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert f'action="/datasets/{dataset.suffix}/subsets/"' in page
    assert f'name="layer" value="{dataset.snapshots.get().number}"' in page
