"""Who wrote a deposit, or read it as invited, never decides on it: not after leaving it either."""

import pytest
from django.urls import reverse

from moderation.queries.people import moderators_of
from repository.access import Action, can, datasets_moderated_by
from repository.models import Grant, Person, Role
from repository.services.deposit_people import end_membership, hand_over
from tests.factories import make_moderator, make_submitted
from tests.repository.sharing.links import enter

pytestmark = pytest.mark.django_db


def test_who_hands_a_deposit_over_and_leaves_does_not_moderate_it(bob: Person) -> None:
    moderator = make_moderator("mona")
    dataset = make_submitted(moderator)
    assert dataset.deposit is not None
    friend = Grant.objects.create(person=bob, role=Role.CO_AUTHOR, deposit=dataset.deposit)
    hand_over(actor=moderator, deposit_id=dataset.deposit.pk, grant_id=friend.pk)
    own = Grant.objects.get(person=moderator, deposit=dataset.deposit)
    end_membership(actor=moderator, deposit_id=dataset.deposit.pk, grant_id=own.pk)
    assert not can(moderator, Action.DECIDE, dataset)
    assert not can(moderator, Action.REVIEW, dataset)
    assert dataset not in datasets_moderated_by(moderator)
    assert moderator not in moderators_of(dataset)
    assert enter(moderator).get(reverse("moderation-review", args=[dataset.key])).status_code in (403, 404)


def test_other_moderators_decide_as_before(bob: Person) -> None:
    other = make_moderator("mona")
    dataset = make_submitted(bob)
    assert can(other, Action.DECIDE, dataset)
    assert dataset in datasets_moderated_by(other)
    assert other in moderators_of(dataset)
