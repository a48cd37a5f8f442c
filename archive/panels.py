"""The archive's part of pages that other rooms compose; named by ``config/panels.py``."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from archive.queries import newest_archiving
from repository.access import Action, can
from repository.models import Dataset, Person


def exports(request: HttpRequest, dataset: Dataset) -> str | None:
    """The forms in which the package can be taken away; None for who may not."""
    actor = request.user if isinstance(request.user, Person) else None
    allowed = all(can(actor, action, dataset) for action in (Action.EXPORT, Action.DOWNLOAD))
    if not allowed or newest_archiving(dataset) is None:
        return None
    return render_to_string("archive/_panel_exports.html", {"dataset": dataset}, request=request)
