"""Who moderates a dataset, and who follows its review."""

from django.db.models import Q, QuerySet

from moderation.models import Review
from repository.access import (
    AUTHORS,
    MODERATORS,
    Action,
    Actor,
    can,
    holds_today,
    parties_ever,
    poles_moderated_by,
    roles_of,
)
from repository.models import Dataset, Grant, Person


def moderators_of(dataset: Dataset) -> QuerySet[Person]:
    """The people who may decide on a dataset: moderators of its disciplines or of the site, without its own people."""
    live = Grant.objects.filter(holds_today(), person__is_active=True)
    site = Q(pole__isnull=True, deposit__isnull=True, dataset__isnull=True)
    reach = site | Q(pole__code__in=dataset.poles) | Q(dataset=dataset)
    holders = live.filter(reach, role__in=MODERATORS).values("person_id")
    parties = parties_ever(dataset).values("person_id")
    return Person.objects.filter(pk__in=holders).exclude(pk__in=parties).order_by("pk")


def moderators_following(review: Review, *, apart_from: Person) -> QuerySet[Person]:
    """The moderators who took part in a review, without ``apart_from``; all the others while nobody has."""
    everyone = moderators_of(review.dataset).exclude(pk=apart_from.pk)
    took_part = Q(pk__in=review.readings.values("person_id")) | Q(
        pk__in=review.comments.filter(by_moderator=True).values("author_id")
    )
    following = everyone.filter(took_part | Q(pk__in=review.decisions.values("actor_id")))
    return following if following.exists() else everyone


def colleagues_of(reader: Person) -> QuerySet[Person]:
    """The moderators of the reader's disciplines and of the site, the reader among them, by name."""
    poles = poles_moderated_by(reader)
    live = Grant.objects.filter(holds_today(), role__in=MODERATORS, person__is_active=True)
    reach = Q(pole__in=poles) | Q(pole__isnull=True, deposit__isnull=True, dataset__isnull=True)
    found = Person.objects.filter(pk__in=live.filter(reach).values("person_id"))
    return found.order_by("family_name", "given_name", "pk")


def may_remark(person: Actor, dataset: Dataset) -> bool:
    """Whether somebody writes in the conversation: its authors and its moderators.

    Who is asked for advice reads along; a remark of theirs would stand there as the depositor's answer.
    """
    return bool(AUTHORS & roles_of(person, dataset)) or can(person, Action.REVIEW, dataset)
