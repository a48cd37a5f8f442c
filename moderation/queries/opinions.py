"""The opinions of a review: asked, given, missing, and who may give which."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from moderation.models import Opinion, Review
from moderation.queries.disciplines import moderators_of_pole, moderators_of_site
from moderation.queries.people import moderators_of
from moderation.queries.routing import deciding_pole
from repository.access import poles_moderated_by
from repository.models import Dataset, Person, RecordVersion


def opinions_of(version: RecordVersion) -> list[Opinion]:
    """The opinions asked for about a version, in the order they were asked."""
    return list(Opinion.objects.filter(record_version=version).select_related("person", "asked_by", "waived_by"))


def earlier_opinions(review: Review) -> list[Opinion]:
    """The opinions given about versions of this review before the present one."""
    given = Opinion.objects.filter(review=review).exclude(view="").exclude(record_version=review.record_version_id)
    return list(given.select_related("person", "record_version"))


def may_give(person: Person, opinion: Opinion) -> bool:
    """Whether somebody may give an opinion: a moderator of its discipline, who for a group passes on what it said."""
    return poles_moderated_by(person).filter(code=opinion.pole).exists()


def may_decide(person: Person, dataset: Dataset) -> bool:
    """Whether a moderator of the dataset decides on it: one of the discipline that decides.

    Where that discipline has no moderator who could, every moderator of the dataset does.
    """
    code = deciding_pole(dataset)
    if not code or poles_moderated_by(person).filter(code=code).exists():
        return True
    return not (moderators_of_pole(code, dataset).exists() or moderators_of_site(dataset).exists())


def missing_opinions(version: RecordVersion) -> list[Opinion]:
    """The required opinions that an acceptance of a version still waits for."""
    return [each for each in opinions_of(version) if each.holds_up]


def who_opens(review: Review) -> QuerySet[Person]:
    """Whom an opened round is told: the dataset's moderators, but for those who are asked for an opinion alone."""
    asked = Opinion.objects.filter(record_version=review.record_version_id, group="")
    codes = set(asked.values_list("pole", flat=True))
    everyone = moderators_of(review.dataset)
    if not codes:
        return everyone
    readers: set[int] = set()
    for code in review.dataset.poles:
        if code not in codes:
            readers |= set(moderators_of_pole(code, review.dataset).values_list("pk", flat=True))
    site = Q(pk__in=moderators_of_site(review.dataset).values("pk"))
    told = everyone.filter(Q(pk__in=readers) | site)
    return told if told.exists() else everyone


def readers_of_opinion(opinion: Opinion, dataset: Dataset) -> Sequence[Person]:
    """Whom a question for an opinion goes to: the discipline's own moderators; of the whole site where it has none."""
    own = list(moderators_of_pole(opinion.pole, dataset))
    return own or list(moderators_of_site(dataset))
