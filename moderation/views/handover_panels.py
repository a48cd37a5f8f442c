"""What was handed over to data centres, on the page of a deposit, for all who may read it."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from moderation.queries.handovers import handovers_of
from repository.access import Action, can
from repository.models import Dataset, Person


def handovers(request: HttpRequest, dataset: Dataset) -> str | None:
    """Each centre with its state and the sentences of the rules; None where nothing was ever planned."""
    reader = request.user if isinstance(request.user, Person) else None
    rows = handovers_of(dataset) if can(reader, Action.READ, dataset) else []
    if not rows:
        return None
    return render_to_string("moderation/_panel_handovers.html", {"rows": rows, "dataset": dataset}, request=request)
