"""Every address of the room, asked for by everyone: the matrix is made from the table of addresses itself."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern

from moderation.models import Comment, Decision
from moderation.services.attachments import NewFile
from moderation.services.comments import write_comment
from moderation.urls import urlpatterns
from repository.models import Dataset
from tests.factories import make_draft, make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db

ELSEWHERE = {
    *("moderation-queue-export", "moderation-together", "moderation-assign", "moderation-propose"),
    *(
        "moderation-advice",
        "moderation-advice-end",
        "advice",
        "advice-asked",
        "advice-attachment",
        "advice-file",
        "advice-open",
    ),
    *("moderation-council", "moderation-council-vote"),
    *("moderation-changes", "moderation-checklists", "moderation-checklist-default", "moderation-checklist"),
    *("moderation-checklist-answer", "moderation-suggest", "moderation-suggestion"),
    *("moderation-opinion-ask", "moderation-opinion", "moderation-opinion-waive", "moderation-scope"),
    *("moderation-rules", "moderation-rule-book", "moderation-discipline"),
}
"""Addresses asked for by everyone in files of their own: test_permissions_at_work.py and others."""
EVERY_NAME = {str(pattern.name) for pattern in urlpatterns if isinstance(pattern, URLPattern)}
NAMES = sorted(EVERY_NAME - ELSEWHERE)
POSTED = {
    *("moderation-decide", "moderation-comment", "moderation-settle"),
    *("moderation-urgency-end", "moderation-urgency-lower", "moderation-urgency-raise"),
}
PEOPLE = ("anonymous", "dora", "alice", "bob", "carl", "both", "olga")

AUTHORS = {"alice", "both"}
OWN_ROOM = {"bob", "carl", "both"}
"""Who moderates anything has a queue and a shelf, of their own disciplines."""
ALLOWED: dict[str, set[str]] = {
    "moderation-queue": OWN_ROOM,
    "moderation-public": OWN_ROOM,
    "moderation-review": {"bob"},
    "moderation-preview": {"bob"},
    "moderation-file": {"bob"},
    "moderation-decide": {"bob"},
    "moderation-settle": {"bob"},
    "moderation-comment": {"bob", "alice", "both"},
    "moderation-urgency": AUTHORS,
    "moderation-urgency-end": AUTHORS,
    "moderation-urgency-lower": {"bob"},
    "moderation-urgency-raise": {"bob"},
    "moderation-live": {"bob", "alice", "both"},
    "moderation-live-notes": {"bob"},
    "moderation-attachment": {"bob", "alice", "both"},
}


@pytest.fixture
def scene(cast: Cast) -> Dataset:
    """A dataset of alice and of `both` under review, with one remark in it."""
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    file = NewFile("batches.txt", b"P165")
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage", files=[file])
    return dataset


def ask(client: Client, name: str, dataset: Dataset) -> int:
    """The status of one address, asked for as its form would."""
    base = f"/moderation/{dataset.key}/"
    version = dataset.submitted_version
    comment = Comment.objects.get(dataset=dataset)
    assert version is not None
    addresses: dict[str, Callable[[], int]] = {
        "moderation-queue": lambda: client.get("/moderation/").status_code,
        "moderation-public": lambda: client.get("/moderation/public/").status_code,
        "moderation-review": lambda: client.get(base).status_code,
        "moderation-preview": lambda: client.get(f"{base}preview/").status_code,
        "moderation-file": lambda: client.get(f"{base}files/{version.files[0]['number']}/").status_code,
        "moderation-decide": lambda: (
            client.post(
                f"{base}decision/", {"outcome": "accepted", "version": version.number, "sha256": version.sha256}
            ).status_code
        ),
        "moderation-comment": lambda: client.post(f"{base}comments/", {"body": "Words", "path": ""}).status_code,
        "moderation-live": lambda: client.get(f"{base}live/").status_code,
        "moderation-live-notes": lambda: client.get(f"{base}live/notes/").status_code,
        "moderation-attachment": lambda: client.get(f"{base}attachments/{comment.files.get().pk}/").status_code,
        "moderation-settle": lambda: client.post(f"{base}comments/{comment.pk}/settle/").status_code,
        "moderation-urgency": lambda: client.get(f"{base}urgency/").status_code,
        "moderation-urgency-end": lambda: client.post(f"{base}urgency/end/").status_code,
        "moderation-urgency-lower": lambda: client.post(f"{base}urgency/lower/", {"why": "No."}).status_code,
        "moderation-urgency-raise": lambda: client.post(f"{base}urgency/raise/").status_code,
    }
    return addresses[name]()


def turned_away(person: str, name: str) -> int:
    """What those get whom an address is not for: nobody learns which keys exist but those who may read the dataset."""
    if person == "anonymous":
        return 302
    reads = person in AUTHORS or person == "bob"
    return 403 if ALLOWED[name] == OWN_ROOM or reads else 404


def test_every_address_is_in_the_matrix() -> None:
    assert sorted(ALLOWED) == NAMES
    assert not ELSEWHERE - EVERY_NAME


@pytest.mark.parametrize("name", NAMES)
def test_an_address_opens_to_those_it_is_for_and_to_nobody_else(
    client: Client, cast: Cast, scene: Dataset, name: str
) -> None:
    for person in PEOPLE:
        with transaction.atomic():
            client.logout()
            if person != "anonymous":
                client.force_login(getattr(cast, person))
            status = ask(client, name, scene)
            if person in ALLOWED[name]:
                assert status == (302 if name in POSTED else 200), person
            else:
                assert status == turned_away(person, name), person
                assert not Decision.objects.exists(), person
                assert Comment.objects.filter(settled_at__isnull=True).count() == 1, person
            transaction.set_rollback(True)


def test_anonymous_readers_are_asked_to_sign_in_and_come_back(client: Client, cast: Cast, scene: Dataset) -> None:
    response = client.get(f"/moderation/{scene.key}/")
    assert response["Location"] == f"/accounts/login/?next=/moderation/{scene.key}/"


def test_what_changes_something_is_never_asked_for_by_a_link(client: Client, cast: Cast, scene: Dataset) -> None:
    client.force_login(cast.bob)
    for end in ("comments/", "comments/1/settle/"):
        assert client.get(f"/moderation/{scene.key}/{end}").status_code == 405, end
    response = client.get(f"/moderation/{scene.key}/decision/?outcome=accepted")
    assert response["Location"] == f"/moderation/{scene.key}/"
    assert not Decision.objects.exists()


def test_the_queue_of_another_discipline_does_not_show_the_dataset(client: Client, cast: Cast, scene: Dataset) -> None:
    for person, sees in ((cast.bob, True), (cast.carl, False), (cast.both, False)):
        client.force_login(person)
        assert (str(scene.key) in client.get("/moderation/").text) is sees


def test_a_dataset_that_was_never_submitted_is_not_in_the_room(client: Client, cast: Cast) -> None:
    draft = make_draft(cast.alice)
    client.force_login(cast.bob)
    assert client.get(f"/moderation/{draft.key}/").status_code == 404


def test_the_key_of_another_discipline_is_answered_as_one_that_there_is_not(
    client: Client, cast: Cast, scene: Dataset
) -> None:
    client.force_login(cast.carl)
    shown = []
    for key in (scene.key, uuid4()):
        answer = client.get(f"/moderation/{key}/")
        assert answer.status_code == 404
        shown.append(re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.text.replace(str(key), "")))
    assert shown[0] == shown[1]
    assert client.post(f"/moderation/{scene.key}/comments/", {"body": "Words"}).status_code == 404


def test_an_unknown_dataset_is_not_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    assert client.get("/moderation/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_file_of_another_dataset_is_not_given_out(client: Client, cast: Cast, scene: Dataset) -> None:
    other = make_submitted(cast.dora, poles=["climate"])
    assert other.submitted_version is not None
    client.force_login(cast.bob)
    number = other.submitted_version.files[0]["number"]
    assert client.get(f"/moderation/{scene.key}/files/{number}/").status_code == 404
