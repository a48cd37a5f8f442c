"""The public datasets of a discipline in a period, for its scientific council, with what its members say of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from moderation.models import CouncilVote, Worth
from repository.access import ids_ever_of, live_grants
from repository.lifecycle import Standing
from repository.models import Dataset, Person, Pole, Role
from repository.queries.editions import landing_url

COUNCIL: Final = (Role.MODERATOR.value, "adviser")
"""Who sits in the council of a discipline: its moderators and its scientific advisers."""


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """One public dataset with the words about it. ``own`` is what the reader said."""

    dataset: Dataset
    title: str
    title_language: str
    votes: tuple[CouncilVote, ...]
    own: CouncilVote | None

    @property
    def tally(self) -> tuple[tuple[str, int], ...]:
        """What was said, in words, and how often."""
        counted = Counter(vote.worth for vote in self.votes)
        return tuple((str(worth.label), counted[worth.value]) for worth in Worth if counted[worth.value])


def council_poles(reader: Person) -> QuerySet[Pole]:
    """The disciplines in whose council the reader sits."""
    grants = live_grants(reader).filter(role__in=COUNCIL, deposit__isnull=True, dataset__isnull=True)
    if grants.filter(pole__isnull=True).exists():
        return Pole.objects.all()
    return Pole.objects.filter(pk__in=grants.values("pole_id"))


def published_between(pole: Pole, begin: date | None, end: date | None) -> QuerySet[Dataset]:
    """What was published first in a period (both days included) and is public, the newest first."""
    found = Dataset.objects.filter(poles__contains=[pole.code], standing=Standing.PUBLIC, is_synthetic=False)
    period = Q()
    if begin:
        period &= Q(first_published__gte=begin)
    if end:
        period &= Q(first_published__lte=end)
    return found.filter(period).select_related("catalogue_entry").defer("draft").order_by("-first_published", "-pk")


def council_rows(datasets: Sequence[Dataset], *, pole: Pole, reader: Person) -> tuple[CouncilRow, ...]:
    """The rows of one page, with the votes of the discipline's council; of the reader's own datasets without them."""
    votes: dict[int, list[CouncilVote]] = {}
    own = ids_ever_of(reader)
    told = [dataset.pk for dataset in datasets if dataset.pk not in own]
    for vote in CouncilVote.objects.filter(dataset__in=told, pole=pole).select_related("person"):
        votes.setdefault(vote.dataset_id, []).append(vote)
    return tuple(_row(dataset, tuple(votes.get(dataset.pk, ())), reader) for dataset in datasets)


def _row(dataset: Dataset, votes: tuple[CouncilVote, ...], reader: Person) -> CouncilRow:
    return CouncilRow(
        dataset=dataset,
        title=dataset.catalogue_entry.title,
        title_language=dataset.catalogue_entry.title_language,
        votes=votes,
        own=next((vote for vote in votes if vote.person_id == reader.pk), None),
    )


def council_lines(rows: Sequence[CouncilRow], pole: Pole) -> Iterator[tuple[str, ...]]:
    """The same as lines of a table: a head, then one line for each vote, or one for a dataset without any."""
    yield ("doi", "title", "published", "discipline", "address", "worth", "member", "note", "said_on")
    for row in rows:
        published = row.dataset.first_published.isoformat() if row.dataset.first_published else ""
        begin = (row.dataset.doi, row.title, published, pole.code, landing_url(row.dataset))
        if not row.votes:
            yield (*begin, "", "", "", "")
        for vote in row.votes:
            yield (*begin, vote.worth, vote.person.name, vote.note, vote.at.date().isoformat())
