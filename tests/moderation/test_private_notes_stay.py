"""What moderators write to each other reaches no depositor by any door: pages, live pages, the API, mail, exports."""

from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from moderation.models import CommentFile
from moderation.queries.talk import mark_of
from moderation.replies.reading import read_mail
from moderation.replies.references import About, reply_address
from moderation.services.attachments import NewFile
from moderation.services.comments import settle_comment, write_comment
from moderation.services.replies import take_reply
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, LifecycleEvent, Person, Role
from repository.services.corrections import begin_correction
from repository.services.tokens import make_token
from tests.addresses.table import every_address
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, run_room, under_review

pytestmark = pytest.mark.django_db

SECRET, FILE_NAME, FILE_BYTES = "Xanthippe doubts it", "xanthippe-note.txt", b"xanthippe bytes"
SIGNS = ("anthippe", "batches-of-the-note")


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    """A dataset with a private thread, and a public one with a private note in it, each with a file."""
    dataset = under_review(cast.alice)
    Grant.objects.create(person=cast.dora, role=Role.REVIEWER, dataset=dataset)
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    for path in ("lineage", "title"):
        file = NewFile(FILE_NAME, FILE_BYTES)
        write_comment(dataset_key=dataset.key, actor=cast.bella, text=SECRET, path=path, private=True, files=[file])
    return dataset


def every_answer(client: Client, dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every address about the dataset that can be filled, with the body that it answers."""
    assert dataset.submitted_version is not None
    number = dataset.submitted_version.files[0]["number"]
    for file in CommentFile.objects.all():
        values = {
            "key": dataset.key, "deposit_id": dataset.deposit_id, "suffix": dataset.suffix, "prefix": dataset.prefix,
            "number": number, "attachment": file.pk, "comment_id": file.comment_id, "fragment": 1, "position": 1,
            "name": "oxygen.csv", "form": "bagit",
        }  # fmt: skip
        for address in every_address():
            if (
                address.parts
                and set(address.parts) <= set(values)
                and {"key", "deposit_id", "suffix"} & {*address.parts}
            ):
                response = client.get(address.filled(values))
                yield address.name, b"".join(response).decode("utf-8", "replace")


@pytest.mark.parametrize(
    "name", ["alice", *(pytest.param(name, marks=pytest.mark.drill) for name in ("dora", "carl", "olga"))]
)
def test_no_address_about_the_dataset_shows_a_note(client: Client, cast: Cast, dataset: Dataset, name: str) -> None:
    client.force_login(getattr(cast, name))
    asked = 0
    for address, body in every_answer(client, dataset):
        asked += 1
        assert not [sign for sign in SIGNS if sign in body], address
    assert asked > 60


def test_moderators_do_see_it_at_the_same_addresses(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.force_login(cast.bob)
    seen = {address for address, body in every_answer(client, dataset) if any(sign in body for sign in SIGNS)}
    assert {"moderation-review", "moderation-live-notes", "moderation-attachment"} <= seen
    assert "moderation-live" not in seen, "the depositors' view has no notes, whoever asks for it"
    assert "deposit-status" not in seen


def test_a_program_of_the_depositor_reads_no_note(client: Client, cast: Cast, dataset: Dataset) -> None:
    _token, text = make_token(actor=cast.alice, name="Buoys", scopes=["deposits:read"], days=30)
    api = f"/api/v1/deposits/{dataset.deposit_id}/"
    for end in ("", "timeline/", f"datasets/{dataset.key}/", f"datasets/{dataset.key}/review/"):
        answered = client.get(f"{api}{end}", headers={"Authorization": f"Bearer {text}"})
        assert answered.status_code == 200, end
        assert not [sign for sign in SIGNS if sign in answered.text], end


def test_not_even_that_a_note_was_written_or_settled_is_seen(cast: Cast, dataset: Dataset) -> None:
    theirs, ours = (mark_of(dataset.key, with_private=private) for private in (False, True))
    note = write_comment(dataset_key=dataset.key, actor=cast.bob, text=SECRET, path="abstract", private=True)
    assert mark_of(dataset.key, with_private=False) == theirs
    assert mark_of(dataset.key, with_private=True) != ours
    settle_comment(comment_id=note.pk, actor=cast.bob)
    assert mark_of(dataset.key, with_private=False) == theirs


def test_no_mail_about_a_note_goes_to_anybody_else(
    cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]
) -> None:
    mailoutbox.clear()
    said = f"@Alice @Dora {SECRET}"
    write_comment(dataset_key=dataset.key, actor=cast.bob, text=said, path="title", private=True)
    run_room()
    with_it = {address for mail in mailoutbox for address in mail.to if "anthippe" in mail.body}
    assert with_it <= {"bob@example.org", "bella@example.org", "both@example.org"}
    assert with_it


@pytest.mark.usefixtures("_takes_answers")
def test_a_note_cannot_be_answered_or_made_public_by_mail(cast: Cast, dataset: Dataset) -> None:
    note = dataset.comments.filter(private=True).first()
    assert note is not None

    def answer_of(person: Person) -> str:
        there = reply_address(About.COMMENT, note.pk, person=person.pk)
        raw = f"From: {person.email}\nTo: {there}\nMessage-ID: <{person.pk}@x.example>\n\nI agree.\n"
        return take_reply(read_mail(raw.encode())).outcome

    assert answer_of(cast.alice) == "reply-not-allowed", "a moderator who became an author holds an old mail"
    assert answer_of(cast.bob) == "written"
    assert dataset.comments.get(by_mail=True).private


@pytest.fixture
def _takes_answers(settings: object) -> None:
    settings.MAIL_REPLY_DOMAIN = "reply.example.org"  # type: ignore[attr-defined]


def test_what_is_published_sealed_and_exported_holds_no_note(client: Client, cast: Cast, dataset: Dataset) -> None:
    answer(dataset, cast.bob, DatasetState.ACCEPTED, reason="")
    published(dataset)
    begin_correction(dataset_key=dataset.key, actor=cast.alice)
    client.force_login(cast.alice)
    for address, body in every_answer(client, dataset):
        assert not [sign for sign in SIGNS if sign in body], address
    for event in LifecycleEvent.objects.all():
        assert "anthippe" not in f"{event.payload} {event.reason}"
