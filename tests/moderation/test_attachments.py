"""Files that come with remarks: kept as they are, given out as downloads, to those who read the remark."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from moderation.models import Comment, CommentFile
from moderation.services import attachments
from moderation.services.attachments import NewFile, plain_name, sift_files
from moderation.services.comments import write_comment
from repository.errors import FileRefused
from repository.models import Dataset
from tests.factories import make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import run_room, under_review


class Coming(BytesIO):
    """A file on its way."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name, self.size = name, len(content)


def test_too_many_too_large_and_empty_ones_are_left_out_and_said() -> None:
    large = Coming("large.bin", b"x" * (attachments.FILE_MOST + 1))
    kept, refused = sift_files(
        [Coming("a.txt", b"a"), Coming("empty", b""), large, *(Coming(str(n), b"x") for n in range(6))]
    )
    assert [file.name for file in kept] == ["a.txt", "0", "1", "2", "3"]
    assert [words.partition("”")[0] for words in refused] == ["“empty", "“large.bin", "“4", "“5"]
    assert large.tell() == 0, "it was read"


def test_all_files_of_one_remark_have_a_bound_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "REMARK_MOST", 10)
    kept, refused = sift_files([Coming("a", b"123456"), Coming("b", b"123456"), Coming("c", b"1234")])
    assert ([file.name for file in kept], len(refused)) == (["a", "c"], 1)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\alice\\données.csv", "données.csv"),
        ("exe\u202efdp.txt", "exefdp.txt"),
        ("a\x00b\r\nSet-Cookie: x", "abSet-Cookie_ x"),
        ("  ..  ", "file"),
        ("", "file"),
        ("x" * 400 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(given_name: str, kept: str) -> None:
    assert plain_name(given_name) == kept


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_kept(name: str) -> None:
    kept = plain_name(name)
    assert 0 < len(kept) <= 200
    assert not set(kept) & set('/\\<>:"|?*\x00\n\r')


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    return under_review(cast.alice)


@pytest.mark.django_db
def test_a_file_is_sent_with_a_remark_and_fetched_by_the_other_side(
    client: Client, cast: Cast, dataset: Dataset
) -> None:
    client.force_login(cast.bob)
    page = SimpleUploadedFile("look.html", b"<script>alert(1)</script>", content_type="text/html")
    client.post(f"/moderation/{dataset.key}/comments/", {"body": "See there.", "path": "lineage", "files": [page]})
    file = CommentFile.objects.get()
    assert (file.name, file.size, file.comment.text) == ("look.html", 25, "See there.")
    client.force_login(cast.alice)
    shown = client.get(f"/deposits/{dataset.deposit_id}/").text
    address = f"/moderation/{dataset.key}/attachments/{file.pk}/"
    assert address in shown
    answer = client.get(address)
    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="look.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_file_is_remark_enough(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.force_login(cast.alice)
    client.post(f"/moderation/{dataset.key}/comments/", {"files": [SimpleUploadedFile("a.csv", b"1")]})
    assert Comment.objects.get().files.get().name == "a.csv"


@pytest.mark.django_db
def test_words_are_written_though_a_file_is_refused(
    client: Client, cast: Cast, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.alice)
    monkeypatch.setattr(attachments, "FILE_MOST", 3)
    sent = {
        "body": "Here.",
        "files": [SimpleUploadedFile("a.csv", b"12345")],
        "next": f"/deposits/{dataset.deposit_id}/",
    }
    page = client.post(f"/moderation/{dataset.key}/comments/", sent, follow=True).text
    assert "“a.csv” is larger than" in page
    assert Comment.objects.get().text == "Here."
    monkeypatch.setattr(attachments, "REVIEW_MOST", 3)
    monkeypatch.setattr(attachments, "FILE_MOST", 9)
    sent["files"] = [SimpleUploadedFile("a.csv", b"12345")]
    assert "that is used up" in client.post(f"/moderation/{dataset.key}/comments/", sent, follow=True).text
    assert (Comment.objects.count(), CommentFile.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_a_conversation_has_room_for_so_much(cast: Cast, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "REVIEW_MOST", 5)
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="a", files=[NewFile("a", b"123")])
    with pytest.raises(FileRefused) as refused:
        write_comment(dataset_key=dataset.key, actor=cast.bob, text="b", files=[NewFile("b", b"456")])
    assert refused.value.code == "comment-files-full"
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_the_file_of_a_private_note_and_of_another_dataset_are_not_there(
    client: Client, cast: Cast, dataset: Dataset
) -> None:
    note = write_comment(dataset_key=dataset.key, actor=cast.bob, text="a", private=True, files=[NewFile("a", b"1")])
    other = make_submitted(cast.dora)
    run_room()
    said = write_comment(dataset_key=other.key, actor=cast.dora, text="b", files=[NewFile("b", b"2")])
    client.force_login(cast.alice)
    for file in (note.files.get(), said.files.get()):
        assert client.get(f"/moderation/{dataset.key}/attachments/{file.pk}/").status_code == 404
        assert client.get(f"/moderation/{other.key}/attachments/{file.pk}/").status_code == 404
    client.force_login(cast.bella)
    assert client.get(f"/moderation/{dataset.key}/attachments/{note.files.get().pk}/").status_code == 200


@pytest.mark.django_db
def test_a_remark_that_cannot_be_written_gives_its_words_back(client: Client, cast: Cast, dataset: Dataset) -> None:
    dataset.reviews.update(closed_at="2026-11-01T00:00Z")
    client.force_login(cast.alice)
    answer = client.post(f"/moderation/{dataset.key}/comments/", {"body": "A long <explanation>."})
    assert answer.status_code == 409
    assert "A long &lt;explanation&gt;." in answer.text
    assert "There is no open review" in answer.text
