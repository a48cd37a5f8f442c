"""Files that came with remarks, for who is asked for advice: those of threads that they read, and no other."""

import pytest
from django.test import Client
from lxml import html

from moderation.models import Advice, Comment
from moderation.services.advice import answer_advice, ask_advice
from moderation.services.attachments import NewFile
from moderation.services.comments import write_comment
from repository.models import Dataset
from tests.factories import make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import run_room, under_review
from tests.moderation.test_advising import enter

pytestmark = pytest.mark.django_db


def remark(cast: Cast, dataset: Dataset, *, private: bool = False) -> Comment:
    files = [NewFile("plot.html", b"<b>plot</b>")]
    return write_comment(
        dataset_key=dataset.key, actor=cast.bob, path="lineage", text="See.", private=private, files=files
    )


def asked(cast: Cast, dataset: Dataset, email: str = "expert@example.net") -> Advice:
    return ask_advice(dataset_key=dataset.key, actor=cast.bob, email=email, question="Sound?")


def at(advice: Advice, comment: Comment) -> str:
    return f"/moderation/advice/{advice.key}/attachments/{comment.files.get().pk}/"


def test_the_page_of_a_link_leads_to_the_files_of_public_remarks_as_downloads(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    said, note = remark(cast, dataset), remark(cast, dataset, private=True)
    advice = asked(cast, dataset)
    page = html.fromstring(client.get(enter(client, advice)).text)
    assert page.xpath("//ul[@class='msg__files']//a/@href") == [at(advice, said)]
    file = client.get(at(advice, said))
    assert file.getvalue() == b"<b>plot</b>"
    assert file["Content-Type"] == "application/octet-stream"
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]
    assert file["Referrer-Policy"] == "same-origin"
    assert client.get(at(advice, note)).status_code == 404, "the file of a private note"
    assert client.get(f"/moderation/{dataset.key}/attachments/{said.files.get().pk}/").status_code == 302, "the room"


def test_the_files_of_other_datasets_and_of_a_closed_request_are_not_there(client: Client, cast: Cast) -> None:
    dataset, other = under_review(cast.alice), make_submitted(cast.dora)
    run_room()
    said, elsewhere = remark(cast, dataset), remark(cast, other)
    advice = asked(cast, dataset)
    assert client.get(at(advice, said)).status_code == 302, "without the link: sign in"
    enter(client, advice)
    assert client.get(at(advice, elsewhere)).status_code == 404
    assert client.get(f"/moderation/advice/{advice.key}/attachments/{10**12}/").status_code == 404
    answer_advice(advice_id=advice.pk, view="favourable", answer="")
    assert client.get(at(advice, said)).status_code == 404, "the door is closed behind the answer"


def test_an_account_that_is_asked_fetches_them_and_nobody_else_by_this_door(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    said, note = remark(cast, dataset), remark(cast, dataset, private=True)
    advice = asked(cast, dataset, "dora@example.org")
    client.force_login(cast.dora)
    assert client.get(at(advice, said)).status_code == 200
    assert client.get(at(advice, note)).status_code == 404
    for person in (cast.alice, cast.bob, cast.carl):
        client.force_login(person)
        assert client.get(at(advice, said)).status_code == 404
