"""What tests of registration look at: what DataCite holds, and what the site wrote down."""

from datetime import timedelta

from django.utils import timezone

from repository.models import Dataset, Delivery, DoiAttempt, Person
from repository.queries.editions import landing_url
from repository.services.deposits import create_deposit
from tests.driver import run_everything_due
from tests.fakes.datacite.rules import Doi
from tests.fakes.datacite.server import FakeDataCite


def new_draft(author: Person) -> Dataset:
    """A draft whose reservation is still to do."""
    return create_deposit(actor=author).datasets.get()


def run_all(*, hours: int = 0) -> None:
    """Everything that is due; with ``hours`` also what is tried again within them, until all is done or held."""
    run_everything_due(ahead=timedelta(hours=hours))
    while hours and Delivery.objects.filter(done_at__isnull=True, held_at__isnull=True).exists():
        run_everything_due(ahead=timedelta(hours=hours))


def held(fake: FakeDataCite, dataset: Dataset) -> Doi:
    """The DOI as DataCite holds it."""
    dataset.refresh_from_db()
    return fake.registry.dois[dataset.doi]


def dois_of(fake: FakeDataCite, dataset: Dataset) -> list[str]:
    """Every DOI that leads to the dataset's landing page."""
    return [doi.doi for doi in fake.registry.dois.values() if doi.url == landing_url(dataset)]


def outcomes(dataset: Dataset) -> list[str]:
    """The log of attempts."""
    return [f"{row.action}: {row.outcome}" for row in DoiAttempt.objects.filter(dataset=dataset)]


def reasons() -> list[str]:
    """Why work is held."""
    return list(Delivery.objects.filter(held_at__isnull=False).values_list("last_error", flat=True))


def waiting() -> list[tuple[str, float]]:
    """What failed and is tried again: the reason, and in how many seconds."""
    rows = Delivery.objects.filter(done_at__isnull=True, held_at__isnull=True).exclude(last_error="")
    return [(row.last_error, (row.due_at - timezone.now()).total_seconds()) for row in rows]
