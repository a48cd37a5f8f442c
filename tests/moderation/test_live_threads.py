"""A page that is open hears of what the other side writes; that nothing is new costs one question to the database."""

import re
import time
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from moderation.queries import talk
from moderation.services.comments import settle_comment, write_comment
from repository.models import Dataset, Grant
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    return under_review(cast.alice)


def live(dataset: Dataset, *, notes: bool = False) -> str:
    return f"/moderation/{dataset.key}/live/{'notes/' if notes else ''}"


def ask(client: Client, address: str, tag: str = "") -> Any:
    return client.get(address, headers={"If-None-Match": tag}) if tag else client.get(address)


def said(answer: Any) -> list[str]:
    return [" ".join(each.text_content().split()) for each in html.fromstring(answer.text).cssselect(".msg__text")]


def test_who_has_seen_everything_is_told_so_until_somebody_writes(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.force_login(cast.alice)
    first = ask(client, live(dataset))
    assert (first.status_code, first.text.strip()) == (200, "")
    again = ask(client, live(dataset), first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    new = ask(client, live(dataset), again["ETag"])
    assert (new.status_code, said(new)) == (200, ["Which batch?"])
    assert ask(client, live(dataset), new["ETag"]).status_code == 304


def test_a_settled_thread_and_a_closed_review_are_news_too(client: Client, cast: Cast, dataset: Dataset) -> None:
    comment = write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    client.force_login(cast.alice)
    tag = ask(client, live(dataset))["ETag"]
    settle_comment(comment_id=comment.pk, actor=cast.bob)
    settled = ask(client, live(dataset), tag)
    assert "Settled" in settled.text
    dataset.reviews.update(closed_at="2026-11-01T00:00Z")
    closed = ask(client, live(dataset), settled["ETag"])
    assert "<form" in settled.text
    assert "<form" not in closed.text


def test_nothing_new_costs_one_question_and_no_session(
    client: Client, cast: Cast, dataset: Dataset, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.bob)
    for address in (live(dataset), live(dataset, notes=True)):
        tag = ask(client, address)["ETag"]
        with django_assert_num_queries(1):
            answer = ask(client, address, tag)
        assert (answer.status_code, answer["Cache-Control"]) == (304, "private, no-store")


def test_a_tag_is_good_for_its_page_session_and_minute(
    client: Client, cast: Cast, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.bob)
    tag = ask(client, live(dataset, notes=True))["ETag"]
    assert ask(client, live(dataset, notes=True), tag).status_code == 304
    stranger = Client()
    assert ask(stranger, live(dataset, notes=True), tag).status_code == 302
    stranger.force_login(cast.dora)
    assert ask(stranger, live(dataset, notes=True), tag).status_code == 404
    later = time.time() + talk.SURE_S + 1
    monkeypatch.setattr(time, "time", lambda: later)
    Grant.objects.filter(person=cast.bob).delete()
    assert ask(client, live(dataset, notes=True), tag).status_code == 404


@pytest.mark.parametrize(
    "forged", ['""', '"a.b.c"', "*", '"x"', '"0000000000000000.99999999999.' + "0" * 32 + '"', "é", '"٣.٣.٣"']
)
def test_a_forged_tag_is_as_good_as_none(client: Client, cast: Cast, dataset: Dataset, forged: str) -> None:
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    client.force_login(cast.alice)
    assert ask(client, live(dataset), forged).status_code == 200
    assert ask(Client(), live(dataset), forged).status_code == 302


def test_a_tag_of_another_dataset_says_nothing(client: Client, cast: Cast, dataset: Dataset) -> None:
    other = under_review(cast.dora)
    client.force_login(cast.alice)
    tag = ask(client, live(dataset))["ETag"]
    assert ask(client, live(other), tag).status_code == 404


def test_after_a_minute_the_view_is_asked_and_gives_a_new_tag(
    client: Client, cast: Cast, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.alice)
    tag = ask(client, live(dataset))["ETag"]
    later = time.time() + talk.SURE_S + 1
    monkeypatch.setattr(time, "time", lambda: later)
    answer = ask(client, live(dataset), tag)
    assert answer.status_code == 304
    assert answer["ETag"] != tag


def test_a_thread_comes_with_the_way_to_answer_where_the_page_is(client: Client, cast: Cast, dataset: Dataset) -> None:
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    page = f"/deposits/{dataset.deposit_id}/"
    client.force_login(cast.alice)
    shown = html.fromstring(client.get(page).text)
    (there,) = {str(each.get("data-talk")) for each in shown.cssselect("[data-talk]")}
    fresh = html.fromstring(client.get(there).text)
    (form,) = fresh.cssselect("form")
    assert form.get("action") == shown.cssselect(".thread form")[0].get("action")
    assert form.cssselect("[name=csrfmiddlewaretoken]")
    assert not form.cssselect("[name=private]")
    assert [each.get("data-say") for each in fresh.cssselect("[data-comment]")] == ["Bob Test wrote about: Lineage"]
    hostile = client.get(f"{live(dataset)}?next=https://evil.example/").text
    assert "evil" not in hostile


def test_the_moderators_page_follows_with_notes_and_the_way_to_settle(
    client: Client, cast: Cast, dataset: Dataset
) -> None:
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Odd.", path="lineage", private=True)
    write_comment(dataset_key=dataset.key, actor=cast.alice, text="May I?", path="files/oxygen.csv")
    client.force_login(cast.bella)
    page = html.fromstring(client.get(f"/moderation/{dataset.key}/").text)
    (there,) = {str(each.get("data-talk")) for each in page.cssselect("[data-talk]")}
    assert there == live(dataset, notes=True)
    places = {each.get("data-talk-place") for each in page.cssselect("[data-talk-place]")}
    fresh = html.fromstring(client.get(there).text)
    assert {each.get("data-talk-at") for each in fresh.cssselect("[data-talk-at]")} == {"lineage", "files"}
    assert {"lineage", "files", "", "title"} <= places
    assert [len(each.cssselect("[formaction]")) for each in fresh.cssselect(".thread")] == [0, 1]
    for name in ("thread-", "reply-"):
        mine = set(re.findall(rf'id="({name}\d+)"', client.get(f"/moderation/{dataset.key}/").text))
        assert mine == set(re.findall(rf'id="({name}\d+)"', client.get(there).text))


def test_ones_own_remark_is_not_announced_to_oneself(client: Client, cast: Cast, dataset: Dataset) -> None:
    write_comment(dataset_key=dataset.key, actor=cast.alice, text="May I?")
    client.force_login(cast.alice)
    assert "data-say" not in client.get(live(dataset)).text


def test_a_page_whose_session_ended_is_sent_to_sign_in(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.force_login(cast.alice)
    tag = ask(client, live(dataset))["ETag"]
    client.cookies.pop(site.SESSION_COOKIE_NAME)
    assert ask(client, live(dataset), tag).status_code == 302
