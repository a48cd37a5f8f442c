"""What no database holds is left out of what people type into the room's forms, and breaks none of them."""

import pytest
from django.test import Client

from moderation.models import ChecklistAnswer, Opinion, Suggestion
from moderation.queries.checklists import lists_of_round
from moderation.services.suggestions import suggest_wording
from repository.lifecycle import DatasetState
from repository.models import Pole
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, under_review

pytestmark = pytest.mark.django_db
BAD = "odd\x00 word"


def test_the_word_to_a_refused_suggestion(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer="/title/en", text="Oxygen of the shelf")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    client.force_login(cast.alice)
    url = f"/moderation/{dataset.key}/suggestions/{made.pk}/"
    assert client.post(url, {"do": "refuse", "word": BAD}).status_code == 302
    assert Suggestion.objects.get().answer == "odd word"


def test_a_note_of_a_checklist(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    version = dataset.submitted_version
    assert version is not None
    held = lists_of_round(dataset, version)[0]
    place = f".{held.label}.{held.points[0].key}"
    said = {"version": version.number, f"point{place}": "yes", f"note{place}": BAD, f"seen{place}": "0"}
    client.force_login(cast.bob)
    assert client.post(f"/moderation/{dataset.key}/checklist/", said).status_code == 302
    assert ChecklistAnswer.objects.get().note == "odd word"


@pytest.mark.parametrize(("pole", "status"), [("cli\x00mate", 302), ("\x00", 404), ("x" * 5000, 404)])
def test_a_discipline_that_is_asked(client: Client, cast: Cast, pole: str, status: int) -> None:
    Pole.objects.get_or_create(code="climate", defaults={"name_en": "Climate", "name_fr": "Climat"})
    dataset = under_review(cast.alice)
    client.force_login(cast.bob)
    reply = client.post(f"/moderation/{dataset.key}/opinions/", {"pole": pole, "why": BAD})
    assert reply.status_code == status
    assert all("\x00" not in each.why_en for each in Opinion.objects.all())


@pytest.mark.parametrize("path", ["comments/", "decision/", "advice/", "proposal/", "urgency/lower/", "assignment/"])
def test_every_other_form_refuses_it_or_leaves_it_out(client: Client, cast: Cast, path: str) -> None:
    dataset = under_review(cast.alice)
    version = dataset.submitted_version
    assert version is not None
    client.force_login(cast.bob)
    names = ("body", "path", "reason", "question", "name", "email", "why", "act", "assignee", "outcome", "next")
    said = {"version": version.number, "sha256": version.sha256, "days": 7, **dict.fromkeys(names, BAD)}
    assert client.post(f"/moderation/{dataset.key}/{path}", said).status_code < 500
