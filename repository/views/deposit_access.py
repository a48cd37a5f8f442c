"""The access policy beside the description's form: who may fetch the files, and from when.

It is no part of the record. An embargo without a day to come is kept without any: that blocks submission, and what was
typed waits in the session to be shown with what is wrong.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from repository.forms.notes import Said
from repository.forms.shown import Control, Option
from repository.models import AccessPolicy, Dataset, Person
from repository.queries.embargo_days import fault_of_day
from repository.services.deposits import set_access


@dataclass(frozen=True, slots=True)
class AccessSection:
    """The controls of the policy."""

    policy: Control
    until: Control


def draw_access(request: HttpRequest, dataset: Dataset) -> AccessSection:
    """The policy as it is, or as it was typed when it could not be kept."""
    typed = request.session.get(_key(dataset))
    policy = dataset.access
    lacks_day = policy == AccessPolicy.EMBARGOED and dataset.embargo_until is None
    until = dataset.embargo_until.isoformat() if dataset.embargo_until else typed if lacks_day and typed else ""
    options: tuple[Option, ...] = (
        ("open", _("Open: anyone may fetch the files as soon as the dataset is public.")),
        ("embargoed", _("Open later: the description is public at once, the files from the day below.")),
        ("restricted", _("Restricted: the description is public, the files only on request.")),
    )
    said = (Said("error", _fault(dataset, until), "embargo-date", is_gap=False),) if lacks_day else ()
    return AccessSection(
        policy=Control(
            "access", "radios", _("Access to the files"), policy, options=options, chosen=frozenset({policy})
        ),
        until=Control("embargo_until", "date", _("The files open on"), until, optional=True, said=said),
    )


def save_access(request: HttpRequest, dataset: Dataset, actor: Person) -> None:
    """Keep the policy that was posted; nothing where the form did not ask, or it is what is kept already."""
    wanted = request.POST.get("access") or (dataset.access if "embargo_until" in request.POST else "")
    if wanted not in AccessPolicy.values:
        return
    kept = dataset.embargo_until.isoformat() if dataset.embargo_until else request.session.get(_key(dataset), "")
    typed = request.POST.get("embargo_until", kept).strip()[:40]
    until = _day(typed) if wanted == AccessPolicy.EMBARGOED else None
    if until is not None and (wanted, until) == (dataset.access, dataset.embargo_until):
        return
    request.session.pop(_key(dataset), None)
    if wanted == AccessPolicy.EMBARGOED and (until is None or fault_of_day(dataset, until)):
        request.session[_key(dataset)] = typed
        until = None
    if (wanted, until) != (dataset.access, dataset.embargo_until):
        set_access(dataset_key=dataset.key, actor=actor, access=wanted, embargo_until=until)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _fault(dataset: Dataset, typed: str) -> str:
    """What is wrong with the day that was typed."""
    if not typed:
        return _("Give the day on which the files open.")
    day = _day(typed)
    fault = fault_of_day(dataset, day) if day else None
    if fault is not None:
        return fault[1]
    return _("“%(typed)s” is not a day: write it as 2027-04-12.") % {"typed": typed}


def _key(dataset: Dataset) -> str:
    return f"embargo-{dataset.key}"
