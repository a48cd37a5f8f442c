"""Mail to the depositors when a dataset is public, corrected or withdrawn."""

from django.db.models import Q, QuerySet

from repository.access import AUTHORS, holds_today
from repository.models import Dataset, Grant, Person, Publication
from repository.notifications.mail import send_event_mail
from repository.queries.editions import landing_url
from repository.services.deliveries import Claim


def authors_of(dataset: Dataset) -> QuerySet[Person]:
    """The people who write a dataset: its depositors and co-authors of today."""
    scope = Q(dataset=dataset) | Q(deposit__datasets=dataset)
    live = holds_today()
    grants = Grant.objects.filter(scope, live, role__in=AUTHORS, person__isnull=False)
    return Person.objects.filter(pk__in=grants.values("person_id")).order_by("pk")


def tell_published(claim: Claim) -> None:
    """``snapshot.published`` and ``record.published``: the dataset's address and DOI."""
    publication = Publication.objects.select_related("dataset", "snapshot").get(pk=claim.event.subject_id)
    _tell(claim, publication.dataset, "repository/mail/published.txt", {"publication": publication})


def tell_withdrawn(claim: Claim) -> None:
    """``dataset.withdrawn``: the reason that readers see."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    _tell(claim, dataset, "repository/mail/withdrawn.txt", {})


def _tell(claim: Claim, dataset: Dataset, template: str, context: dict[str, object]) -> None:
    context = {**context, "dataset": dataset, "landing_url": landing_url(dataset)}
    send_event_mail(claim, to=authors_of(dataset), template=template, context=context)
    with claim.complete():
        pass
