"""HTML typed into every text there is: shown as it was typed on every page, never as HTML, and in no mail."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from lxml import etree, html

from repository.models import Person
from repository.services.withdrawals import withdraw_dataset
from tests.addresses.scene import Scene
from tests.addresses.table import Address, every_address
from tests.driver import run_everything_due
from tests.fuzz.sound import check
from tests.fuzz.strategies import MARK
from tests.permissions.rows import ROWS
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db

TYPED = f"'\"/>{MARK} onerror=alert(1)>{{{{ 7|add:7 }}}}"


def fill(browser: Client, url: str, **also: str) -> None:
    """Type the same into every text control of every form of a page that leads back to it, and send it."""
    page = html.fromstring(browser.get(url).content.decode())
    for form in page.xpath("//main//form[@method='post']"):
        sent: dict[str, Any] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        for name in form.xpath(".//textarea/@name | .//input[not(@type) or @type='text']/@name"):
            sent[str(name)] = [TYPED]
        answer = browser.post(form.get("action") or url, {**sent, **also})
        check(answer, "en")


Readers = Callable[[Address, str, Sequence[str]], Iterable[str]]


def everybody(_address: Address, _state: str, actors: Sequence[str]) -> Sequence[str]:
    """All of them, also who finds the door closed."""
    return actors


def who_may(address: Address, state: str, actors: Sequence[str]) -> list[str]:
    """The first of them for whom there is a page."""
    row = ROWS.get(address.name)
    return [actor for actor in actors if row and row.get(actor, state) == 200][:1]


readers = pytest.mark.parametrize("readers", [who_may, pytest.param(everybody, marks=pytest.mark.drill)])


@readers
def test_what_is_typed_into_the_steps_is_shown_and_never_run(scene: Scene, readers: Readers) -> None:
    dataset, browser = scene.datasets["changes_requested"], scene.browser("author")
    for name in ("description", "people", "place"):
        fill(browser, reverse(f"deposit-{name}", args=[dataset.deposit_id, dataset.key]), do="save")
    dataset.refresh_from_db()
    assert str(dataset.draft).count(MARK) > 20
    for address in every_address():
        if "key" in address.parts or "deposit_id" in address.parts:
            for actor in readers(address, "changes_requested", ("moderator", "author", "co_author", "reviewer")):
                check(scene.browser(actor).get(address.filled(scene.values("changes_requested"))), "en")


@readers
def test_what_is_typed_into_one_s_account_is_shown_and_never_run(scene: Scene, readers: Readers) -> None:
    fill(scene.browser("author"), reverse("profile"))
    typed = {"given_name": TYPED[:150], "family_name": TYPED[:150], "affiliation": TYPED}
    Person.objects.filter(pk=scene.people["author"].pk).update(**typed)
    for address in every_address():
        if not address.name.startswith("admin"):
            for actor in readers(address, "submitted", ("moderator", "author", "operator")):
                check(scene.browser(actor).get(address.filled(scene.values("submitted"))), "en")


def test_what_is_typed_into_the_review_and_the_withdrawal_is_shown_and_never_run(scene: Scene) -> None:
    submitted, public = scene.datasets["submitted"], scene.datasets["public"]
    moderator = scene.browser("moderator")
    review = reverse("moderation-review", args=[submitted.key])
    moderator.post(reverse("moderation-comment", args=[submitted.key]), {"body": TYPED, "path": "title"})
    version = submitted.submitted_version
    assert version is not None
    decided = {"outcome": "changes_requested", "version": version.number, "sha256": version.sha256, "reason": TYPED}
    check(moderator.post(reverse("moderation-decide", args=[submitted.key]), decided), "en")
    withdraw_dataset(dataset_key=public.key, actor=scene.people["moderator"], reason=TYPED)
    run_everything_due()
    status = reverse("deposit-status", args=[submitted.deposit_id])
    for browser, url in (
        (moderator, review),
        (scene.browser("author"), status),
        (Client(), reverse("landing", args=[public.suffix])),
    ):
        page = browser.get(url)
        check(page, "en")
        assert "onerror=alert(1)" in page.text
    assert not [message.subject for message in mail.outbox if getattr(message, "alternatives", None)]


def test_a_public_record_made_of_html_is_given_out_as_text_in_every_format(scene: Scene) -> None:
    said = {"en": TYPED}
    dataset = published(
        scene.people["author"],
        scene.people["moderator"],
        title=said,
        abstract=said,
        lineage=said,
        keywords=[{"term": said}],
        creators=[{"kind": "person", "family": TYPED, "given": TYPED, "affiliations": [{"name": TYPED}]}],
        variables=[{"name": TYPED, "unit": TYPED}],
    )
    assert dataset.standing == "public"
    values = scene.values("public") | {"suffix": dataset.suffix, "prefix": dataset.prefix}
    doors = [address for address in every_address() if "suffix" in address.parts and address.name != "export"]
    urls = [address.filled(values) for address in doors]
    urls += [
        reverse("export", args=[dataset.suffix, name])
        for name in ("datacite-xml", "bibtex", "ris", "oai-dc", "csl-json")
    ]
    urls += [reverse("search") + query for query in ("", "?q=fuzz", "?q=fuzz&format=atom", "?q=fuzz&format=json")]
    for url in urls:
        answer = Client().get(url)
        check(answer, "en")
        kind = answer.headers["Content-Type"]
        if not answer.streaming and "xml" in kind:
            assert MARK not in answer.text
            etree.fromstring(answer.content)
