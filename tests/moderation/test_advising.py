"""What an adviser sees, by every door: the version, its files and public threads; never notes, queue or others."""

from uuid import uuid4

import pytest
from django.test import Client

from moderation.models import Advice
from moderation.services.advice import ask_advice, token_for
from moderation.services.advice_ends import take_advice_back
from moderation.services.comments import write_comment
from repository.lifecycle import DatasetState
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, under_review

pytestmark = pytest.mark.django_db

SECRET = "Between us: third attempt."


def asked(cast: Cast, email: str = "expert@example.net") -> Advice:
    """A request about a dataset with a public remark and a private note."""
    dataset = under_review(cast.alice)
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    write_comment(dataset_key=dataset.key, actor=cast.bob, text=SECRET, path="lineage", private=True)
    return ask_advice(dataset_key=dataset.key, actor=cast.bob, email=email, question="Is the method sound?")


def enter(client: Client, advice: Advice) -> str:
    """By the link of the mail; the address that it leads to."""
    reply = client.get(f"/moderation/advice/open/{token_for(advice)}/")
    assert reply.status_code == 302
    assert token_for(advice) not in reply["Location"]
    return str(reply["Location"])


def test_a_link_shows_the_version_its_files_and_public_remarks_and_no_note(client: Client, cast: Cast) -> None:
    advice = asked(cast)
    url = enter(client, advice)
    page = client.get(url)
    assert page.status_code == 200
    for words in ("Is the method sound?", "SBE 9plus casts", "oxygen.csv", "Which batch?"):
        assert words in page.text, words
    assert SECRET not in page.text
    assert page["X-Robots-Tag"].startswith("noindex")
    assert page["Cache-Control"] == "private, no-store"
    number = advice.record_version.files[0]["number"]
    file = client.get(f"{url}files/{number}/")
    assert file.status_code == 200
    assert file["Content-Disposition"].startswith("attachment")
    assert client.get(f"{url}files/{number + 1000}/").status_code == 404


def test_the_answer_is_taken_once_and_the_door_closes(client: Client, cast: Cast) -> None:
    advice = asked(cast)
    url = enter(client, advice)
    refused = client.post(url, {"view": "unfavourable", "answer": ""})
    assert refused.status_code == 422
    assert "Say why, in a few words." in refused.text
    assert client.post(url, {"view": "nonsense"}).status_code == 422
    thanks = client.post(url, {"view": "unfavourable", "answer": "<b>No</b> calibration."})
    assert "Your part ends here" in thanks.text
    assert client.get(url).status_code == 404
    assert client.get(f"/moderation/advice/open/{token_for(advice)}/").status_code == 404
    client.force_login(cast.bella)
    page = client.get(f"/moderation/{advice.dataset.key}/").text
    assert "&lt;b&gt;No&lt;/b&gt; calibration." in page
    assert "do not publish it here" in page


def test_the_depositor_learns_that_advice_is_asked_and_neither_who_nor_what(client: Client, cast: Cast) -> None:
    advice = asked(cast)
    client.force_login(cast.alice)
    text = client.get(f"/deposits/{advice.dataset.deposit_id}/").text
    assert "Advice requested" in text
    for secret in ("expert@example.net", "Is the method sound?", str(advice.key)):
        assert secret not in text


def test_an_account_that_is_asked_signs_in_and_nobody_else_comes_in(client: Client, cast: Cast) -> None:
    advice = asked(cast, "dora@example.org")
    url = f"/moderation/advice/{advice.key}/"
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"
    for person in (cast.alice, cast.bob, cast.carl, cast.olga):
        client.force_login(person)
        assert client.get(url).status_code == 404
        assert client.post(url, {"view": "favourable"}).status_code == 404
    client.force_login(cast.dora)
    assert url in client.get("/moderation/advice/").text
    assert client.get(url).status_code == 200
    assert client.get("/moderation/").status_code == 403, "never the queue"
    assert client.get(f"/moderation/{advice.dataset.key}/").status_code == 403, "nor the moderators' page"
    assert client.post(url, {"view": "favourable", "answer": ""}).status_code == 200
    assert "Nobody asks for your advice just now." in client.get("/moderation/advice/").text


def test_forged_void_and_foreign_links_are_answered_alike(client: Client, cast: Cast) -> None:
    advice, other = asked(cast), asked(cast, "second@example.net")
    for token in ("A" * 43, "x", token_for(other)[:-1]):
        assert client.get(f"/moderation/advice/open/{token}/").status_code == 404
    enter(client, advice)
    assert client.get(f"/moderation/advice/{other.key}/").status_code in (302, 404)
    assert client.get(f"/moderation/advice/{uuid4()}/").status_code in (302, 404)
    take_advice_back(dataset_key=advice.dataset.key, advice_key=advice.key, actor=cast.bob)
    assert client.get(f"/moderation/advice/open/{token_for(advice)}/").status_code == 404
    assert client.post(f"/moderation/advice/{advice.key}/", {"view": "favourable"}).status_code in (302, 404)
    advice.refresh_from_db()
    assert advice.view == ""


def test_the_version_asked_about_stays_what_the_adviser_sees(client: Client, cast: Cast) -> None:
    advice = asked(cast)
    url = enter(client, advice)
    answer(advice.dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    resubmit(advice.dataset, cast.alice, lineage={"en": "A whole other story of how these were made."})
    text = client.get(url).text
    assert "SBE 9plus casts" in text
    assert "A whole other story" not in text


def test_a_moderator_asks_from_the_page_and_a_refused_question_stays_typed(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.bob)
    url = f"/moderation/{dataset.key}/advice/"
    said = {"email": "alice@example.org", "name": "", "question": "Sound, or not?", "days": "7"}
    page = client.post(url, said, follow=True).text
    assert "one of the dataset’s own people" in page
    assert "Sound, or not?" in page
    page = client.post(url, {**said, "email": "expert@example.net"}, follow=True).text
    assert "expert@example.net is asked by mail." in page
    advice = Advice.objects.get()
    client.post(f"{url}{advice.key}/end/")
    advice.refresh_from_db()
    assert advice.ended_at
    assert client.post(f"{url}{uuid4()}/end/").status_code == 404
    for person, status in ((cast.carl, 404), (cast.alice, 403)):
        client.force_login(person)
        assert client.post(url, said).status_code == status
