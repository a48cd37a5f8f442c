"""Reserving DOIs: the number is the dataset's row, the draft at the registrar follows and never blocks a researcher."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from repository.errors import PermanentFailure, WrongState
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, DoiAttempt, Publication
from repository.queries.editions import landing_url, registrar_of
from repository.registrars.base import Reservation, Reserved
from repository.services.deliveries import Claim
from repository.services.doi_attempts import logged_attempt
from repository.services.events import record_event
from repository.services.identifiers import draw_suffix

RESERVE, RELEASE = "reserve", "release"
_OUTCOMES = {Reserved.MADE: "draft", Reserved.OURS: "ours", Reserved.TAKEN: "taken"}
RESERVED_OUTCOMES = (_OUTCOMES[Reserved.MADE], _OUTCOMES[Reserved.OURS])
"""Outcomes of an attempt after which the DOI is a draft of ours."""


def want_dois(*, claim: Claim) -> None:
    """Consumer of ``deposit.created``: ask for the DOI of each dataset in it, each in its own lane."""
    with claim.complete():
        for dataset in Dataset.objects.filter(deposit_id=claim.event.subject_id, reserved_at__isnull=True):
            record_event("doi.wanted", subject=dataset, actor=claim.event.actor)


def reserve_doi(*, claim: Claim) -> None:
    """Consumer of ``doi.wanted`` and ``dataset.added``: make the draft DOI; a taken number is burnt, the next drawn."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    if dataset.reserved_at or _is_given_up(dataset):
        with claim.complete():
            return
    found = ask_for_doi(dataset=dataset, doi=dataset.doi)
    with claim.complete():
        row = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset.pk)
        if row.doi != dataset.doi:
            return  # it was given another number meanwhile, which is asked for by its own event
        if found.outcome is not Reserved.TAKEN:
            _remember(row)
        elif _was_never_submitted(row):
            _give_next_number(row, why=found.detail)
        else:
            raise _taken(found)


def secure_doi(*, dataset_id: int) -> None:
    """Before the freeze: nothing is sealed under a DOI that is not reserved.

    Raises what the registrar raises, and ``PermanentFailure`` for a DOI that is somebody else's, or that is a test DOI
    on a site that registers at DataCite.
    """
    dataset = Dataset.objects.get(pk=dataset_id)
    is_test = dataset.registrar == "local" and settings.DOI_REGISTRAR != "local"
    if is_test and dataset.standing == Standing.UNPUBLISHED:
        raise PermanentFailure(
            f"{dataset.doi} is a test DOI, but this site registers DOIs. Run doi_move_to_datacite, then retry.",
            code="doi-not-moved",
        )
    if dataset.reserved_at:
        return
    found = ask_for_doi(dataset=dataset, doi=dataset.doi)
    if found.outcome is Reserved.TAKEN:
        raise _taken(found)
    with transaction.atomic():
        row = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset.pk)
        if row.doi == dataset.doi:
            _remember(row)


def release_doi(*, claim: Claim) -> None:
    """Consumer of ``dataset.removed`` and ``dataset.rejected``: give the draft DOI back; its number is never reused."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    asked = DoiAttempt.objects.filter(doi=dataset.doi, action=RESERVE).exists()
    if asked and _is_given_up(dataset) and dataset.standing == Standing.UNPUBLISHED:
        agency, url = registrar_of(dataset), landing_url(dataset)
        with logged_attempt(dataset=dataset, doi=dataset.doi, agency=agency, action=RELEASE, url=url) as attempt:
            receipt = agency.release(doi=dataset.doi, url=url)
            attempt.outcome, attempt.detail = receipt.state, receipt.detail
    with claim.complete():
        if asked and Dataset.objects.filter(pk=dataset.pk, reserved_at__isnull=False).update(reserved_at=None):
            record_event("doi.released", subject=dataset, payload={"doi": dataset.doi})


@transaction.atomic
def draw_number_again(*, suffix: str) -> Dataset:
    """An operator's order: a dataset that was never frozen gets another number, and its DOI is asked for again."""
    dataset = Dataset.objects.select_for_update(of=("self",)).get(suffix=suffix)
    if Publication.objects.filter(dataset=dataset).exists() or dataset.standing != Standing.UNPUBLISHED:
        raise WrongState(f"{dataset.doi} is sealed in a package: its number stays.")
    if dataset.reserved_at:
        raise WrongState(f"{dataset.doi} is reserved and ours: its number stays.")
    _give_next_number(dataset, why="ordered by an operator")
    return dataset


def ask_for_doi(*, dataset: Dataset, doi: str) -> Reservation:
    """One logged request for a DOI. Writes nothing to the dataset."""
    agency, url = registrar_of(dataset, doi), landing_url(dataset)
    with logged_attempt(dataset=dataset, doi=doi, agency=agency, action=RESERVE, url=url) as attempt:
        found = agency.reserve(doi=doi, url=url)
        attempt.outcome, attempt.detail = _OUTCOMES[found.outcome], found.detail
    return found


def require_reserved(*, dataset: Dataset, doi: str) -> None:
    """Refuse to send to a DOI whose creation was not recorded: a PUT would write over somebody else's."""
    made = DoiAttempt.objects.filter(doi=doi, dataset=dataset, action=RESERVE, outcome__in=RESERVED_OUTCOMES)
    if not (dataset.reserved_at if doi == dataset.doi else made.exists()):
        raise PermanentFailure(f"{doi} was not reserved by this site: nothing was sent.", code="doi-not-reserved")


def _remember(row: Dataset) -> None:
    row.reserved_at = timezone.now()
    row.save(update_fields=["reserved_at"])
    record_event("doi.reserved", subject=row, payload={"doi": row.doi, "registrar": row.registrar})


def _give_next_number(row: Dataset, *, why: str) -> None:
    """Burn a number and draw the next; the burnt one stays in the log of attempts."""
    burnt = row.doi
    row.suffix = draw_suffix()
    row.save(update_fields=["suffix"])
    payload = {"burnt": burnt, "doi": row.doi, "why": why}
    record_event("doi.renumbered", subject=row, reason=f"{burnt} \N{RIGHTWARDS ARROW} {row.doi}", payload=payload)
    record_event("doi.wanted", subject=row)


def _is_given_up(dataset: Dataset) -> bool:
    return dataset.is_removed or dataset.state == DatasetState.REJECTED


def _was_never_submitted(row: Dataset) -> bool:
    is_draft = row.state == DatasetState.DRAFT and row.standing == Standing.UNPUBLISHED
    return is_draft and row.submitted_version_id is None


def _taken(found: Reservation) -> PermanentFailure:
    return PermanentFailure(
        f"{found.doi} belongs to somebody else at the registrar ({found.detail}). The dataset was submitted under this "
        "number, so it is not changed silently: tell its authors, then run doi_update --draw-again "
        f"{found.doi.partition('/')[2]}.",
        code="doi-taken",
    )
