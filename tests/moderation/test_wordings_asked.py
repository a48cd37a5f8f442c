"""A wording that was suggested is asked of the depositor until it is taken over or left, while the draft is theirs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moderation.models import Decision, Suggestion
from moderation.queries.reminders import silence_of
from moderation.services.suggestions import accept_suggestion, refuse_suggestion, suggest_wording
from repository.lifecycle import DatasetState
from repository.models import Dataset, Deposit
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, under_review
from tests.moderation.test_asked import kinds

pytestmark = pytest.mark.django_db


def returned(cast: Cast) -> tuple[Dataset, Suggestion, Suggestion]:
    """A dataset in its author's hands, with a title and a sentence suggested."""
    dataset = under_review(cast.alice)
    title = suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer="/title/en", text="Oxygen of the shelf")
    lineage = suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer="/lineage/en", text="SBE 9plus, 24 Hz.")
    assert kinds(dataset) == [], "the moderators have the draft"
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    return dataset, title, lineage


def test_each_is_asked_until_it_is_taken_over_or_left(cast: Cast) -> None:
    dataset, title, lineage = returned(cast)
    assert kinds(dataset) == ["changes", "suggestion", "suggestion"]
    accept_suggestion(dataset_key=dataset.key, actor=cast.alice, suggestion_id=title.pk)
    assert kinds(dataset) == ["changes", "suggestion"]
    refuse_suggestion(dataset_key=dataset.key, actor=cast.alice, suggestion_id=lineage.pk)
    assert kinds(dataset) == ["changes"]


def test_the_page_leads_to_each(client: Client, cast: Cast) -> None:
    dataset, title, _lineage = returned(cast)
    client.force_login(cast.alice)
    page = client.get(f"/deposits/{dataset.deposit_id}/").text
    assert f'href="/deposits/{dataset.deposit_id}/#suggestion-{title.pk}"' in page
    assert f'id="suggestion-{title.pk}"' in page
    assert "Take over or leave the wording suggested for: Title" in page


def test_who_leaves_a_wording_is_not_silent(cast: Cast) -> None:
    dataset, title, _lineage = returned(cast)
    long_ago = timezone.now() - timedelta(days=30)
    Decision.objects.update(at=long_ago)
    refuse_suggestion(dataset_key=dataset.key, actor=cast.alice, suggestion_id=title.pk)
    Dataset.objects.update(modified=long_ago)
    Deposit.objects.update(modified=long_ago)
    dataset.refresh_from_db()
    silence = silence_of(dataset)
    assert silence is not None
    assert timezone.now() - silence.since < timedelta(minutes=5)
