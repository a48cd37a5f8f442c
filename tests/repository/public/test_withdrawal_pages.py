"""Withdrawal asks for a reason and once more; then a tombstone stays at every address."""

from collections.abc import Callable

from django.test import Client

from repository.lifecycle import Standing
from repository.models import Dataset, Person
from repository.queries.sitemaps import PER_PART
from tests.factories import make_person
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn

REASON = "The sensor had drifted since March."


def test_nothing_happens_before_the_reason_was_given_and_confirmed(
    publish: Publish, mona: Person, signed_in: Callable[[Person], Client]
) -> None:
    dataset = publish()
    path, browser = f"/datasets/{dataset.suffix}/withdraw/", signed_in(mona)
    assert browser.get(path).status_code == 200
    empty = browser.post(path, {"reason": "  ", "sure": "1"})
    assert empty.status_code == 422
    assert "readers will see the reason" in empty.content.decode()
    asked = browser.post(path, {"reason": REASON})
    assert REASON in asked.content.decode()
    assert 'name="sure"' in asked.content.decode()
    changed = browser.post(path, {"reason": REASON, "back": "1", "sure": "1"})
    assert "<textarea" in changed.content.decode()
    assert REASON in changed.content.decode()
    dataset.refresh_from_db()
    assert dataset.standing == Standing.PUBLIC
    done = browser.post(path, {"reason": REASON, "sure": "1"})
    assert (done.status_code, done["Location"]) == (302, f"/datasets/{dataset.suffix}/")
    dataset.refresh_from_db()
    assert (dataset.standing, dataset.withdrawal_reason) == (Standing.WITHDRAWN, REASON)


def test_the_tombstone_tells_what_it_was_and_why_it_went(publish: Publish, mona: Person, reader: Client) -> None:
    dataset = withdrawn(publish(), mona, reason=REASON)
    answer = reader.get(f"/datasets/{dataset.suffix}/")
    page = answer.content.decode()
    assert answer.status_code == 410
    for words in ("Dissolved oxygen in the Gulf of Lion", "Marin, Clara", REASON, dataset.doi, "[withdrawn"):
        assert words in page, words
    assert "oxygen.csv" not in page
    assert "SBE 9plus" not in page
    assert 'rel="cite-as"' in answer["Link"]
    assert 'rel="item"' not in answer["Link"]


def test_every_address_of_a_withdrawn_dataset_is_gone_but_the_doi_leads_there(
    publish: Publish, mona: Person, alice: Person, reader: Client, signed_in: Callable[[Person], Client]
) -> None:
    dataset = publish()
    fragment = dataset.snapshots.get().number
    dataset = withdrawn(dataset, mona)
    for browser in (reader, signed_in(alice), signed_in(mona)):
        for address in (f"layers/{fragment}/", f"files/{fragment}/oxygen.csv", "export/datacite-xml", "manifest"):
            asked = f"/datasets/{dataset.suffix}/{address}"
            answer = browser.get(asked)
            assert answer.status_code == 410, address
            assert "oxygen.csv" not in answer.content.decode().replace(asked, "")
        assert browser.get(f"/doi/{dataset.doi}")["Location"] == f"/datasets/{dataset.suffix}/"
    assert dataset.doi not in reader.get("/search/").content.decode()
    assert f"/datasets/{dataset.suffix}/" not in reader.get(f"/sitemaps/{dataset.pk // PER_PART}.xml").content.decode()


def test_a_program_that_asks_for_a_format_gets_the_tombstone(publish: Publish, mona: Person, reader: Client) -> None:
    dataset = withdrawn(publish(), mona)
    answer = reader.get(f"/datasets/{dataset.suffix}/", headers={"Accept": "application/x-bibtex"})
    assert answer.status_code == 410


def test_only_those_who_may_can_withdraw(
    publish: Publish, alice: Person, oscar: Person, reader: Client, signed_in: Callable[[Person], Client]
) -> None:
    dataset = publish()
    path = f"/datasets/{dataset.suffix}/withdraw/"
    assert reader.get(path)["Location"].startswith("/accounts/login/")
    for person in (alice, make_person("bob")):
        assert signed_in(person).get(path).status_code == 403
        assert signed_in(person).post(path, {"reason": REASON, "sure": "1"}).status_code == 403
    assert Dataset.objects.get(pk=dataset.pk).standing == Standing.PUBLIC
    assert signed_in(oscar).get(path).status_code == 200


def test_a_withdrawal_cannot_be_sent_from_another_site(publish: Publish, mona: Person) -> None:
    dataset = publish()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mona)
    answer = browser.post(f"/datasets/{dataset.suffix}/withdraw/", {"reason": REASON, "sure": "1"})
    assert answer.status_code == 403
    assert Dataset.objects.get(pk=dataset.pk).standing == Standing.PUBLIC
