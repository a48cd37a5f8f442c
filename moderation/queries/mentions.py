"""Who may be called by name in a remark: people who will be able to read it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from moderation.mentions import Called, find_called
from moderation.models import Comment, Review
from moderation.queries.people import moderators_of
from repository.access import Action, can, holds_today
from repository.models import Grant, Person, Role
from repository.notifications.published import authors_of


def people_to_call(review: Review, *, writer: Person, private: bool = False) -> QuerySet[Person]:
    """Whom a writer may call. Moderators: each other, and in what is not private the authors and invited reviewers.

    Authors: each other, and the moderators who have already spoken to them; nobody learns more names than they see.
    """
    others = Person.objects.filter(is_active=True).exclude(pk=writer.pk)
    moderators = moderators_of(review.dataset)
    if private:
        return others.filter(pk__in=moderators.values("pk")).order_by("pk")
    if can(writer, Action.REVIEW, review.dataset):
        invited = Grant.objects.filter(holds_today(), dataset=review.dataset, role=Role.REVIEWER, person__isnull=False)
        called = Q(pk__in=moderators.values("pk")) | Q(pk__in=invited.values("person_id"))
    else:
        spoke = Q(pk__in=Comment.objects.filter(review__dataset=review.dataset_id, private=False).values("author_id"))
        decided = Q(pk__in=review.decisions.values("actor_id"))
        called = Q(pk__in=moderators.filter(spoke | decided).values("pk"))
    return others.filter(called | Q(pk__in=authors_of(review.dataset).values("pk"))).order_by("pk")


def names_to_call(review: Review | None, writer: Person | None) -> list[str]:
    """The names by which a writer may call people, where something can be written; for the page."""
    if review is None or writer is None or not review.is_open:
        return []
    return [person.name for person in people_to_call(review, writer=writer)]


def called_in(text: str, people: Iterable[Person]) -> tuple[Called, ...]:
    """Who of these is called in a text."""
    if "@" not in text:
        return ()
    return find_called(text, {person.pk: _name(person) for person in people})


def called_readers(comment: Comment) -> QuerySet[Person]:
    """Those who are called in a remark and may read it today, but for its author."""
    called = Person.objects.filter(pk__in=comment.mentions.values("person_id"), is_active=True)
    action = Action.REVIEW if comment.private else Action.COMMENT
    readers = [person.pk for person in called.exclude(pk=comment.author_id) if can(person, action, comment.dataset)]
    return Person.objects.filter(pk__in=readers).order_by("pk")


def _name(person: Person) -> tuple[str, str]:
    if person.given_name or person.family_name:
        return person.given_name, person.family_name
    return person.name, ""
