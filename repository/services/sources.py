"""The source of a dataset: declared by its owner, allowed by an operator, paused, stopped and released."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.clients.sources.addresses import path_below
from repository.errors import WrongState
from repository.lifecycle import Standing
from repository.models import Dataset, Person, Source, SourceState
from repository.series.schedule import times_of
from repository.services.deposits import lock_dataset
from repository.services.events import record_event


@transaction.atomic
def declare_source(
    *, dataset_key: UUID, actor: Person, name: str, path: str, schedule: str, is_reviewed: bool
) -> Source:
    """Say where the next layers of a public dataset come from. An operator allows a new place; the rest holds at once.

    Raises ``WrongState`` for a source that operators did not name, a path or schedule that is none.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EVOLVE, dataset)
    below = _checked(name, path, schedule)
    source = Source.objects.select_for_update().filter(dataset=dataset).first()
    is_new_place = source is None or (source.name, source.path) != (name, below)
    source = source or Source(dataset=dataset, state=SourceState.ASKED)
    source.name, source.path, source.schedule, source.is_reviewed = name, below, schedule.strip(), is_reviewed
    source.declared_by = actor
    if is_new_place:
        source.state, source.reason, source.released = SourceState.ASKED, "", ""
    source.save()
    payload = {"name": name, "path": below, "schedule": source.schedule, "is_reviewed": is_reviewed}
    record_event("source.declared" if is_new_place else "source.changed", subject=source, actor=actor, payload=payload)
    return source


@transaction.atomic
def pause_source(*, dataset_key: UUID, actor: Person, pauses: bool) -> Source:
    """Take no more layers, or go on. What an operator did not allow or has to look at does not go on by this."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EVOLVE, dataset)
    source = _locked(dataset)
    here, wanted = SourceState.ACTIVE, SourceState.PAUSED
    if not pauses:
        here, wanted = wanted, here
    if source.state != here:
        raise WrongState(_("The source is not in this state any more. Look at the page again."))
    source.state = wanted
    source.ordered_for = source.ordered_for if pauses else timezone.now()
    source.save(update_fields=["state", "ordered_for"])
    record_event("source.changed", subject=source, actor=actor, payload={"state": source.state})
    return source


@transaction.atomic
def answer_source(*, actor: Person, source_id: int, allows: bool, reason: str = "") -> Source:
    """An operator's word: a new place is allowed or not; a source that was stopped is released, or paused.

    What looked wrong passes once, as it was seen; a later look at something else stops it again.
    Raises ``WrongState``: nothing is asked, or no reason is given for what needs one; ``Source.DoesNotExist``.
    """
    require(actor, Action.ADMINISTER)
    source = Source.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=source_id)
    was = source.state
    if was not in (SourceState.ASKED, SourceState.QUARANTINED):
        raise WrongState(_("Nobody waits for an answer about this source."), code="answered-already")
    if not reason.strip() and (was == SourceState.QUARANTINED or not allows):
        raise WrongState(_("Say why: the reason is kept, and the owner reads it."), code="reason-missing")
    if was == SourceState.QUARANTINED and allows:
        source.released = str(source.listing.get("mark", ""))
    source.state = (
        SourceState.ACTIVE if allows else SourceState.REFUSED if was == SourceState.ASKED else SourceState.PAUSED
    )
    source.reason = "" if allows else reason.strip()
    source.ordered_for = timezone.now() if was == SourceState.ASKED else source.ordered_for
    source.save(update_fields=["released", "state", "reason", "ordered_for"])
    kind = "source.released" if was == SourceState.QUARANTINED else "source.answered"
    payload = {"allowed": allows, "state": source.state}
    record_event(kind, subject=source, actor=actor, reason=reason.strip(), payload=payload)
    return source


def _locked(dataset: Dataset) -> Source:
    source = Source.objects.select_for_update().filter(dataset=dataset).first()
    if source is None or dataset.standing != Standing.PUBLIC:
        raise WrongState(_("This dataset has no source."))
    return source


def _checked(name: str, path: str, schedule: str) -> str:
    if name not in settings.SOURCES:
        raise WrongState(_("Choose one of the sources that the operators have named."), code="source-unknown")
    try:
        times_of(schedule.strip())
    except ValueError as error:
        words = _("This is no schedule: choose one, or write a line of cron that is due at most once a day.")
        raise WrongState(words, code="schedule-invalid") from error
    try:
        return path_below(path)
    except ValueError as error:
        words = _("This is no path: folders and names in plain letters and digits, with a slash between them.")
        raise WrongState(words, code="path-invalid") from error
